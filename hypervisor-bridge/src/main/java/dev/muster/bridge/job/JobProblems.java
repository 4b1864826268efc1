package dev.muster.bridge.job;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Question;
import dev.muster.model.job.StepState;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words for what can go wrong with a job. */
final class JobProblems {
    private JobProblems() {}

    static Problem cancelled(JobRow job, JobDefinition.OnFailure onFailure) {
        return Problem.of(
                ErrorCode.JOB_CANCELLED,
                "\"" + job.title() + "\" was cancelled.",
                meaning(onFailure),
                "Start it again if it is still wanted.");
    }

    static Problem stopped(StepRow step, String why) {
        return Problem.of(
                ErrorCode.JOB_CANCELLED,
                "\"" + step.name() + "\" was stopped because " + why + ".",
                "",
                "Start the job again if it is still wanted.");
    }

    static Problem undoneAfterRestart(JobRow job) {
        return Problem.of(
                ErrorCode.JOB_UNDONE,
                "The bridge stopped while \"" + job.title() + "\" was running.",
                "What the job had done was taken back when the bridge started again.",
                "Start the job again if it is still wanted.");
    }

    /** What a failure means to the operator: its own words if it has any. */
    static Problem of(StepRow step, Throwable failure) {
        return failure instanceof MusterException known
                ? known.problem()
                : new Problem(
                        ErrorCode.INTERNAL,
                        "\"" + step.name() + "\" failed for a reason Muster did not foresee.",
                        "The state of what it worked on is not known; look at it before going on.",
                        "Report this with the details and the bridge's log.",
                        failure.toString());
    }

    /** The first problem, with what went wrong afterwards while taking things back. */
    static Problem withUndo(Problem first, StepRow step, Problem undo) {
        String more = "Taking back \"" + step.name() + "\" failed as well:\n" + undo.text();
        return first.withDetails(first.details().isBlank() ? more : first.details() + "\n" + more);
    }

    /** Of all failed steps of a job whose other steps went on. */
    static Problem several(List<StepRow> all) {
        List<StepRow> failed = all.stream()
                .filter(step -> step.state() == StepState.FAILED)
                .filter(step -> step.problem().isPresent())
                .toList();
        Problem first = failed.getFirst().problem().orElseThrow();
        if (failed.size() == 1) {
            return first;
        }
        StringBuilder details = new StringBuilder();
        for (StepRow step : failed) {
            details.append(step.name())
                    .append(": ")
                    .append(step.problem().map(Problem::text).orElse(""))
                    .append('\n');
        }
        return new Problem(
                first.code(),
                failed.size() + " of " + all.size() + " steps failed. The first: " + first.what(),
                first.meaning(),
                first.remedy(),
                details.toString().strip());
    }

    static MusterException notFound(JobId job) {
        return Problem.of(
                        ErrorCode.JOB_NOT_FOUND,
                        "There is no job " + job + ".",
                        "Nothing was changed.",
                        "List the jobs to see their ids.")
                .toException();
    }

    static MusterException notCancellable(JobId job, JobState state) {
        return Problem.of(
                        ErrorCode.JOB_NOT_CANCELLABLE,
                        "Job " + job + " is " + state.name().toLowerCase(Locale.ROOT)
                                + " and can no longer be cancelled.",
                        "Nothing was changed.",
                        state.isEnded()
                                ? "Undo its effect with another command if need be."
                                : "Wait until what it did is taken back.")
                .toException();
    }

    /** What is asked of a job that nobody leads on any more. */
    static MusterException refused(Signal.Wish wish, JobId job, JobState state) {
        return switch (wish) {
            case Signal.Wish.Cancel _ -> notCancellable(job, state);
            case Signal.Wish.Pause _, Signal.Wish.Continue _ -> notPausable(job, state);
            case Signal.Wish.Choose choose -> notAsking(job, choose.step());
        };
    }

    static MusterException notPausable(JobId job, JobState state) {
        return Problem.of(
                        ErrorCode.JOB_NOT_PAUSABLE,
                        "Job " + job + " is " + state.name().toLowerCase(Locale.ROOT)
                                + " and can neither be paused nor continued.",
                        "Nothing was changed.",
                        state.isEnded()
                                ? "Start it again if it is still wanted."
                                : "Wait until what it did is taken back.")
                .toException();
    }

    static MusterException notAsking(JobId job, String step) {
        return Problem.of(
                        ErrorCode.JOB_NOT_ASKING,
                        "Step \"" + step + "\" of job " + job + " waits for no answer.",
                        "Nothing was changed. Somebody else may have answered, or its time was over.",
                        "Look at the job: it says what each step was told, and by whom.")
                .toException();
    }

    static MusterException noChoice(Question question, String choice) {
        String choices = question.choices().stream().map(Question.Choice::id).collect(Collectors.joining(", "));
        return Problem.of(
                        ErrorCode.JOB_ANSWER_INVALID,
                        "\"" + choice + "\" cannot be chosen here.",
                        "The step goes on waiting.",
                        "Choose one of: " + choices + ".")
                .toException();
    }

    static MusterException noReason(Question.Choice choice) {
        return Problem.of(
                        ErrorCode.JOB_ANSWER_INVALID,
                        "\"" + choice.label() + "\" needs a reason.",
                        "The step goes on waiting.",
                        "Say why in a few words; they are kept with the job.")
                .toException();
    }

    static MusterException unknown(String kind) {
        return Problem.of(
                        ErrorCode.COMMAND_UNKNOWN,
                        "This bridge cannot do " + kind + ".",
                        "Nothing was changed.",
                        "Update the bridge when the console is newer.")
                .toException();
    }

    static MusterException otherRequest(String key, JobId job) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID,
                        "The request key " + key + " already stands for another command, job " + job + ".",
                        "Nothing was changed.",
                        "Use a new key for a new command.")
                .toException();
    }

    static MusterException stopping() {
        return Problem.of(
                        ErrorCode.BRIDGE_STOPPING,
                        "The bridge is stopping.",
                        "Nothing was changed; jobs in flight go on when it starts again.",
                        "Try again when the bridge has started.")
                .toException();
    }

    static Problem unrecoverable(JobRow job, Exception why) {
        return new Problem(
                ErrorCode.INTERNAL,
                "The bridge cannot go on with \"" + job.title() + "\" after its restart.",
                "What the job had done stays as it is; nothing more is done.",
                "Look at what the job worked on, and start it again if it is still wanted.",
                why instanceof MusterException known ? known.problem().text() : why.toString());
    }

    /** It was about to end or destroy something, and is not gone on with by itself. */
    static Problem unsure(JobRow job, long minutes) {
        return Problem.of(
                ErrorCode.JOB_UNSURE,
                "\"" + job.title() + "\" was cut off " + minutes + " minutes ago; whether it was done is not known.",
                "It is not gone on with: what goes by that name now may be wanted.",
                "Look at what it was about, and start it again if it is still wanted.");
    }

    private static String meaning(JobDefinition.OnFailure onFailure) {
        return switch (onFailure) {
            case UNDO -> "What it had done was taken back.";
            case KEEP -> "What it had done stays; the rest was not begun.";
        };
    }
}
