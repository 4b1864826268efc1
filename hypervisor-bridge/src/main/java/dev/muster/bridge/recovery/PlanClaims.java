package dev.muster.bridge.recovery;

import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Has one job at a time change a plan, so that a job that is run again after a restart finds the plan as it left it. */
final class PlanClaims {
    private final Map<PlanId, JobId> holders = new ConcurrentHashMap<>();

    /**
     * Holds a plan for a job.
     *
     * @throws dev.muster.model.error.MusterException {@code VERSION_CONFLICT} where another job holds it
     */
    Claim claim(JobId job, PlanId plan) {
        JobId holder = holders.putIfAbsent(plan, job);
        if (holder != null && !holder.equals(job)) {
            throw Plans.conflict(plan);
        }
        return () -> holders.remove(plan, job);
    }
}
