package dev.muster.bridge.cluster;

import dev.muster.bridge.cluster.BootAnswer.Boot;
import dev.muster.bridge.cluster.BootAnswer.Forbidden;
import dev.muster.bridge.cluster.BootAnswer.Refused;
import dev.muster.bridge.cluster.BootAnswer.Wait;
import dev.muster.bridge.cluster.artifact.ArtifactStore;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootProfile;
import dev.muster.model.cluster.BootTemplate;
import dev.muster.model.cluster.BootTrail.Kind;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides what a VM boots: its lease must have the MAC address it claims, the two must be those of one assignment, and that
 * must be of a cluster in the very network it asks from. Who has no assignment is asked about outside and waits.
 */
final class BootController {
    private final ClusterStore store;
    private final ArtifactStore artifacts;
    private final Lookup lookup;
    private final LeaseTable leases;
    private final BootSessions sessions;
    private final BootTrails trails;
    private final Unknowns unknowns;
    private final Clock clock;

    BootController(
            ClusterStore store,
            ArtifactStore artifacts,
            Lookup lookup,
            LeaseTable leases,
            BootSessions sessions,
            BootTrails trails,
            Unknowns unknowns,
            Clock clock) {
        this.store = store;
        this.artifacts = artifacts;
        this.lookup = lookup;
        this.leases = leases;
        this.sessions = sessions;
        this.trails = trails;
        this.unknowns = unknowns;
        this.clock = clock;
    }

    /** What that VM is told. */
    BootAnswer answer(BootRequest request) {
        String vm = vmName(request);
        BootAnswer answer = decide(request, vm);
        switch (answer) {
            case Boot _ -> {}
            case Wait waits -> trails.add(request.id(), vm, Kind.WAIT, waits.reason());
            case Refused refused -> trails.add(request.id(), vm, Kind.STOPPED, refused.reason());
            // nothing is noted under an identifier that is only claimed
            case Forbidden _ -> {}
        }
        return answer;
    }

    private BootAnswer decide(BootRequest request, String vm) {
        Optional<String> leased = leases.mac(request.network(), request.address(), request.mac());
        if (!leased.equals(Optional.of(request.mac()))) {
            return new Forbidden("the address " + request.address() + " is leased to " + leased.orElse("nobody")
                    + ", not to " + request.mac());
        }
        Optional<Assignment> assignment = store.find(request.id());
        if (assignment.isEmpty()) {
            return unknowns.answer(request, vm);
        }
        return known(request, assignment.get());
    }

    private BootAnswer known(BootRequest request, Assignment assignment) {
        if (!assignment.mac().equals(request.mac())) {
            return new Forbidden("the identifier " + request.id() + " belongs to another NIC than " + request.mac());
        }
        if (assignment.state() == Assignment.State.REVOKED) {
            return new Refused(assignment.name() + " was taken out of cluster " + assignment.cluster() + ".");
        }
        Optional<Cluster> cluster = store.find(assignment.cluster());
        Optional<Network> network =
                Optional.ofNullable(lookup.image().networks().get(request.network()));
        String name = network.map(Network::name).orElse("");
        if (cluster.filter(one -> one.spec().network().equals(name)).isEmpty()) {
            return new Forbidden("cluster " + assignment.cluster() + " is not in network " + name);
        }
        List<Vm> claimants = claimants(request.id(), request.mac(), name);
        if (claimants.size() > 1) {
            return new Refused("the identifier is in use by "
                    + claimants.stream()
                            .map(one -> one.name() + " on " + one.id().host())
                            .collect(Collectors.joining(" and "))
                    + "; none of them gets a function.");
        }
        if (claimants.stream()
                .noneMatch(one -> one.id().uuid().equals(request.id().uuid())
                        && network.filter(served -> BootNetworks.reachedFrom(
                                        lookup.image(), one.id().host(), served))
                                .isPresent())) {
            return new Forbidden("no VM in network " + name + " has the identifier " + request.id());
        }
        return boot(request, assignment, cluster.get().spec());
    }

    /** The VMs that are active and have the identifier or, in that network, the MAC address in their virtual hardware. */
    private List<Vm> claimants(Identifier id, String mac, String network) {
        return lookup.image().vms().values().stream()
                .filter(vm -> vm.state().isActive())
                .filter(vm -> vm.id().uuid().equals(id.uuid())
                        || vm.nics().stream()
                                .anyMatch(nic ->
                                        nic.mac().equals(mac) && nic.source().equals(network)))
                .toList();
    }

    private BootAnswer boot(BootRequest request, Assignment assignment, ClusterSpec spec) {
        Optional<ClusterFunction> function = spec.function(assignment.next());
        if (function.isEmpty()) {
            return new Refused("cluster " + spec.name() + " has no function \"" + assignment.next() + "\" any more.");
        }
        BootProfile profile = spec.profileOf(function.get());
        Map<ArtifactId, Artifact> files = new HashMap<>();
        for (ArtifactId file : profile.artifacts()) {
            Optional<Artifact> there = artifacts.find(file).filter(artifacts::whole);
            if (there.isEmpty()) {
                return new Refused("the artifact " + file + " of boot profile " + profile.name() + " is missing.");
            }
            files.put(file, there.get());
        }
        BootSession session = new BootSession(
                sessions.newToken(),
                request.id(),
                request.network(),
                request.address(),
                spec.name(),
                function.get().name(),
                files,
                clock.instant());
        String script = script(request, assignment, spec, function.get(), profile, session);
        sessions.put(session);
        unknowns.known(request.id());
        trails.add(request.id(), assignment.name(), Kind.LEASE, request.address());
        trails.add(
                request.id(),
                assignment.name(),
                Kind.SCRIPT,
                spec.name() + "/" + session.function() + ": " + profile.name());
        store.update(
                request.id(),
                one -> one.bootedAs(
                        session.function(),
                        store.change(session.function(), "boot controller", "booted from " + request.address())));
        return new Boot(script);
    }

    private String script(
            BootRequest request,
            Assignment assignment,
            ClusterSpec spec,
            ClusterFunction function,
            BootProfile profile,
            BootSession session) {
        String who = assignment.name() + " is " + spec.name() + "/" + function.name();
        String files = request.controller() + "/file/" + session.token() + "/";
        String filled = BootTemplate.parse(profile.template())
                .fill(variable -> value(variable, request, assignment, spec, function, session));
        return switch (profile) {
            case BootProfile.Kernel kernel ->
                BootScripts.kernel(request.controller(), who, files, kernel.kernel(), kernel.initrd(), filled);
            case BootProfile.Installer installer ->
                assignment.installed()
                        ? BootScripts.localDisk(who)
                        : BootScripts.kernel(
                                request.controller(), who, files, installer.kernel(), installer.initrd(), filled);
            case BootProfile.Script _ -> BootScripts.own(who, filled);
            case BootProfile.LocalDisk _ -> BootScripts.localDisk(who);
        };
    }

    private String value(
            String variable,
            BootRequest request,
            Assignment assignment,
            ClusterSpec spec,
            ClusterFunction function,
            BootSession session) {
        return switch (variable) {
            case "vm.name" -> assignment.name();
            case "vm.uuid" -> assignment.id().text();
            case "vm.mac" -> assignment.mac();
            case "vm.address" -> request.address();
            case "cluster" -> spec.name().text();
            case "function" -> function.name();
            case "url.up" -> request.controller() + "/up/" + session.token();
            case "url.done" -> request.controller() + "/done/" + session.token();
            default -> {
                String rest = variable.substring(variable.indexOf('.') + 1);
                if (variable.startsWith("file:")) {
                    yield request.controller() + "/file/" + session.token() + "/" + variable.substring(5);
                }
                if (variable.startsWith("label.")) {
                    yield function.labels().getOrDefault(rest, "");
                }
                yield variable.startsWith("peers.")
                        ? peers(spec.name(), rest).map(Assignment::name).collect(Collectors.joining(","))
                        : peers(spec.name(), rest)
                                .map(peer -> leases.address(request.network(), peer.mac()))
                                .flatMap(Optional::stream)
                                .collect(Collectors.joining(","));
            }
        };
    }

    private java.util.stream.Stream<Assignment> peers(ClusterId cluster, String function) {
        return store.membersOf(cluster).stream()
                .filter(one -> one.function().equals(function))
                .sorted(java.util.Comparator.comparing(Assignment::name));
    }

    private String vmName(BootRequest request) {
        return claimed(request).map(Vm::name).orElse("");
    }

    /** The VM that has the identifier: on the host of the network, or else wherever it is. */
    private Optional<Vm> claimed(BootRequest request) {
        return lookup.image()
                .vm(new VmId(request.network().host(), request.id().uuid()))
                .or(() -> lookup.image().vms().values().stream()
                        .filter(vm -> vm.id().uuid().equals(request.id().uuid()))
                        .findFirst());
    }
}
