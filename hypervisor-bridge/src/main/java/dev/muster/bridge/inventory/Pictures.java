package dev.muster.bridge.inventory;

import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryChange.HostGone;
import dev.muster.model.inventory.InventoryChange.HostPut;
import dev.muster.model.inventory.InventoryChange.NetworkGone;
import dev.muster.model.inventory.InventoryChange.PoolGone;
import dev.muster.model.inventory.InventoryChange.VmGone;
import dev.muster.model.inventory.InventoryChange.VmPut;
import dev.muster.model.inventory.InventoryChange.VolumeGone;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What becomes of a connection's part of the image as the connection comes and goes. While it is away its VMs stay with all
 * that is known of them, in the state {@code UNKNOWN}, with the state they were last seen in as the reason.
 */
final class Pictures {
    private Pictures() {}

    /** It is being connected to. */
    static List<InventoryChange> connecting(InventoryImage image, ConnectionId connection, ConnectionUri uri) {
        List<Host> hosts = hosts(image, connection);
        if (hosts.isEmpty()) {
            return List.of(new HostPut(Host.connecting(placeholder(connection), connection, uri.text())));
        }
        return hosts.stream()
                .<InventoryChange>map(host -> new HostPut(host.reconnecting()))
                .toList();
    }

    /** It cannot be asked. */
    static List<InventoryChange> disconnected(
            InventoryImage image, ConnectionId connection, ConnectionUri uri, Problem why, Instant now) {
        List<Host> hosts = hosts(image, connection);
        if (hosts.isEmpty()) {
            Host host = Host.connecting(placeholder(connection), connection, uri.text());
            return List.of(new HostPut(host.disconnected(why)));
        }
        List<InventoryChange> changes = new ArrayList<>();
        hosts.forEach(host -> changes.add(new HostPut(host.disconnected(why))));
        Set<HostId> ids = ids(hosts);
        image.vms().values().stream()
                .filter(vm -> ids.contains(vm.id().host()) && vm.state() != VmState.UNKNOWN)
                .map(vm -> new VmPut(vm.in(VmState.UNKNOWN, "was " + vm.state().word(), Optional.of(now))))
                .forEach(changes::add);
        return changes;
    }

    /** It tells everything it has; what it had and does not tell is gone. */
    static List<InventoryChange> replaced(
            InventoryImage image, ConnectionId connection, List<InventoryChange> picture) {
        InventoryImage told = InventoryImage.EMPTY.apply(new InventoryDelta(picture));
        List<InventoryChange> changes = new ArrayList<>();
        List<Host> hosts = hosts(image, connection);
        for (Host host : hosts) {
            if (!told.hosts().containsKey(host.id())) {
                changes.add(new HostGone(host.id()));
            }
        }
        Set<HostId> ids = ids(hosts);
        image.vms().keySet().stream()
                .filter(id -> ids.contains(id.host()) && !told.vms().containsKey(id))
                .map(VmGone::new)
                .forEach(changes::add);
        image.networks().keySet().stream()
                .filter(id -> ids.contains(id.host()) && !told.networks().containsKey(id))
                .map(NetworkGone::new)
                .forEach(changes::add);
        image.volumes().keySet().stream()
                .filter(id -> ids.contains(id.pool().host()) && !told.volumes().containsKey(id))
                .map(VolumeGone::new)
                .forEach(changes::add);
        image.pools().keySet().stream()
                .filter(id -> ids.contains(id.host()) && !told.pools().containsKey(id))
                .map(PoolGone::new)
                .forEach(changes::add);
        changes.addAll(picture);
        return changes;
    }

    /** It is forgotten. */
    static List<InventoryChange> gone(InventoryImage image, ConnectionId connection) {
        return hosts(image, connection).stream()
                .<InventoryChange>map(host -> new HostGone(host.id()))
                .toList();
    }

    /** The host shown until it is known which there are. */
    private static HostId placeholder(ConnectionId connection) {
        return new HostId(connection.text());
    }

    private static List<Host> hosts(InventoryImage image, ConnectionId connection) {
        return image.hosts().values().stream()
                .filter(host -> host.connection().equals(connection))
                .toList();
    }

    private static Set<HostId> ids(List<Host> hosts) {
        return hosts.stream().map(Host::id).collect(Collectors.toSet());
    }
}
