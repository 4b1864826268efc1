package dev.muster.bridge.recovery.run;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.inventory.VmLife;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.points.PointAccess;
import dev.muster.bridge.recovery.net.RecoveryNets;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.BiFunction;

/**
 * What runs stand on.
 *
 * @param lookup hosts and VMs
 * @param points restore points
 * @param nets recovery networks
 * @param plans a version of a plan; {@code PLAN_NOT_FOUND}
 * @param programs what plans may run on the bridge's machine
 * @param minting makes what is new
 * @param runs which runs there were
 * @param vms holds VMs while they are worked on
 * @param clock what the time is
 * @param directory where what a run leaves as evidence is kept, a directory for each
 */
public record RunGround(
        Lookup lookup,
        PointAccess points,
        RecoveryNets nets,
        BiFunction<PlanId, Long, SavedPlan> plans,
        Programs programs,
        Minting minting,
        Runs runs,
        VmClaims vms,
        Clock clock,
        Path directory) {
    /** VMs as they are brought up and taken away. */
    VmLife life() {
        return new VmLife(lookup);
    }

    /** Where the evidence of a run is kept. */
    Path evidence(String run) {
        return directory.resolve(run);
    }
}
