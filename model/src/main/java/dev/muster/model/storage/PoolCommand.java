package dev.muster.model.storage;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import java.util.regex.Pattern;

/** What can be done with storage pools and their volumes. */
public sealed interface PoolCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /** Makes a directory pool and starts it. Its path becomes usable by operators, so: administrators only. */
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
        public String subject() {
            return pool.text();
        }
    }

    /**
     * Makes an empty volume.
     *
     * @param pool where
     * @param name a file name without {@code /}
     * @param capacityBytes the size a guest sees
     * @param format {@code qcow2} or {@code raw}
     */
    record CreateVolume(PoolId pool, String name, long capacityBytes, String format) implements PoolCommand {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_+][A-Za-z0-9._+-]{0,127}");

        public CreateVolume {
            if (!NAME.matcher(name).matches()
                    || capacityBytes < 1
                    || !(format.equals("qcow2") || format.equals("raw"))) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "A volume has a plain file name, a size above 0 and the format qcow2 or raw.",
                                "No volume was made.",
                                "Correct the value and try again.")
                        .toException();
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
        public String subject() {
            return volume.text();
        }
    }
}
