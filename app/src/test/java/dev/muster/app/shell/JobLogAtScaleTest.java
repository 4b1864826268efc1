package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.testing.Operator;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The view of a job with thousands of steps: only those that show are in the scene. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class JobLogAtScaleTest {
    private static final int STEPS = 5_000;

    private SampleWindow window;
    private Operator operator;

    @BeforeEach
    void open() throws Exception {
        window = SampleWindow.open();
        operator = window.operator();
    }

    @AfterEach
    void close() {
        window.close();
    }

    @Test
    void a_job_of_thousands_of_steps_has_few_nodes_and_shows_each_step() {
        show(StepState.RUNNING);
        operator.see("the first step", () -> Operator.words("#job-steps").contains("Suspend vm-0"));
        assertThat(Operator.fx(() -> nodes(window.window().scene().getRoot().lookup("#job-view"))))
                .isLessThan(1_000);
        Operator.fx(() -> {
            steps().requestFocus();
            return true;
        });
        operator.press(KeyCode.END);
        operator.see("the last step", () -> Operator.words("#job-steps").contains("Suspend vm-" + (STEPS - 1)));
    }

    @Test
    void the_list_stays_where_it_was_scrolled_to_while_the_job_goes_on() {
        show(StepState.WAITING);
        operator.see("the first step", () -> Operator.words("#job-steps").contains("Suspend vm-0"));
        Operator.fx(() -> {
            steps().scrollTo(2_000);
            return true;
        });
        operator.see("a step in the middle", () -> Operator.words("#job-steps").contains("Suspend vm-2000\n"));
        Operator.fx(() -> {
            window.session().jobs().put(job(2, StepState.RUNNING));
            return true;
        });
        operator.see("that it runs", () -> Operator.words("#job-steps").contains("running\nSuspend vm-2000\n"));
    }

    private void show(StepState state) {
        Operator.fx(() -> {
            window.session().jobs().put(job(1, state));
            window.window().centre().orElseThrow().openJob(JobId.of("many"));
            return true;
        });
    }

    private ListView<?> steps() {
        return (ListView<?>)
                Objects.requireNonNull(window.window().scene().getRoot().lookup("#job-steps"));
    }

    private static Job job(long revision, StepState state) {
        return new Job(
                JobId.of("many"),
                "vm.power",
                "Suspend 5000 VMs",
                "operator",
                JobState.RUNNING,
                revision,
                true,
                Progress.NONE,
                IntStream.range(0, STEPS).mapToObj(index -> step(index, state)).toList(),
                Instant.now(),
                Optional.of(Instant.now()),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    private static Step step(int index, StepState state) {
        return new Step(
                index,
                "Suspend vm-" + index,
                "vm-" + index,
                List.of(),
                state,
                "",
                1,
                Progress.NONE,
                Optional.of(Instant.now()),
                Optional.empty(),
                Optional.empty());
    }

    private static long nodes(Node node) {
        return 1
                + (node instanceof Parent parent
                        ? parent.getChildrenUnmodifiable().stream()
                                .mapToLong(JobLogAtScaleTest::nodes)
                                .sum()
                        : 0);
    }
}
