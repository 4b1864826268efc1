package dev.muster.app.job;

import dev.muster.app.ask.Asks;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Step;
import java.util.function.Consumer;

/** What an operator tells jobs: to pause, to go on, to stop, and what their steps ask. */
public final class Steering {
    private final Asks asks;
    private final Consumer<Problem> onProblem;

    /**
     * Steers the jobs of that bridge.
     *
     * @param onProblem where refusals are shown
     */
    public Steering(Asks asks, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.onProblem = onProblem;
    }

    /** Whether {@link #toggle} would do something. */
    public static boolean canToggle(Job job) {
        return job.isPausable() || job.state() == JobState.PAUSED;
    }

    /** Pauses a job, or has a paused one go on. */
    public void toggle(Job job) {
        JobCommand command =
                job.state() == JobState.PAUSED ? new JobCommand.Continue(job.id()) : new JobCommand.Pause(job.id());
        if (canToggle(job)) {
            asks.submit(command, _ -> {}, onProblem);
        }
    }

    /** Cancels a job; it cleans up. */
    public void cancel(Job job) {
        asks.submit(new JobCommand.Cancel(job.id()), _ -> {}, onProblem);
    }

    /** Tells a step what it waits to be told. */
    public void answer(Job job, Step step, String choice, String reason) {
        asks.submit(new JobCommand.Answer(job.id(), step.id(), choice, reason), _ -> {}, onProblem);
    }
}
