package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Has one job at a time recover by a plan, or take that back. Tests go on beside it. */
final class RunClaims {
    private final Map<PlanId, JobId> holders = new ConcurrentHashMap<>();

    /**
     * Holds a plan for a job.
     *
     * @throws dev.muster.model.error.MusterException {@code PLAN_NOT_READY} where another job holds it
     */
    Claim claim(JobId job, PlanId plan) {
        JobId holder = holders.putIfAbsent(plan, job);
        if (holder != null && !holder.equals(job)) {
            throw Problem.of(
                            ErrorCode.PLAN_NOT_READY,
                            "By the plan " + plan + " is recovered, or that is taken back, by the job " + holder + ".",
                            "That goes on; nothing was started.",
                            "Wait for it, or cancel it.")
                    .toException();
        }
        return () -> holders.remove(plan, job);
    }
}
