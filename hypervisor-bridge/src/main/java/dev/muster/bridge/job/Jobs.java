package dev.muster.bridge.job;

import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.List;
import java.util.Map;

/** The jobs as features see them. */
public interface Jobs {
    /**
     * One job as it stands.
     *
     * @throws dev.muster.model.error.MusterException {@code JOB_NOT_FOUND}
     */
    Job job(JobId id);

    /**
     * The lines of a job's log in order.
     *
     * @param after only lines with a higher number
     * @throws dev.muster.model.error.MusterException {@code JOB_NOT_FOUND}
     */
    List<LogLine> log(JobId id, long after);

    /** The facts of a job, also of one that has ended; none where there is no such job. */
    Map<String, String> facts(JobId id);
}
