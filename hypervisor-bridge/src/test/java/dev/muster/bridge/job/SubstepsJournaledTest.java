package dev.muster.bridge.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Substep;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** How often the parts of a step are written down while it runs. */
class SubstepsJournaledTest {
    private final List<List<Substep>> written = new CopyOnWriteArrayList<>();

    /** A journal that takes in nothing but parts of steps. */
    private Journal journal() {
        return (Journal) Proxy.newProxyInstance(
                Journal.class.getClassLoader(), new Class<?>[] {Journal.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("saveSubsteps")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    @SuppressWarnings("unchecked")
                    List<Substep> parts = (List<Substep>) arguments[2];
                    written.add(parts);
                    return CompletableFuture.completedFuture(1);
                });
    }

    private static Journal.Entry entry() {
        JobRow job = new JobRow(
                JobId.of("j1"),
                Optional.empty(),
                "vm.power",
                "Toy",
                "anna",
                "{}",
                JobState.RUNNING,
                0,
                Clock.systemUTC().instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
        return new Journal.Entry(job, List.of(StepRow.fresh(0, Toys.step("a", StepDefinition.NOTHING))));
    }

    @Test
    void parts_that_say_much_are_written_once_a_second_and_the_last_of_it_is_written_too() {
        long begun = System.nanoTime();
        try (Announcer announcer = new Announcer(new Heard())) {
            Clock clock = Clock.systemUTC();
            Scribe scribe =
                    new Scribe(journal(), new LiveJob(entry(), clock), new JobLog(0), Map.of(), announcer, clock);
            SubstepContext part = new RunningStep(scribe, 0, () -> false).substep("fetch", "Fetch it");
            for (int line = 0; line < 5_000; line++) {
                part.output("line " + line);
            }
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !written.isEmpty()
                            && written.getLast().getFirst().output().contains("line 4999"));
        }
        long seconds = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
        assertThat(written).hasSizeLessThanOrEqualTo((int) seconds + 1);
    }
}
