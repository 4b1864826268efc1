package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Answer;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.Question;
import dev.muster.model.job.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What steps ask and were told, in lines of text. */
final class JobQuestions {
    private JobQuestions() {}

    /** A question, what can be answered, and how. */
    static List<String> lines(JobId job, Step step, Question question) {
        List<String> lines = new ArrayList<>();
        lines.add("  asks     " + question.text()
                + question.until()
                        .map(until -> "  (until " + Table.moment(until) + ", then: " + question.byDefault() + ")")
                        .orElse(""));
        for (Question.Choice choice : question.choices()) {
            lines.add("           " + choice.id() + ": " + choice.label()
                    + (choice.reasoned() ? " (with a reason)" : ""));
        }
        lines.add("  answer   with: muster ctl job answer " + job.text() + " CHOICE --step " + step.id());
        return lines;
    }

    /** What was answered, by whom and why. */
    static String line(Answer answer) {
        return answer.choice()
                + (answer.by().isEmpty() ? " (nobody answered in time)" : " by " + answer.by())
                + (answer.reason().isEmpty() ? "" : ": " + answer.reason());
    }

    /**
     * The id of the step that is meant.
     *
     * @param step as given; empty for the one that asks
     * @throws dev.muster.model.error.MusterException {@code JOB_NOT_ASKING}, {@code USAGE_INVALID} when several ask
     */
    static String step(Job job, String step) {
        if (!step.isEmpty()) {
            return step;
        }
        List<Step> asking = job.asking();
        if (asking.isEmpty()) {
            throw Problem.of(
                            ErrorCode.JOB_NOT_ASKING,
                            "No step of job " + job.id() + " waits for an answer.",
                            "Nothing was changed. Somebody else may have answered, or its time was over.",
                            "Look at the job: it says what each step was told, and by whom.")
                    .toException();
        }
        if (asking.size() > 1) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            asking.size() + " steps of job " + job.id() + " wait for an answer.",
                            "Nothing was changed.",
                            "Say which with --step: "
                                    + asking.stream().map(Step::id).collect(Collectors.joining(", ")) + ".")
                    .toException();
        }
        return asking.getFirst().id();
    }
}
