package dev.muster.model.cluster;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.NetworkId;
import java.util.List;

/**
 * What a deployment will do, shown before it is done.
 *
 * @param cluster the cluster
 * @param networks networks whose DHCP is pointed at the boot controller first, and are started anew for it
 * @param members VMs that are made
 * @param removed VMs that go, by name
 */
public record ClusterPlan(ClusterId cluster, List<NetworkId> networks, List<Member> members, List<String> removed) {
    public ClusterPlan {
        networks = List.copyOf(networks);
        members = List.copyOf(members);
        removed = List.copyOf(removed);
    }

    /**
     * A VM to be made.
     *
     * @param name its name
     * @param function its function
     * @param host where it goes
     * @param id its identifier
     * @param mac address of the NIC it boots from
     * @param startOrder those of a lower number are started first
     */
    public record Member(String name, String function, HostId host, Identifier id, String mac, int startOrder) {}
}
