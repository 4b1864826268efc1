package dev.muster.app.job;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import dev.muster.model.job.StepState;

/** How the states of jobs and steps are drawn. */
public final class JobTones {
    private JobTones() {}

    private static Tone of(JobState state) {
        return switch (state) {
            case QUEUED -> Tone.UNKNOWN;
            case RUNNING -> Tone.WORKING;
            case PAUSED, CANCELLING, UNDOING -> Tone.WARNING;
            case DONE -> Tone.GOOD;
            case FAILED, UNDONE -> Tone.BAD;
            case CANCELLED -> Tone.OFF;
        };
    }

    /** One that waits for somebody is to be seen. */
    static Tone of(Job job) {
        return job.asking().isEmpty() ? of(job.state()) : Tone.WARNING;
    }

    /** How the state of a step is drawn. */
    public static Tone of(StepState state) {
        return switch (state) {
            case WAITING -> Tone.UNKNOWN;
            case RUNNING -> Tone.WORKING;
            case DONE -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case SKIPPED -> Tone.OFF;
            case ASKING, WAIVED, UNDONE -> Tone.WARNING;
        };
    }
}
