package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Native;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.muster.bridge.hypervisor.NetworkOperations;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.network.Lease;
import dev.muster.model.xml.SafeXml;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** What can be done with networks. */
final class NetworkWork implements NetworkOperations {
    /** VIR_NETWORK_XML_INACTIVE */
    private static final int INACTIVE = 1;

    private final HostConnection host;
    private final Watcher watcher;

    NetworkWork(HostConnection host, Watcher watcher) {
        this.host = host;
        this.watcher = watcher;
    }

    @Override
    public NetworkId define(HostId on, String xml) {
        String name = SafeXml.parse(xml, "network").textOf("name");
        UUID uuid = host.at(on).call(Subject.NETWORK, name, pointer -> {
            try (Handle network = Handle.network(Virt.virNetworkDefineXML(pointer, xml))) {
                return Handle.uuid(network.pointer(), Virt::virNetworkGetUUIDString);
            }
        });
        watcher.signal(Signal.network(uuid));
        return new NetworkId(on, uuid);
    }

    @Override
    public void start(NetworkId id) {
        act(id, network -> isActive(network) ? 0 : orThere(Virt.virNetworkCreate(network), network, true));
    }

    @Override
    public void stop(NetworkId id) {
        act(id, network -> isActive(network) ? orThere(Virt.virNetworkDestroy(network), network, false) : 0);
    }

    @Override
    public void undefine(NetworkId id) {
        act(id, network -> {
            if (isActive(network)) {
                throw Problem.of(
                                ErrorCode.NETWORK_STATE,
                                "The network " + id + " is up.",
                                "It was left as it is, and the VMs on it too.",
                                "Take it down first.")
                        .toException();
            }
            return Virt.virNetworkUndefine(network);
        });
    }

    @Override
    public void setAutostart(NetworkId id, boolean autostart) {
        act(id, network -> Virt.virNetworkSetAutostart(network, autostart ? 1 : 0));
    }

    /** As it will start next; a network that is only there while it is up has no other than that. */
    @Override
    public String xml(NetworkId id) {
        return look(id, network -> {
            if (Handle.require(Virt.virNetworkIsPersistent(network)) == 0) {
                return Handle.text(Virt.virNetworkGetXMLDesc(network, 0));
            }
            try {
                return Handle.text(Virt.virNetworkGetXMLDesc(network, INACTIVE));
            } catch (LibvirtException e) {
                int code = e.error().code();
                if (code != LibvirtError.INVALID_ARG && code != LibvirtError.ARGUMENT_UNSUPPORTED) {
                    throw e;
                }
                // libvirt's test driver knows no such flag, and no other definition than the one in use
                return Handle.text(Virt.virNetworkGetXMLDesc(network, 0));
            }
        });
    }

    @Override
    public List<Lease> leases(NetworkId id) {
        return look(id, network -> {
            if (!isActive(network)) {
                return List.of();
            }
            PointerByReference list = new PointerByReference();
            int count = Virt.virNetworkGetDHCPLeases(network, null, list, 0);
            if (count < 0 && LibvirtError.last().code() == LibvirtError.NO_SUPPORT) {
                return List.of();
            }
            Handle.require(count);
            List<Lease> leases = new ArrayList<>();
            Pointer array = list.getValue();
            if (array != null) {
                for (Pointer lease : array.getPointerArray(0, count)) {
                    leases.add(lease(lease));
                    Virt.virNetworkDHCPLeaseFree(lease);
                }
                Native.free(Pointer.nativeValue(array));
            }
            return leases;
        });
    }

    /** struct _virNetworkDHCPLease: iface, expirytime, type, mac, iaid, ipaddr, prefix, hostname, clientid. */
    private static Lease lease(Pointer lease) {
        return new Lease(
                text(lease, 40) + "/" + lease.getInt(48),
                text(lease, 24),
                text(lease, 56),
                Instant.ofEpochSecond(lease.getLong(8)));
    }

    private static String text(Pointer struct, long at) {
        Pointer text = struct.getPointer(at);
        return text == null ? "" : text.getString(0, "UTF-8");
    }

    private <T> T look(NetworkId id, Function<Pointer, T> work) {
        String uuid = id.uuid().toString();
        return host.at(id.host()).call(Subject.NETWORK, uuid, pointer -> {
            try (Handle network = Handle.network(Virt.virNetworkLookupByUUIDString(pointer, uuid))) {
                return work.apply(network.pointer());
            }
        });
    }

    /** A failure that leaves the network where it should be is none: somebody else was quicker. */
    private static int orThere(int done, Pointer network, boolean active) {
        if (done < 0) {
            LibvirtError error = LibvirtError.last();
            if (error.code() != LibvirtError.OPERATION_INVALID || isActive(network) != active) {
                throw new LibvirtException(error);
            }
        }
        return 0;
    }

    private static boolean isActive(Pointer network) {
        return Handle.require(Virt.virNetworkIsActive(network)) == 1;
    }

    private void act(NetworkId id, ToIntFunction<Pointer> work) {
        String uuid = id.uuid().toString();
        try {
            host.at(id.host()).act(Subject.NETWORK, uuid, pointer -> {
                try (Handle network = Handle.network(Virt.virNetworkLookupByUUIDString(pointer, uuid))) {
                    Handle.require(work.applyAsInt(network.pointer()));
                }
            });
        } finally {
            watcher.signal(Signal.network(id.uuid()));
        }
    }
}
