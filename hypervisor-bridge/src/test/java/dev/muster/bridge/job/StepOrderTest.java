package dev.muster.bridge.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.store.Store;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import dev.muster.model.job.StepState;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepOrderTest {
    private static Store store;

    @BeforeAll
    static void open(@TempDir Path state) {
        store = Store.open(state);
    }

    @AfterAll
    static void close() {
        store.close();
    }

    private static StepDefinition after(Integer... before) {
        return Toys.step("s", StepDefinition.NOTHING, before);
    }

    @Test
    void steps_that_could_never_run_are_refused() {
        assertThatThrownBy(() -> StepOrder.check(List.of(after(1), after(0)))).hasMessageContaining("each other");
        assertThatThrownBy(() -> StepOrder.check(List.of(after(0)))).hasMessageContaining("each other");
        assertThatThrownBy(() -> StepOrder.check(List.of(after(7)))).hasMessageContaining("not there");
        StepOrder.check(List.of());
        StepOrder.check(List.of(after(1, 1), after()));
    }

    static List<Long> seeds() {
        return new Random(20261123).longs(25).boxed().toList();
    }

    /** Random graphs in a random numbering: whatever fails, order and reverse order hold. */
    @ParameterizedTest
    @MethodSource("seeds")
    void every_order_respects_the_graph_and_is_taken_back_in_reverse(long seed) {
        Random random = new Random(seed);
        int size = 1 + random.nextInt(14);
        List<Integer> numbering =
                new ArrayList<>(IntStream.range(0, size).boxed().toList());
        Collections.shuffle(numbering, random);
        int failing = random.nextInt(size);
        List<String> events = Collections.synchronizedList(new ArrayList<>());
        StepDefinition[] steps = new StepDefinition[size];
        for (int place = 0; place < size; place++) {
            int index = numbering.get(place);
            List<Integer> before = new ArrayList<>();
            for (int earlier = 0; earlier < place; earlier++) {
                if (random.nextInt(4) == 0) {
                    before.add(numbering.get(earlier));
                }
            }
            steps[index] = new StepDefinition(
                    "s" + index,
                    "s" + index,
                    "",
                    before,
                    context -> {
                        events.add("begin " + index);
                        if (index == failing) {
                            throw Problem.of(ErrorCode.DISK_FULL, "As drawn.", "", "")
                                    .toException();
                        }
                        events.add("end " + index);
                    },
                    context -> events.add("undo " + index));
        }
        Job job = run(Toys.toy(JobDefinition.OnRestart.RESUME, JobDefinition.OnFailure.UNDO, steps));
        assertThat(job.state()).isEqualTo(JobState.UNDONE);
        for (int index = 0; index < size; index++) {
            boolean begun = events.contains("begin " + index);
            assertThat(job.steps().get(index).state())
                    .isEqualTo(begun || events.contains("undo " + index) ? StepState.UNDONE : StepState.SKIPPED);
            for (int before : steps[index].after()) {
                if (begun) {
                    assertThat(events.indexOf("end " + before)).isBetween(0, events.indexOf("begin " + index));
                    assertThat(events.indexOf("undo " + index)).isLessThan(events.indexOf("undo " + before));
                }
            }
        }
    }

    private Job run(JobDefinition<?> definition) {
        Heard heard = new Heard();
        try (JobEngine engine = new JobEngine(store, List.of(definition), Clock.systemUTC(), heard)) {
            return heard.end(engine.submit(Toys.power(1), Toys.ANNA, "", Toys.NOTHING));
        }
    }
}
