package dev.muster.bridge.recovery.run;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.RunSummary;
import java.util.Map;

/**
 * A recovery that has ended and stands, about which something is decided.
 *
 * @param summary the run
 * @param facts its facts, and those of the jobs that saw to what it could not reach
 */
record StandingRun(RunSummary summary, Map<String, String> facts) {
    /** The run of a plan; {@code VM_STATE} where nothing of it stands, or it was decided about already. */
    static StandingRun require(RunGround ground, PlanId plan, JobId job) {
        RunSummary run = ground.runs().require(job).summary();
        if (!run.plan().equals(plan)) {
            throw refused("The job " + job + " is a run of the plan " + run.plan() + ".", "Name that plan.");
        }
        if (!run.kind().isRecovery()) {
            throw refused("The job " + job + " is no recovery.", "Look at the history of the plan.");
        }
        if (run.ended().isEmpty()) {
            throw refused("The job " + job + " goes on.", "Wait for it, or cancel it: it is taken back then.");
        }
        if (!run.standing()) {
            throw refused("Nothing is left of the job " + job + ".", "Look at the history of the plan.");
        }
        return new StandingRun(run, ground.runs().facts(job));
    }

    /** {@code VM_STATE} where it was decided about already. */
    StandingRun requireOpen() {
        if (summary.outcome().filter(RunOutcome.COMMITTED::equals).isPresent()) {
            throw refused("The recovery " + summary.job() + " is committed.", "Fail it back, or leave it as it is.");
        }
        return this;
    }

    static MusterException refused(String what, String remedy) {
        return Problem.of(ErrorCode.VM_STATE, what, "Nothing was changed.", remedy)
                .toException();
    }
}
