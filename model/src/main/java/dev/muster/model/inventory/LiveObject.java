package dev.muster.model.inventory;

import dev.muster.model.access.PairedClient;
import dev.muster.model.access.Role;
import dev.muster.model.backup.Repository;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.PendingBoot;
import dev.muster.model.finding.Finding;
import dev.muster.model.group.Fence;
import dev.muster.model.group.Group;
import dev.muster.model.recovery.PlanStanding;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.StandingRecovery;
import dev.muster.model.recovery.StartGuard;
import dev.muster.model.report.MadeReport;
import dev.muster.model.schedule.Schedule;

/**
 * An object of a feature: an immutable record with a typed id. It travels in the same image and deltas as hosts and VMs, so the
 * window has it live, over a lost connection too. What is large or rarely needed is asked for with a query instead.
 */
public sealed interface LiveObject
        permits Artifact,
                Assignment,
                BootTrail,
                Cluster,
                Fence,
                Finding,
                Group,
                MadeReport,
                PairedClient,
                PendingBoot,
                PlanStanding,
                RecoveryPlan,
                Repository,
                Schedule,
                StandingRecovery,
                StartGuard {
    /** Its id, unique among the objects of its kind. */
    Id id();

    /** The least role that sees it; the same for all objects of a kind. */
    default Role requires() {
        return Role.VIEWER;
    }
}
