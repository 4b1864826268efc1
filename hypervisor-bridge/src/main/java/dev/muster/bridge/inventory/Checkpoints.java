package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.LogLine;
import java.util.List;

/**
 * The checkpoints from which on a hypervisor keeps track of what VMs write. Muster's own give way to whatever libvirt would refuse
 * beside them, since its backups do without: the next one reads all, and stores no more than it would have. Those of other
 * programs are theirs.
 */
public final class Checkpoints {
    private final Lookup lookup;

    /** Looks at those hosts. */
    public Checkpoints(Lookup lookup) {
        this.lookup = lookup;
    }

    /** Those that other programs keep of a VM. */
    public List<String> foreign(VmId vm) {
        return lookup.hypervisor(vm.host()).snapshots().checkpoints(vm).stream()
                .filter(name -> !name.startsWith(BackupOperations.OURS))
                .toList();
    }

    /** Deletes those of Muster. */
    public void giveWay(VmId vm, StepContext context) {
        Hypervisor hypervisor = lookup.hypervisor(vm.host());
        for (String name : hypervisor.snapshots().checkpoints(vm)) {
            if (name.startsWith(BackupOperations.OURS)) {
                hypervisor.backups().deleteCheckpoint(vm, name);
                context.log(LogLine.Level.INFO, "the next backup reads all disks: " + name + " gave way");
            }
        }
    }
}
