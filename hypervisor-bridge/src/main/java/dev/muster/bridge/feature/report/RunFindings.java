package dev.muster.bridge.feature.report;

import dev.muster.model.finding.Finding;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import java.util.List;

/** The register of findings, for reports on runs and plans. */
public interface RunFindings {
    /** Those that a run found, first or again, the worst first. */
    List<Finding> of(JobId run);

    /** Those of a plan of which something is left to do, the worst first. */
    List<Finding> pending(PlanId plan);

    /** Those that a run retested and did not find again, the worst first. */
    List<Finding> retestedBy(JobId run);
}
