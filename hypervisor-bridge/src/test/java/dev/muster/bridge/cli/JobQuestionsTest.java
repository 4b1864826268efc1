package dev.muster.bridge.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.Answer;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Question;
import dev.muster.model.job.Question.Choice;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JobQuestionsTest {
    private static final Question QUESTION = new Question(
            "\"Start db\" failed. What now?",
            List.of(
                    new Choice("retry", "Try again", false),
                    new Choice("skip", "Go on without it", true),
                    new Choice("give-up", "Give up", false)),
            Instant.EPOCH,
            Optional.of(Instant.EPOCH.plusSeconds(60)),
            "give-up");

    private static Job job(String... asking) {
        List<Step> steps = IntStream.range(0, asking.length)
                .mapToObj(index -> new Step(
                        index,
                        asking[index],
                        "Start " + asking[index],
                        "",
                        List.of(),
                        StepState.ASKING,
                        "",
                        1,
                        Progress.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        List.of(),
                        Optional.of(QUESTION),
                        List.of()))
                .toList();
        return new Job(
                JobId.of("j1"),
                "vm.power",
                "Start",
                "anna",
                JobState.RUNNING,
                1,
                true,
                Progress.NONE,
                steps,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    @Test
    void a_question_is_told_with_its_choices_its_default_and_the_command_that_answers_it() {
        Job job = job("db");
        assertThat(JobQuestions.lines(job.id(), job.steps().getFirst(), QUESTION))
                .satisfiesExactly(
                        asks -> assertThat(asks).contains("\"Start db\" failed. What now?", "then: give-up"),
                        retry -> assertThat(retry).contains("retry: Try again").doesNotContain("reason"),
                        skip -> assertThat(skip).contains("skip: Go on without it (with a reason)"),
                        giveUp -> assertThat(giveUp).contains("give-up: Give up"),
                        how -> assertThat(how).contains("muster ctl job answer j1 CHOICE --step db"));
    }

    @Test
    void an_answer_says_who_gave_it_and_why_or_that_nobody_did() {
        assertThat(JobQuestions.line(new Answer("?", "skip", "Go on without it", "ada", "not needed", Instant.EPOCH)))
                .isEqualTo("skip by ada: not needed");
        assertThat(JobQuestions.line(new Answer("?", "give-up", "Give up", "", "", Instant.EPOCH)))
                .isEqualTo("give-up (nobody answered in time)");
    }

    @Test
    void the_only_step_that_asks_need_not_be_named_of_several_one_has_to_be() {
        assertThat(JobQuestions.step(job("db"), "")).isEqualTo("db");
        assertThat(JobQuestions.step(job("db", "web"), "web")).isEqualTo("web");
        requireRefused(ErrorCode.USAGE_INVALID, job("db", "web"));
        requireRefused(ErrorCode.JOB_NOT_ASKING, job());
    }

    private static void requireRefused(ErrorCode code, Job job) {
        assertThatThrownBy(() -> JobQuestions.step(job, ""))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
