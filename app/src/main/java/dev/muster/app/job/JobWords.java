package dev.muster.app.job;

import dev.muster.app.i18n.Texts;
import dev.muster.model.job.Answer;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Jobs and their progress in the operator's words. */
public final class JobWords {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Texts texts;

    public JobWords(Texts texts) {
        this.texts = texts;
    }

    /** What the bridge said, in the language of the window. */
    public String say(String english) {
        return texts.say(english);
    }

    /** The word for how a job stands: its state, or that it waits for somebody. */
    public String state(Job job) {
        boolean ending = job.state() == JobState.PAUSED
                && job.steps().stream().anyMatch(step -> step.state() == StepState.RUNNING);
        String word = job.asking().isEmpty() ? job.state().name().toLowerCase(Locale.ROOT) : "asking";
        return texts.get("job.state." + (ending ? "pausing" : word));
    }

    /** What a job waits to be told, as one line; empty when it asks nothing. */
    public String asks(Job job) {
        return job.asking().stream()
                .findFirst()
                .flatMap(Step::question)
                .map(question -> texts.get("job.asks", texts.say(question.text())))
                .orElse("");
    }

    /** Who paused a job, and since when; empty when nobody did. */
    public String pause(Job job) {
        return job.pause()
                .map(pause -> pause.by().isEmpty()
                        ? texts.get("job.paused.restart", CLOCK.format(pause.at()))
                        : texts.get("job.paused", pause.by(), CLOCK.format(pause.at())))
                .orElse("");
    }

    /** What was answered, by whom and why, as one line. */
    public String told(Answer answer) {
        String choice = texts.say(answer.label());
        String said = answer.by().isEmpty()
                ? texts.get("job.told.nobody", choice)
                : texts.get("job.told", answer.by(), choice);
        return answer.reason().isEmpty() ? said : texts.get("job.told.reason", said, answer.reason());
    }

    /** The word for a step's state. */
    public String state(StepState state) {
        return texts.get("step.state." + state.name().toLowerCase(Locale.ROOT));
    }

    /** How far a job has come: percent, step, rate and time left, as far as each is known. */
    public String progress(JobRow row) {
        Job job = row.job();
        List<String> parts = new ArrayList<>();
        if (!job.state().isEnded()) {
            double fraction = row.fraction();
            if (fraction >= 0) {
                parts.add(texts.get("job.percent", Math.round(fraction * 100)));
            }
        }
        if (job.steps().size() > 1) {
            int all = job.steps().size();
            parts.add(
                    job.state().isEnded()
                            ? texts.get("job.steps.done", done(job), all)
                            : texts.get("job.step", Math.min(row.stepsDone() + 1, all), all));
        }
        if (!job.state().isEnded()) {
            rate(job.progress(), parts);
        }
        return String.join(" · ", parts);
    }

    private static long done(Job job) {
        return job.steps().stream()
                .filter(step -> step.state() == StepState.DONE)
                .count();
    }

    private void rate(Progress progress, List<String> parts) {
        if (progress.ratePerSecond() > 0 && progress.unit().equals("bytes")) {
            parts.add(texts.get("job.rate", Amounts.bytes((long) progress.ratePerSecond(), texts.locale())));
        }
        progress.left().ifPresent(left -> parts.add(texts.get("job.left", Amounts.duration(left))));
    }

    /** How long a job took, or has been going until {@code now}; empty while it has not begun. */
    public String took(Job job, Instant now) {
        return job.started()
                .map(began ->
                        Amounts.duration(Duration.between(began, job.ended().orElse(now))))
                .orElse("");
    }
}
