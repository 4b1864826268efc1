package dev.muster.model.cluster;

import dev.muster.model.access.Role;
import dev.muster.model.command.Command;

/** What can be done with clusters. */
public sealed interface ClusterCommand extends Command {
    @Override
    default Role requires() {
        return Role.OPERATOR;
    }

    /** Describes a cluster; nothing of it is made yet. */
    record Create(ClusterSpec spec) implements ClusterCommand {
        @Override
        public String subject() {
            return spec.name().text();
        }
    }

    /**
     * Describes a cluster anew. VMs that run go on as they are; what they boot changes with their next boot.
     *
     * @param spec as it is to be, of the same name; VMs are made for other counts by {@link Deploy}
     * @param revision of the description that was changed; 0 to change whichever is there
     */
    record Set(ClusterSpec spec, int revision) implements ClusterCommand {
        @Override
        public String subject() {
            return spec.name().text();
        }
    }

    /** Makes the VMs that are missing and starts them in order. */
    record Deploy(ClusterId cluster) implements ClusterCommand {
        @Override
        public String subject() {
            return cluster.text();
        }
    }

    /**
     * Makes more VMs of a function, or takes the newest away.
     *
     * @param cluster the cluster
     * @param function its function
     * @param count how many it has from then on
     */
    record Scale(ClusterId cluster, String function, int count) implements ClusterCommand {
        @Override
        public String subject() {
            return cluster + "/" + function;
        }
    }

    /** Makes a VM anew, with its identifier and empty disks, where there is room. */
    record Replace(Identifier id) implements ClusterCommand {
        @Override
        public String subject() {
            return id.text();
        }
    }

    /**
     * Gives a VM a function, from its next boot on; a VM that waits for one boots it.
     *
     * @param id the VM's identifier
     * @param cluster the cluster
     * @param function its function
     * @param once whether for the next boot alone
     */
    record Assign(Identifier id, ClusterId cluster, String function, boolean once) implements ClusterCommand {
        @Override
        public String subject() {
            return id.text();
        }
    }

    /** Takes its function from a VM; its later requests are refused. */
    record Revoke(Identifier id) implements ClusterCommand {
        @Override
        public String subject() {
            return id.text();
        }
    }

    /** Deletes a cluster with the VMs and disks made for it. */
    record Delete(ClusterId cluster) implements ClusterCommand {
        @Override
        public boolean destroys() {
            return true;
        }

        @Override
        public String subject() {
            return cluster.text();
        }
    }
}
