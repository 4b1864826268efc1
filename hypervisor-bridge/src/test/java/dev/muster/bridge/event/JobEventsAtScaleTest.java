package dev.muster.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.json.Json;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeEvent.JobChanged;
import dev.muster.model.bridge.BridgeEvent.JobStepsChanged;
import dev.muster.model.bridge.BridgeEvent.Snapshot;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A job of ten thousand steps that moves on for a while. */
class JobEventsAtScaleTest {
    private static final int STEPS = 10_000;
    private static final int CHANGES = 2_000;
    private static final long BYTES = 8L << 20;
    private static final Instant NOW = Instant.parse("2026-11-23T04:05:06Z");

    private final EventHub hub = new EventHub("e1", 20_000, BYTES, 20_000);

    private static Step step(int index, StepState state) {
        return new Step(
                index,
                "power/h/" + index,
                "Start web-" + index,
                "h/6f1c2a00-0000-4000-8000-" + index,
                List.of(),
                state,
                "",
                1,
                Progress.NONE,
                Optional.of(NOW),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private static Job job(int revision, List<Step> steps) {
        return new Job(
                JobId.of("j1"),
                "vm.power",
                "Start 10000 VMs",
                "anna",
                JobState.RUNNING,
                revision,
                true,
                new Progress(revision, STEPS, "steps", 0, Optional.empty()),
                steps,
                NOW,
                Optional.of(NOW),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    private Job moveOn() {
        List<Step> steps = new ArrayList<>(IntStream.range(0, STEPS)
                .mapToObj(index -> step(index, StepState.WAITING))
                .toList());
        Job job = job(0, steps);
        hub.jobChanged(job);
        for (int revision = 1; revision <= CHANGES; revision++) {
            steps.set(revision - 1, step(revision - 1, StepState.DONE));
            steps.set(revision, step(revision, StepState.RUNNING));
            job = job(revision, steps);
            hub.jobChanged(job);
        }
        return job;
    }

    @Test
    void what_is_told_is_what_changed_and_adds_up_to_the_whole() {
        List<BridgeEvent> heard = new CopyOnWriteArrayList<>();
        Job last;
        try (Subscription _ = hub.subscribe(Optional.empty(), heard::add)) {
            last = moveOn();
            await().until(() -> heard.size() == CHANGES + 2);
        }
        assertThat(heard.get(0)).isInstanceOf(Snapshot.class);
        assertThat(heard.get(1)).isInstanceOf(JobChanged.class);
        Job folded = ((JobChanged) heard.get(1)).job();
        for (BridgeEvent event : heard.subList(2, heard.size())) {
            assertThat(event).isInstanceOf(JobStepsChanged.class);
            folded = ((JobStepsChanged) event).onto(folded);
            assertThat(Json.write(event).length()).isLessThan(2_000);
        }
        assertThat(folded).isEqualTo(last);
    }

    @Test
    void the_events_kept_stay_under_their_bound() {
        Job last = moveOn();
        assertThat(hub.rememberedBytes()).isPositive().isLessThan(BYTES);
        for (int number = 1; number <= CHANGES; number++) {
            hub.jobLogged(last.id(), new LogLine(number, NOW, 1, LogLine.Level.INFO, "x".repeat(4_000)));
        }
        assertThat(hub.rememberedBytes()).isBetween(BYTES / 2, BYTES);

        List<BridgeEvent> heard = new CopyOnWriteArrayList<>();
        try (Subscription _ = hub.subscribe(Optional.of(new dev.muster.model.bridge.Stamp("e1", 1)), heard::add)) {
            await().until(() -> !heard.isEmpty());
        }
        assertThat(heard.getFirst()).as("what was dropped").isInstanceOf(Snapshot.class);
        assertThat(((Snapshot) heard.getFirst()).jobs()).containsExactly(last);
    }
}
