package dev.muster.bridge.cluster;

import dev.muster.bridge.cluster.artifact.ArtifactStore;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.Minting;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterPlan;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.network.NetworkXml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Decides what is made for a cluster and where. Changes nothing. */
final class ClusterPlanner {
    private final ClusterStore store;
    private final ArtifactStore artifacts;
    private final Lookup lookup;
    private final Minting minting;

    ClusterPlanner(ClusterStore store, ArtifactStore artifacts, Lookup lookup, Minting minting) {
        this.store = store;
        this.artifacts = artifacts;
        this.lookup = lookup;
        this.minting = minting;
    }

    /**
     * What brings the VMs of a cluster to the number its description says.
     *
     * @param spec the description, with the counts wanted
     * @throws MusterException {@code CLUSTER_NETWORK}, {@code CLUSTER_NO_ROOM}, {@code ARTIFACT_NOT_FOUND},
     *     {@code ARTIFACT_MISSING}, {@code VM_EXISTS}
     */
    ClusterPlan plan(Cluster cluster, ClusterSpec spec) {
        List<Assignment> members =
                store.membersOf(cluster.id()).stream().filter(Assignment::made).toList();
        Map<HostId, Network> grounds = grounds(spec);
        Room room = new Room(grounds.keySet().stream().map(lookup::connected).toList(), members);
        List<ClusterPlan.Member> made = new ArrayList<>();
        List<String> removed = new ArrayList<>();
        for (ClusterFunction function : spec.functions()) {
            List<Assignment> there = members.stream()
                    .filter(one -> one.function().equals(function.name()))
                    .sorted(Comparator.comparingInt(ClusterPlanner::number))
                    .toList();
            there.stream().skip(function.count()).map(Assignment::name).forEach(removed::add);
            if (there.size() < function.count()) {
                requireArtifacts(spec, function);
                made.addAll(missing(spec, function, there, room));
            }
        }
        List<NetworkId> changed = new ArrayList<>();
        made.stream().map(ClusterPlan.Member::host).distinct().forEach(host -> {
            Network network = grounds.get(host);
            if (network == null) {
                return;
            }
            List<Network> served = BootNetworks.isJoined(network)
                    ? BootNetworks.served(lookup.image(), network.name())
                    : List.of(network);
            served.stream()
                    .filter(one -> !changed.contains(one.id()) && needsBootFile(one))
                    .forEach(one -> {
                        requireUnused(one);
                        changed.add(one.id());
                    });
        });
        return new ClusterPlan(cluster.id(), changed, made, removed);
    }

    /** Where a VM that is made anew goes: {@code before}, or elsewhere when that host is gone or full. */
    HostId place(ClusterSpec spec, ClusterFunction function, HostId before) {
        Map<HostId, Network> grounds = grounds(spec);
        if (grounds.containsKey(before)) {
            return before;
        }
        return new Room(grounds.keySet().stream().map(lookup::connected).toList(), store.membersOf(spec.name()))
                .take(function);
    }

    private static int number(Assignment member) {
        String tail = member.name().substring(member.name().lastIndexOf('-') + 1);
        return tail.matches("\\d{1,9}") ? Integer.parseInt(tail) : Integer.MAX_VALUE;
    }

    private List<ClusterPlan.Member> missing(
            ClusterSpec spec, ClusterFunction function, List<Assignment> there, Room room) {
        Set<String> taken = there.stream().map(Assignment::name).collect(Collectors.toCollection(HashSet::new));
        Set<String> onHosts =
                lookup.image().vms().values().stream().map(Vm::name).collect(Collectors.toSet());
        List<ClusterPlan.Member> made = new ArrayList<>();
        for (int number = 1; there.size() + made.size() < function.count(); number++) {
            String name = spec.vmName(function.name(), number);
            if (!taken.add(name)) {
                continue;
            }
            if (onHosts.contains(name)) {
                throw Problem.of(
                                ErrorCode.VM_EXISTS,
                                "There is a VM \"" + name + "\" that does not belong to cluster " + spec.name() + ".",
                                "It stays as it is; nothing was made.",
                                "Rename that VM, or give the cluster another name.")
                        .toException();
            }
            made.add(new ClusterPlan.Member(
                    name,
                    function.name(),
                    room.take(function),
                    new Identifier(minting.uuid()),
                    mac(),
                    function.startOrder()));
        }
        return made;
    }

    /** An address no VM of any host has, nor an assignment of one that is gone. */
    private String mac() {
        Set<String> taken = Stream.concat(
                        lookup.image().vms().values().stream()
                                .flatMap(vm -> vm.nics().stream())
                                .map(nic -> nic.mac()),
                        store.assignments().stream().map(Assignment::mac))
                .collect(Collectors.toSet());
        while (true) {
            String mac = minting.macs(1).getFirst();
            if (!taken.contains(mac)) {
                return mac;
            }
        }
    }

    private void requireArtifacts(ClusterSpec spec, ClusterFunction function) {
        for (ArtifactId id : spec.profileOf(function).artifacts()) {
            Artifact there = artifacts
                    .find(id)
                    .orElseThrow(() -> Problem.of(
                                    ErrorCode.ARTIFACT_NOT_FOUND,
                                    "There is no artifact \"" + id + "\", which function " + function.name()
                                            + " of cluster " + spec.name() + " boots.",
                                    "Nothing was made.",
                                    "Put the artifact first.")
                            .toException());
            artifacts.content(there); // refuses one that is missing or cut short
        }
    }

    private static boolean usable(Host host) {
        return host.state() == HostState.CONNECTED;
    }

    /** The hosts that may take VMs of the cluster, with its network on each. */
    private Map<HostId, Network> grounds(ClusterSpec spec) {
        Map<HostId, Network> grounds = new HashMap<>();
        Optional<String> reason = Optional.empty();
        List<HostId> candidates = spec.hosts().isEmpty()
                ? lookup.image().hosts().values().stream()
                        .filter(ClusterPlanner::usable)
                        .map(Host::id)
                        .sorted()
                        .toList()
                : spec.hosts();
        for (HostId id : candidates) {
            Host host = lookup.connected(id);
            Optional<Network> network = lookup.networksOf(id)
                    .filter(one -> one.name().equals(spec.network()))
                    .findFirst();
            Optional<String> unfit = network.map(one -> BootNetworks.unfit(lookup.image(), host, one))
                    .orElseGet(() -> Optional.of("the host " + id + " has no network \"" + spec.network() + "\""));
            if (unfit.isEmpty()) {
                grounds.put(id, network.orElseThrow());
            } else {
                reason = unfit;
                if (!spec.hosts().isEmpty()) {
                    throw network(reason.get());
                }
            }
        }
        if (grounds.isEmpty()) {
            throw network(reason.orElse("no host is connected"));
        }
        return grounds;
    }

    private static MusterException network(String reason) {
        return Problem.of(
                        ErrorCode.CLUSTER_NETWORK,
                        "The cluster has no network to boot from: " + reason + ".",
                        "Nothing was made.",
                        "Make or start a network with DHCP on a host of this bridge's machine; other hosts need a network"
                                + " of that name that leads into a bridge of theirs in the same segment.")
                .toException();
    }

    private boolean needsBootFile(Network network) {
        String xml = lookup.hypervisor(network.id().host()).networks().xml(network.id());
        return !NetworkXml.bootFile(xml).equals(BootListeners.bootFile(network));
    }

    /** DHCP of a network says the same to all until the network is started anew, which cuts off who is in it. */
    private void requireUnused(Network network) {
        List<String> users = lookup.vmsOf(network.id().host())
                .filter(vm -> vm.state().isActive())
                .filter(vm -> vm.nics().stream().anyMatch(nic -> nic.source().equals(network.name())))
                .map(Vm::name)
                .sorted()
                .toList();
        if (!users.isEmpty()) {
            throw Problem.of(
                            ErrorCode.CLUSTER_NETWORK,
                            "Network \"" + network.name() + "\" has to be started anew to point its DHCP at the boot"
                                    + " controller, which would cut off " + String.join(", ", users) + ".",
                            "They go on; nothing was made.",
                            "Shut these VMs down, or take a network of the cluster's own.")
                    .toException();
        }
    }

    /** What is free on the hosts while a plan is made. */
    private static final class Room {
        private final Map<HostId, Long> free = new HashMap<>();
        private final Map<HostId, Map<String, Integer>> members = new HashMap<>();

        Room(List<Host> hosts, List<Assignment> there) {
            hosts.forEach(host -> {
                free.put(host.id(), host.memoryFreeBytes());
                members.put(host.id(), new HashMap<>());
            });
            there.forEach(one -> members.computeIfPresent(one.vm().host(), (_, counts) -> {
                counts.merge(one.function(), 1, Integer::sum);
                return counts;
            }));
        }

        /** The host with the most room; one without a VM of the function first where they are to be apart. */
        HostId take(ClusterFunction function) {
            long bytes = function.memoryMib() << 20;
            Comparator<HostId> most = Comparator.comparingLong((HostId host) -> -free.getOrDefault(host, 0L))
                    .thenComparing(Comparator.naturalOrder());
            Comparator<HostId> order = function.apart()
                    ? Comparator.comparingInt((HostId host) -> count(host, function))
                            .thenComparing(most)
                    : most;
            HostId host = free.keySet().stream()
                    .filter(one -> free.getOrDefault(one, 0L) >= bytes)
                    .min(order)
                    .orElseThrow(() -> noRoom(function, bytes));
            free.merge(host, -bytes, Long::sum);
            members.getOrDefault(host, new HashMap<>()).merge(function.name(), 1, Integer::sum);
            return host;
        }

        private int count(HostId host, ClusterFunction function) {
            return members.getOrDefault(host, Map.of()).getOrDefault(function.name(), 0);
        }

        private MusterException noRoom(ClusterFunction function, long bytes) {
            long best = free.values().stream().mapToLong(Long::longValue).max().orElse(0);
            return Problem.of(
                            ErrorCode.CLUSTER_NO_ROOM,
                            "No host has " + function.memoryMib() + " MiB of memory free for a VM of function "
                                    + function.name() + "; " + Math.max(0, (bytes - best) >> 20) + " MiB are missing.",
                            "Nothing was made.",
                            "Free memory, connect another host, or make the cluster smaller.")
                    .toException();
        }
    }
}
