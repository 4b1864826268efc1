package dev.muster.bridge.snapshot;

import dev.muster.bridge.inventory.Checkpoints;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.Snapshot.Place;
import dev.muster.model.snapshot.SnapshotRules;
import dev.muster.model.snapshot.SnapshotTree;

/** The snapshots of VMs as their hosts tell of them right now. */
record Ground(Lookup lookup) {
    SnapshotRules rules(VmId vm) {
        lookup.vm(vm);
        var hypervisor = lookup.hypervisor(vm.host());
        return new SnapshotRules(
                hypervisor.vms().get(vm), hypervisor.vms().xml(vm, true), new Checkpoints(lookup).foreign(vm));
    }

    SnapshotTree tree(VmId vm, SnapshotRules rules) {
        return new SnapshotTree(
                vm,
                lookup.hypervisor(vm.host()).snapshots().list(vm),
                rules.createRefusal(Place.INTERNAL),
                rules.createRefusal(Place.EXTERNAL));
    }

    boolean isThere(VmId vm, String name) {
        return lookup.hypervisor(vm.host()).snapshots().list(vm).stream()
                .anyMatch(one -> one.name().equals(name));
    }

    /** {@code SNAPSHOT_NOT_FOUND}. */
    static Snapshot require(SnapshotTree tree, String name) {
        return tree.snapshot(name).orElseThrow(() -> missing(name));
    }

    private static MusterException missing(String name) {
        return Problem.of(
                        ErrorCode.SNAPSHOT_NOT_FOUND,
                        "The VM has no snapshot \"" + name + "\".",
                        "Nothing was changed.",
                        "Read the list of its snapshots again.")
                .toException();
    }
}
