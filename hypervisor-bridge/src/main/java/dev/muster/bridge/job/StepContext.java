package dev.muster.bridge.job;

import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.Optional;

/** What a running step may say and ask. Cancelling the job interrupts the step's thread. */
public interface StepContext {
    /** The job it is a step of. */
    JobId job();

    /**
     * How far it has come; rate and time left are worked out from successive calls. Cheap enough to be called often.
     *
     * @param done in {@code unit}
     * @param total in {@code unit}; 0 when it cannot be known
     * @param unit such as {@code bytes}
     */
    void progress(long done, long total, String unit);

    /** What it waits for, in words such as {@code the guest to shut down}; empty when it waits no longer. */
    void waitingFor(String what);

    /**
     * Begins a part of this step, told with it. One that is known by this id and was done before a restart stays done.
     *
     * @param id unique in the step, such as {@code install}; the same again after a restart
     * @param name what it does, in words
     */
    default SubstepContext substep(String id, String name) {
        return SubstepContext.SILENT;
    }

    /** Writes a line into the job's log. */
    void log(LogLine.Level level, String text);

    /**
     * Whether the job was asked to stop.
     *
     * @throws dev.muster.model.error.MusterException {@code JOB_CANCELLED} if so
     */
    void checkCancelled();

    /**
     * What a step of this job was told before it began, as the id of what was chosen.
     *
     * @param step its id
     */
    default Optional<String> answer(String step) {
        return Optional.empty();
    }

    /** A fact of this job: from {@code prepare}, or put by a step, also before a restart. */
    Optional<String> fact(String name);

    /** Journals a fact before this returns. */
    void putFact(String name, String value);
}
