package dev.muster.bridge.job;

import dev.muster.bridge.store.Work;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Substep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Where jobs are written down before and after each thing they do. What is written is durable when a call returns. */
interface Journal {
    /** What the writing stands before or after. */
    enum Moment {
        /** A step is about to run. */
        BEGIN,
        /** A step has run. */
        END,
        /** A step is about to be taken back. */
        UNDO_BEGIN,
        /** A step was taken back. */
        UNDO_END,
        /** A step asks something before it begins. */
        ASK,
        /** Something of the job itself. */
        JOB
    }

    /**
     * A new job with its steps and facts; false when there is one of the same request key already.
     *
     * @param alongside written in the same transaction, after the job
     */
    boolean insert(JobRow job, List<StepRow> steps, Map<String, String> facts, Work<?> alongside);

    /** Something that belongs to no change of a job. */
    void record(Work<?> work);

    /**
     * The job and these of its steps as they are now, and new lines of its log, in one transaction.
     *
     * @param alongside written in the same transaction, after them
     */
    void save(Moment moment, JobRow job, List<StepRow> steps, List<LogLine> lines, List<Work<?>> alongside);

    /** One step of a job as it is now, and new lines of the job's log. */
    void saveStep(Moment moment, JobRow job, StepRow step, List<LogLine> lines);

    /** A fact, replacing an older one of the same name. */
    void putFact(JobId job, String name, String value);

    /** New lines of a log, without waiting. */
    CompletableFuture<Integer> saveLog(JobId job, List<LogLine> lines);

    /** The parts of a running step as they are now, without waiting. */
    CompletableFuture<Integer> saveSubsteps(JobId job, int step, List<Substep> substeps);

    Optional<JobRow> byRequestKey(String key);

    Optional<Entry> entry(JobId job);

    /** The newest first. */
    List<Entry> recent(Optional<JobId> before, int limit);

    /** All that have not ended, the oldest first. */
    List<Entry> unfinished();

    Map<String, String> facts(JobId job);

    List<LogLine> log(JobId job, long after);

    /** A job with its steps in order. */
    record Entry(JobRow job, List<StepRow> steps) {
        public Entry {
            steps = List.copyOf(steps);
        }
    }
}
