package dev.muster.bridge.finding;

import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunRecord;
import java.util.List;
import java.util.Optional;

/** The runs of plans and what they were run by. */
public interface Exercises {
    /** The runs of all plans, in no order. */
    List<RunRecord> runs();

    /** One run; empty where that job is none. */
    Optional<RunRecord> run(JobId job);

    /** A version of a plan, 0 for the newest; {@code PLAN_NOT_FOUND} */
    SavedPlan plan(PlanId plan, long version);
}
