package dev.muster.model.network;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.NetworkId;

/** What can be done with libvirt networks. */
public sealed interface NetworkCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /** Makes a network and starts it. */
    record Create(HostId host, NetworkSpec spec, boolean autostart) implements NetworkCommand {
        @Override
        public String subject() {
            return host.text() + "/" + spec.name();
        }
    }

    /** Makes a network from raw XML, without starting it: administrators only. */
    record Define(HostId host, String xml) implements NetworkCommand {
        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }

        @Override
        public String subject() {
            return host.text();
        }
    }

    /**
     * Changes a network's definition; what a spec does not say stays. A network that is up goes on as it was until it is
     * started anew.
     *
     * @param network which one; the spec has its name
     * @param spec what it is to be
     * @param restart whether it is started anew at once; refused while a VM that is active uses it, as that would be cut off
     */
    record Edit(NetworkId network, NetworkSpec spec, boolean restart) implements NetworkCommand {
        @Override
        public String subject() {
            return network.text();
        }
    }

    /** Brings a network up. */
    record Start(NetworkId network) implements NetworkCommand {
        @Override
        public String subject() {
            return network.text();
        }
    }

    /** Takes a network down; VMs plugged into it lose their link. */
    record Stop(NetworkId network) implements NetworkCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        @Override
        public String subject() {
            return network.text();
        }
    }

    /** Says whether the host starts it at boot. */
    record SetAutostart(NetworkId network, boolean autostart) implements NetworkCommand {
        @Override
        public String subject() {
            return network.text();
        }
    }

    /** Takes a network down and forgets it; refused while a VM that is active uses it. */
    record Delete(NetworkId network) implements NetworkCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        @Override
        public String subject() {
            return network.text();
        }
    }
}
