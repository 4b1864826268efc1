package dev.muster.app.backup;

import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.inventory.Vm;
import java.util.List;
import java.util.UUID;

/** What is to be booted. */
sealed interface BootRequest {
    /** One restore point. */
    record OfPoint(Point point) implements BootRequest {}

    /** The newest point of each of these VMs. */
    record Newest(List<Machine> vms) implements BootRequest {
        public Newest {
            vms = List.copyOf(vms);
        }
    }

    /** The points of a VM, until the newest that boots is found. */
    record Search(Machine vm) implements BootRequest {}

    /** A VM, which may be gone. */
    record Machine(UUID uuid, String name) {
        static Machine of(Vm vm) {
            return new Machine(vm.id().uuid(), vm.name());
        }
    }
}
