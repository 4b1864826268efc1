package dev.muster.bridge.cli;

import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Question;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Shows how far a job has come: a bar on a terminal, a line for each step elsewhere. */
final class JobProgress {
    private static final int BAR = 24;

    private final CtlOutput output;
    private final Map<Integer, StepState> shown = new HashMap<>();
    private final Map<Integer, String> waiting = new HashMap<>();
    private final Map<Integer, Optional<Question>> asked = new HashMap<>();
    private Optional<JobState> shownState = Optional.empty();

    JobProgress(CtlOutput output) {
        this.output = output;
    }

    void show(Job job) {
        if (output.json()) {
            return;
        }
        if (output.terminal()) {
            job.asking().forEach(step -> ask(job, step));
            output.status(bar(job));
            return;
        }
        boolean news = !shownState.equals(Optional.of(job.state()));
        shownState = Optional.of(job.state());
        if (news && !job.state().isEnded()) {
            say(job);
        }
        job.steps().forEach(this::say);
        job.asking().forEach(step -> ask(job, step));
        if (news && job.state().isEnded()) {
            say(job);
        }
    }

    private void say(Job job) {
        output.note(job.title() + ": " + job.state().name().toLowerCase(Locale.ROOT)
                + (job.recovered().isEmpty() ? "" : " (" + job.recovered() + ")"));
    }

    private void say(Step step) {
        StepState before = shown.put(step.index(), step.state());
        if (before != step.state() && step.state() != StepState.WAITING) {
            output.note("  " + word(step.state()) + "  " + step.name() + why(step));
        }
        String waits = step.state() == StepState.RUNNING ? step.waitingFor() : "";
        if (!waits.equals(waiting.put(step.index(), waits)) && !waits.isEmpty()) {
            output.note("  waits    for " + waits);
        }
    }

    /** Once for each time it is asked. */
    private void ask(Job job, Step step) {
        Optional<Question> question = step.question();
        if (!question.equals(asked.put(step.index(), question))) {
            if (output.terminal()) {
                output.note("");
            }
            question.ifPresent(one -> JobQuestions.lines(job.id(), step, one).forEach(output::note));
        }
    }

    /** Leaves the line of the bar. */
    void end() {
        if (output.terminal()) {
            output.note("");
        }
    }

    static String bar(Job job) {
        Progress progress = job.progress();
        StringBuilder line = new StringBuilder(job.title()).append("  ");
        progress.fraction().ifPresent(fraction -> {
            int full = (int) Math.round(fraction * BAR);
            line.append("█".repeat(full)).append("░".repeat(BAR - full)).append("  ");
            line.append(progress.done())
                    .append('/')
                    .append(progress.total())
                    .append(' ')
                    .append(progress.unit());
        });
        progress.left()
                .ifPresent(left -> line.append("  ").append(duration(left)).append(" left"));
        job.steps().stream()
                .filter(step -> step.state() == StepState.RUNNING)
                .findFirst()
                .ifPresent(step -> line.append("  ").append(step.name()).append(waiting(step)));
        if (job.state().isEnded()) {
            line.append("  ").append(job.state().name().toLowerCase(Locale.ROOT));
        }
        return line.toString();
    }

    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 60) {
            return seconds + " s";
        }
        return seconds < 3600
                ? seconds / 60 + " min " + seconds % 60 + " s"
                : seconds / 3600 + " h " + seconds / 60 % 60 + " min";
    }

    private static String waiting(Step step) {
        return step.waitingFor().isEmpty() ? "" : ", waiting for " + step.waitingFor();
    }

    private static String why(Step step) {
        return step.problem().map(problem -> ": " + problem.what()).orElse("");
    }

    private static String word(StepState state) {
        return switch (state) {
            case WAITING -> "waiting";
            case RUNNING -> "begun  ";
            case ASKING -> "asks   ";
            case WAIVED -> "waived ";
            case DONE -> "done   ";
            case FAILED -> "failed ";
            case SKIPPED -> "skipped";
            case UNDONE -> "undone ";
        };
    }
}
