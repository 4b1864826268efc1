package dev.muster.app.shell;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.testing.Operator;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Answer;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Pause;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Question;
import dev.muster.model.job.Question.Choice;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A job is paused, continued, and told what it waits to be told, in the window. */
@Tag("toolkit")
@SuppressWarnings("NullAway.Init")
class JobSteeringTest {
    private static final JobId ID = JobId.of("steered");
    private static final Choice RETRY = new Choice(Question.RETRY, "Try again", false);
    private static final Choice SKIP = new Choice(Question.SKIP, "Go on without it", true);

    private SampleWindow window;
    private Operator operator;
    private long revision;

    @BeforeEach
    void open() throws Exception {
        window = SampleWindow.open();
        operator = window.operator();
    }

    @AfterEach
    void close() {
        window.close();
    }

    private static Step step(int index, StepState state, Optional<Question> question, List<Answer> answers) {
        Optional<Problem> problem = question.map(
                _ -> Problem.of(ErrorCode.VM_BUSY, "db-21 is busy.", "It goes on running.", "Wait for its backup."));
        return new Step(
                index,
                "start-" + index,
                "Start vm-" + index,
                "",
                List.of(),
                state,
                "",
                1,
                Progress.NONE,
                Optional.of(Instant.now()),
                Optional.empty(),
                problem,
                List.of(),
                question,
                answers);
    }

    private void put(JobState state, Optional<Pause> pause, Step... steps) {
        revision++;
        Operator.fx(() -> {
            window.session()
                    .jobs()
                    .put(new Job(
                            ID,
                            "vm.power",
                            "Start the shop",
                            "anna",
                            state,
                            revision,
                            true,
                            Progress.NONE,
                            List.of(steps),
                            Instant.now(),
                            Optional.of(Instant.now()),
                            Optional.empty(),
                            Optional.empty(),
                            "",
                            pause));
            return true;
        });
    }

    private static Step running(int index) {
        return step(index, StepState.RUNNING, Optional.empty(), List.of());
    }

    private static Step waiting(int index) {
        return step(index, StepState.WAITING, Optional.empty(), List.of());
    }

    private void requireSubmitted(JobCommand command) {
        operator.see("told the bridge", () -> window.bridge().submitted().contains(command));
    }

    @Test
    void a_job_is_paused_and_continued_with_a_button_and_with_the_key_p() {
        put(JobState.RUNNING, Optional.empty(), running(0), waiting(1));
        operator.doubleClickText("Start the shop");
        operator.see("#job-view-pause");
        assertThat(Operator.words("#job-view-pause")).isEqualTo("Pause");
        operator.click("#job-view-pause");
        requireSubmitted(new JobCommand.Pause(ID));

        put(JobState.PAUSED, Optional.of(new Pause("bert", Instant.now())), running(0), waiting(1));
        operator.see(
                "pausing",
                () -> Operator.rows("#jobs-table").stream()
                        .anyMatch(row -> row.contains("pausing") && row.contains("Start the shop")));
        operator.see("who", () -> Operator.words("#job-view").contains("Paused by bert"));
        put(
                JobState.PAUSED,
                Optional.of(new Pause("bert", Instant.now())),
                step(0, StepState.DONE, Optional.empty(), List.of()),
                waiting(1));
        operator.see("paused", () -> Operator.rows("#jobs-table").stream().anyMatch(row -> row.contains("paused")));
        assertThat(Operator.words("#job-view-pause")).isEqualTo("Continue");
        operator.press(KeyCode.ESCAPE);
        operator.seeGone("#job-view");
        operator.press(KeyCode.P);
        requireSubmitted(new JobCommand.Continue(ID));
    }

    @Test
    void a_failed_step_is_left_out_only_with_a_reason_which_goes_to_the_bridge() {
        Question question = new Question(
                "\"Start vm-0\" failed. What now?",
                List.of(RETRY, SKIP),
                Instant.now(),
                Optional.of(Instant.now().plus(Duration.ofMinutes(10))),
                Question.RETRY);
        put(
                JobState.RUNNING,
                Optional.empty(),
                step(0, StepState.ASKING, Optional.of(question), List.of()),
                waiting(1));
        operator.see("that it asks", () -> Operator.rows("#jobs-table").stream().anyMatch(row -> row.contains("asks")));
        operator.doubleClickText("Start the shop");
        operator.see("#question-0");
        assertThat(Operator.words("#question-0"))
                .contains("db-21 is busy.", "failed. What now?", "if nobody answers", "Try again");
        assertThat(Operator.isUsable("#question-0-skip")).as("without a reason").isFalse();
        assertThat(Operator.isUsable("#question-0-retry")).isTrue();
        operator.fill("#question-reason-0", "the cache is not needed");
        operator.see("with a reason", () -> Operator.isUsable("#question-0-skip"));
        operator.click("#question-0-skip");
        requireSubmitted(new JobCommand.Answer(ID, "start-0", Question.SKIP, "the cache is not needed"));

        put(
                JobState.RUNNING,
                Optional.empty(),
                step(
                        0,
                        StepState.WAIVED,
                        Optional.empty(),
                        List.of(new Answer(
                                question.text(),
                                Question.SKIP,
                                "Go on without it",
                                "operator",
                                "the cache is not needed",
                                Instant.now()))),
                running(1));
        operator.seeGone("#question-0");
        operator.see(
                "who decided what and why",
                () -> Operator.words("#job-view").contains("operator: Go on without it (the cache is not needed)"));
    }

    @Test
    void what_is_typed_as_a_reason_stays_while_the_job_goes_on_and_tells_of_itself() {
        Question question = new Question("What now?", List.of(RETRY, SKIP), Instant.now(), Optional.empty(), "");
        Step asking = step(0, StepState.ASKING, Optional.of(question), List.of());
        put(JobState.RUNNING, Optional.empty(), asking, waiting(1));
        operator.doubleClickText("Start the shop");
        operator.fill("#question-reason-0", "half of it");
        put(JobState.RUNNING, Optional.empty(), asking, running(1));
        operator.see("the other step", () -> Operator.words("#job-view").contains("running"));
        assertThat(Operator.isUsable("#question-0-skip"))
                .as("the reason is still there")
                .isTrue();
    }
}
