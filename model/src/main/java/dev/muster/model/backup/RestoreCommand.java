package dev.muster.model.backup;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.vm.VmName;

/** How what a restore point holds comes back. No restore writes into the point. */
public sealed interface RestoreCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /** The MAC addresses of a VM that is made from a point. */
    enum Macs {
        /** New ones: the VM it was captured from may go on beside it. */
        NEW,
        /** Those of the point: for a VM that takes the place of one that is gone. */
        KEPT
    }

    /**
     * Makes a new VM with the disks of a point.
     *
     * @param point what it is made from
     * @param pool where its disks are put, and thereby its host
     * @param name its name
     * @param macs its MAC addresses
     * @param start whether it is started when it was read back and checked
     */
    record RestoreAsNew(PointId point, PoolId pool, String name, Macs macs, boolean start) implements RestoreCommand {
        public RestoreAsNew {
            VmName.require(name);
        }

        @Override
        public String subject() {
            return point.text();
        }
    }

    /**
     * Brings a VM that is off back to what a point holds: disks, definition, firmware variables. Its disks as they were are kept
     * aside until the restored ones were read back and checked.
     *
     * @param point one of that VM
     * @param vm where it is now
     * @param pool where its disks are put
     * @param start whether it is started then
     */
    record RestoreInPlace(PointId point, VmId vm, PoolId pool, boolean start) implements RestoreCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        @Override
        public String subject() {
            return vm.text();
        }
    }

    /**
     * Makes a volume of one disk of a point.
     *
     * @param point where it is
     * @param disk its target there, such as {@code vda}
     * @param pool where the volume is made
     * @param volume its name
     */
    record RestoreDisk(PointId point, String disk, PoolId pool, String volume) implements RestoreCommand {
        public RestoreDisk {
            // the same rules as for any volume
            var _ = new PoolCommand.CreateVolume(pool, volume, 1, "raw");
        }

        @Override
        public String subject() {
            return point.text();
        }
    }

    /**
     * Starts a new VM from a point at once: it reads from the point, and what it writes goes to the pool. It needs the repository
     * until it was moved.
     *
     * @param point what it runs from
     * @param pool where what it writes is put; a directory of the bridge's machine
     * @param name its name
     * @param macs its MAC addresses
     */
    record RestoreInstantly(PointId point, PoolId pool, String name, Macs macs) implements RestoreCommand {
        public RestoreInstantly {
            VmName.require(name);
        }

        @Override
        public String subject() {
            return point.text();
        }
    }

    /**
     * Moves a VM that was started from a point out of the repository into a pool, while it runs or is off.
     *
     * @param vm which one
     * @param pool where its disks are put
     */
    record MoveOut(VmId vm, PoolId pool) implements RestoreCommand {
        @Override
        public String subject() {
            return vm.text();
        }
    }
}
