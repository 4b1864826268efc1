package dev.muster.model.storage;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import java.util.Objects;

/** What can be done with storage pools and their volumes. */
public sealed interface PoolCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /** Makes a pool and starts it. What is in it becomes usable by operators, so: administrators only. */
    record Create(HostId host, PoolSpec spec, boolean autostart) implements PoolCommand {
        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String subject() {
            return host.text() + "/" + spec.name();
        }
    }

    /** Makes a pool of any kind from raw XML, without starting it: administrators only. */
    record Define(HostId host, String xml) implements PoolCommand {
        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String subject() {
            return host.text();
        }
    }

    /** Brings a pool up. */
    record Start(PoolId pool) implements PoolCommand {
        @Override
        public String subject() {
            return pool.text();
        }
    }

    /** Takes a pool down; its volumes stay. */
    record Stop(PoolId pool) implements PoolCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        @Override
        public String subject() {
            return pool.text();
        }
    }

    /** Reads anew what lies in a pool. */
    record Refresh(PoolId pool) implements PoolCommand {
        @Override
        public String subject() {
            return pool.text();
        }
    }

    /** Says whether the host starts it at boot. */
    record SetAutostart(PoolId pool, boolean autostart) implements PoolCommand {
        @Override
        public String subject() {
            return pool.text();
        }
    }

    /** Takes a pool down and forgets it; its volumes stay. */
    record Delete(PoolId pool) implements PoolCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        @Override
        public String subject() {
            return pool.text();
        }
    }

    /**
     * Makes what the pool needs to exist: a directory, or a file system on a device that has none yet. What is on a device
     * already is never overwritten. Administrators only.
     */
    record Build(PoolId pool) implements PoolCommand {
        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String subject() {
            return pool.text();
        }
    }

    /**
     * Makes a volume that holds nothing of its own.
     *
     * @param pool where
     * @param name a file name without {@code /}
     * @param capacityBytes the size a guest sees
     * @param format {@code qcow2} or {@code raw}
     * @param backing the volume of the same pool that is seen where nothing was written; must be qcow2 then; empty for none
     */
    record CreateVolume(PoolId pool, String name, long capacityBytes, String format, String backing)
            implements PoolCommand {
        public CreateVolume {
            backing = Objects.requireNonNullElse(backing, "");
            if (!isName(name)
                    || capacityBytes < 1
                    || !(format.equals("qcow2") || format.equals("raw"))
                    || !(backing.isEmpty() || (format.equals("qcow2") && !backing.equals(name)))) {
                throw refused(
                        "A volume has a plain file name, a size above 0 and the format qcow2 or raw; over another one,"
                                + " only qcow2.");
            }
        }

        /** Over no other volume. */
        public CreateVolume(PoolId pool, String name, long capacityBytes, String format) {
            this(pool, name, capacityBytes, format, "");
        }

        @Override
        public String subject() {
            return pool.text() + "/" + name;
        }
    }

    /**
     * Makes a volume larger; refused while a VM that is active uses it.
     *
     * @param volume which one
     * @param capacityBytes the size a guest sees from then on; not below what it is
     */
    record ResizeVolume(VolumeId volume, long capacityBytes) implements PoolCommand {
        public ResizeVolume {
            if (capacityBytes < 1) {
                throw refused("A volume has a size above 0.");
            }
        }

        @Override
        public String subject() {
            return volume.text();
        }
    }

    /**
     * Makes a whole copy of a volume in the same pool; refused while a VM that is active uses it.
     *
     * @param volume which one
     * @param name of the copy
     */
    record CloneVolume(VolumeId volume, String name) implements PoolCommand {
        public CloneVolume {
            if (!isName(name)) {
                throw refused("A volume has a plain file name.");
            }
        }

        @Override
        public String subject() {
            return volume.text();
        }
    }

    /** Overwrites all that is in a volume with zeros, for good; refused while any VM uses it. */
    record WipeVolume(VolumeId volume) implements PoolCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        @Override
        public String subject() {
            return volume.text();
        }
    }

    /**
     * Makes a volume out of a file of whoever asks, who sends its bytes to the job
     * with {@link dev.muster.model.bridge.FeatureCall calls} of {@code storage/upload}. If nothing comes for fifteen minutes, the volume is
     * removed again.
     *
     * @param pool where
     * @param name a file name without {@code /}; must not be there
     * @param bytes the size of the file
     */
    record Upload(PoolId pool, String name, long bytes) implements PoolCommand {
        public Upload {
            if (!isName(name) || bytes < 1) {
                throw refused("An uploaded volume has a plain file name and at least one byte.");
            }
        }

        @Override
        public String subject() {
            return pool.text() + "/" + name;
        }
    }

    /** Deletes a volume and what is in it; refused while a VM uses it. */
    record DeleteVolume(VolumeId volume) implements PoolCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        @Override
        public String subject() {
            return volume.text();
        }
    }

    /** Whether that can be the name of a volume: a plain file name. */
    static boolean isName(String name) {
        return name.matches("[A-Za-z0-9_+][A-Za-z0-9._+-]{0,127}");
    }

    private static RuntimeException refused(String what) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "No volume was changed.", "Correct the value and try again.")
                .toException();
    }
}
