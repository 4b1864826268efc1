package dev.muster.bridge.recovery.run;

import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.PointId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PointChoice;
import dev.muster.model.recovery.PointRule;
import java.util.Set;
import java.util.stream.Collectors;

/** What is captured of the machines of a planned recovery before they come up elsewhere. */
final class LastCaptures {
    private final RunGround ground;

    LastCaptures(RunGround ground) {
        this.ground = ground;
    }

    /** The machine with the point that its captures are increments to: whatever the plan's rule, the newest there is. */
    static PlanMachine base(PlanMachine machine) {
        return machine.withPoint(
                new PointChoice(new PointRule.Newest(), true, machine.point().repository()));
    }

    /** The machine from its last capture; {@code PLAN_NOT_READY} where it cannot be captured. */
    Decided.Machine of(PlanMachine machine, Decided.Machine decided, BackupQuery.Point base) {
        if (machine.source() instanceof MachineSource.OfImage) {
            throw refused("It comes from an image, so there is nothing to shut down.", "Recover without --planned.");
        }
        VmId id = decided.source()
                .orElseThrow(() -> refused(
                        "Its source is not there, so it cannot be captured once more.",
                        "Connect its host, or recover without --planned."));
        Vm vm = ground.lookup().vm(id);
        if (!vm.persistent()) {
            throw refused("Its source is gone once it is off: it is transient.", "Define it on its host.");
        }
        ground.points().requireCapturable(vm);
        Set<String> known =
                base.manifest().disks().stream().map(disk -> disk.target()).collect(Collectors.toSet());
        if (!known.equals(ground.points().targets(vm))) {
            throw refused("Its disks are others than those of its newest restore point.", "Back it up first.");
        }
        PointId from = base.id();
        String name = ground.points()
                .free(from.repository(), from.vm(), ground.clock().instant());
        return decided.captured(new PointId(from.repository(), from.vm(), name));
    }

    private static MusterException refused(String what, String remedy) {
        return Problem.of(ErrorCode.PLAN_NOT_READY, what, "Nothing was changed.", remedy)
                .toException();
    }
}
