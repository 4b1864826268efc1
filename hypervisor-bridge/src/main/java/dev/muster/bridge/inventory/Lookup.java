package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds what a command names, or says in the one way that it is not there.
 *
 * @param hypervisors the open connections
 * @param inventory what is known
 */
public record Lookup(Hypervisors hypervisors, Inventory inventory) {
    /** The newest image. */
    public InventoryImage image() {
        return inventory.image();
    }

    /** The open connection of a host; {@code HOST_NOT_FOUND}, {@code HOST_UNREACHABLE}. */
    public Hypervisor hypervisor(HostId host) {
        return hypervisors.of(host);
    }

    /** A host that is connected; {@code HOST_NOT_FOUND}, {@code HOST_UNREACHABLE}. */
    public Host connected(HostId id) {
        Host host = image().host(id)
                .orElseThrow(() -> absent(ErrorCode.HOST_NOT_FOUND, "There is no host \"" + id + "\".", "hosts"));
        if (host.state() != HostState.CONNECTED) {
            throw host.problem()
                    .orElseGet(() -> Problem.of(
                            ErrorCode.HOST_UNREACHABLE,
                            "The host \"" + id + "\" is not connected.",
                            "Its VMs go on as they are; nothing was changed.",
                            "Wait until it is connected, or look at its connection."))
                    .toException();
        }
        return host;
    }

    /** A VM; {@code VM_NOT_FOUND}. */
    public Vm vm(VmId id) {
        return image().vm(id).orElseThrow(() -> noVm(id));
    }

    /** A network; {@code NETWORK_NOT_FOUND}. */
    public Network network(NetworkId id) {
        return Optional.ofNullable(image().networks().get(id))
                .orElseThrow(() -> absent(ErrorCode.NETWORK_NOT_FOUND, "There is no network " + id + ".", "networks"));
    }

    /** A pool; {@code POOL_NOT_FOUND}. */
    public Pool pool(PoolId id) {
        return Optional.ofNullable(image().pools().get(id))
                .orElseThrow(() -> absent(ErrorCode.POOL_NOT_FOUND, "There is no pool " + id + ".", "pools"));
    }

    /** All VMs of a host. */
    public Stream<Vm> vmsOf(HostId host) {
        return image().vms().values().stream().filter(vm -> vm.id().host().equals(host));
    }

    /** All networks of a host. */
    public Stream<Network> networksOf(HostId host) {
        return image().networks().values().stream()
                .filter(network -> network.id().host().equals(host));
    }

    /** All pools of a host. */
    public Stream<Pool> poolsOf(HostId host) {
        return image().pools().values().stream().filter(pool -> pool.id().host().equals(host));
    }

    /** The path of a volume named by its pool's name and its own, as a domain's XML does. */
    public Optional<String> volumePath(HostId host, String pool, String volume) {
        List<PoolId> pools = poolsOf(host)
                .filter(one -> one.name().equals(pool))
                .map(Pool::id)
                .toList();
        return image().volumes().values().stream()
                .filter(one -> pools.contains(one.id().pool()) && one.name().equals(volume))
                .map(one -> one.path())
                .findFirst();
    }

    /** That VM is not there. */
    public static MusterException noVm(VmId id) {
        return absent(ErrorCode.VM_NOT_FOUND, "There is no VM " + id + ".", "VMs");
    }

    private static MusterException absent(ErrorCode code, String what, String kind) {
        return Problem.of(code, what, "Nothing was changed.", "List the " + kind + " to see what is there.")
                .toException();
    }
}
