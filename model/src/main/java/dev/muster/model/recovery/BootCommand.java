package dev.muster.model.recovery;

import dev.muster.model.access.Role;
import dev.muster.model.backup.PointId;
import dev.muster.model.command.Command;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;

/** Boots restore points to see whether they do. Nothing of the machines remains, and nothing is written into a point. */
public sealed interface BootCommand extends Command {
    /** So many points are booted by one job at most. */
    int MOST = 500;

    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /**
     * Boots restore points side by side, each as a machine with its cables out, and notes with each whether its gates were met, with a
     * picture of its screen.
     *
     * @param points which ones; none for the newest of each VM in {@code vms}
     * @param vms the VMs of which the newest point is booted, by UUID; none of both for all VMs that have points
     * @param check what has to be met
     */
    record VerifyBoot(List<PointId> points, List<UUID> vms, BootCheck check) implements BootCommand {
        public VerifyBoot {
            points = List.copyOf(points);
            vms = List.copyOf(vms);
            if (points.size() > MOST || vms.size() > MOST) {
                throw Refusals.refused(
                        "So many restore points cannot be booted by one job.", "Name at most " + MOST + ".");
            }
            if (new HashSet<>(points).size() < points.size()) {
                throw Refusals.refused("A restore point is named twice.", "Name each once.");
            }
            if (!points.isEmpty() && !vms.isEmpty()) {
                throw Refusals.refused("Restore points and VMs cannot both be named.", "Name either.");
            }
        }

        @Override
        public String subject() {
            return points.isEmpty() ? "restore points" : points.getFirst().text();
        }
    }

    /**
     * Searches the points of a VM for the newest that still boots, by halves and several at a time, and notes what came of each that was
     * booted.
     *
     * @param vm the VM, by UUID
     * @param check what has to be met
     * @param atOnce so many points at a time, 1 to 16
     */
    record FindGood(UUID vm, BootCheck check, int atOnce) implements BootCommand {
        public FindGood {
            if (atOnce < 1 || atOnce > 16) {
                throw Refusals.refused(atOnce + " points cannot be booted at a time.", "Give 1 to 16.");
            }
        }

        @Override
        public String subject() {
            return vm.toString();
        }
    }
}
