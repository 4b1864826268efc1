package dev.muster.app.job;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.model.job.JobState;
import dev.muster.model.job.StepState;

/** How the states of jobs and steps are drawn. */
final class JobTones {
    private JobTones() {}

    static Tone of(JobState state) {
        return switch (state) {
            case QUEUED -> Tone.UNKNOWN;
            case RUNNING -> Tone.WORKING;
            case CANCELLING, UNDOING -> Tone.WARNING;
            case DONE -> Tone.GOOD;
            case FAILED, UNDONE -> Tone.BAD;
            case CANCELLED -> Tone.OFF;
        };
    }

    static Tone of(StepState state) {
        return switch (state) {
            case WAITING -> Tone.UNKNOWN;
            case RUNNING -> Tone.WORKING;
            case DONE -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case SKIPPED -> Tone.OFF;
            case UNDONE -> Tone.WARNING;
        };
    }
}
