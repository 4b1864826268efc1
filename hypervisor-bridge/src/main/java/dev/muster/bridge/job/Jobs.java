package dev.muster.bridge.job;

import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;

/** The jobs as features see them. */
public interface Jobs {
    /**
     * One job as it stands.
     *
     * @throws dev.muster.model.error.MusterException {@code JOB_NOT_FOUND}
     */
    Job job(JobId id);
}
