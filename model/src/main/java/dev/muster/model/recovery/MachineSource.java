package dev.muster.model.recovery;

import dev.muster.model.group.GroupId;
import dev.muster.model.inventory.VmId;
import java.util.UUID;

/** What a machine of a plan is recovered from. */
public sealed interface MachineSource {
    /** The UUID its restore points are filed under. */
    UUID uuid();

    /** The name it had when it was put into the plan, for people: the VM itself may be gone. */
    String name();

    /** In words, such as {@code vm:host/uuid}. */
    String text();

    /** The restore points of one VM. */
    record OfVm(VmId vm, String name) implements MachineSource {
        @Override
        public UUID uuid() {
            return vm.uuid();
        }

        @Override
        public String text() {
            return "vm:" + vm.text();
        }
    }

    /** A member of the sets of a consistency group; all members of that group in a plan come from the same set. */
    record OfGroup(GroupId group, VmId vm, String name) implements MachineSource {
        @Override
        public UUID uuid() {
            return vm.uuid();
        }

        @Override
        public String text() {
            return "group:" + group.text() + "/" + vm.text();
        }
    }

    /** A machine whose disk images were imported: the VM of the restore point that the import made, which no host has. */
    record OfImage(UUID uuid, String name) implements MachineSource {
        @Override
        public String text() {
            return "image:" + uuid;
        }
    }
}
