package dev.muster.bridge.cluster;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.ComposedDefinition;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.OnFailure;
import dev.muster.bridge.job.JobDefinition.Prepared;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.cluster.PendingBoot;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** The jobs that change what is written down of clusters, and no VM. */
final class ClusterDefinitions {
    private final ClusterStore store;
    private final Unknowns unknowns;
    private final Lookup lookup;
    private final Clock clock;

    ClusterDefinitions(ClusterStore store, Unknowns unknowns, Lookup lookup, Clock clock) {
        this.store = store;
        this.unknowns = unknowns;
        this.lookup = lookup;
        this.clock = clock;
    }

    List<JobDefinition<?>> all() {
        return List.of(create(), set(), assign(), revoke());
    }

    private JobDefinition<ClusterCommand.Create> create() {
        return new ComposedDefinition<>(
                ClusterCommand.Create.class,
                (command, _) -> {
                    requireNew(command.spec());
                    return new Prepared("Create cluster " + command.spec().name(), Map.of());
                },
                (command, _) -> List.of(step(
                        "create", "Write down cluster " + command.spec().name(), command.subject(), _ -> {
                            if (store.find(command.spec().name()).isEmpty()) {
                                store.put(
                                        new Cluster(command.spec().name(), command.spec(), false, 1, clock.instant()));
                            }
                        })),
                OnFailure.KEEP);
    }

    private void requireNew(ClusterSpec spec) {
        if (store.find(spec.name()).isPresent()) {
            throw Problem.of(
                            ErrorCode.CLUSTER_EXISTS,
                            "There is a cluster \"" + spec.name() + "\" already.",
                            "It stays as it is.",
                            "Change that one, or choose another name.")
                    .toException();
        }
    }

    private JobDefinition<ClusterCommand.Set> set() {
        return new ComposedDefinition<>(
                ClusterCommand.Set.class,
                (command, _) -> {
                    Cluster before = store.require(command.spec().name());
                    if (command.revision() != 0 && command.revision() != before.revision()) {
                        throw Problem.of(
                                        ErrorCode.VERSION_CONFLICT,
                                        "Cluster " + before.id() + " was changed by somebody else meanwhile.",
                                        "It stays as they left it.",
                                        "Look at it anew and change it again.")
                                .toException();
                    }
                    requireFunctionsKept(before, command.spec());
                    return new Prepared(
                            "Change cluster " + before.id(), Map.of("revision", String.valueOf(before.revision() + 1)));
                },
                (command, facts) -> List.of(step(
                        "set", "Write down cluster " + command.spec().name(), command.subject(), _ -> {
                            Cluster before = store.require(command.spec().name());
                            int revision = Integer.parseInt(facts.getOrDefault("revision", "0"));
                            if (before.revision() < revision) {
                                store.put(new Cluster(
                                        before.id(), command.spec(), before.deployed(), revision, clock.instant()));
                            }
                        })),
                OnFailure.KEEP);
    }

    /** A function with VMs does not go, nor does the network below them. */
    private void requireFunctionsKept(Cluster before, ClusterSpec after) {
        List<Assignment> members = store.membersOf(before.id());
        Optional<Assignment> lost = members.stream()
                .filter(one -> after.function(one.function()).isEmpty())
                .findFirst();
        if (lost.isPresent()) {
            throw state(
                    "Function " + lost.get().function() + " of cluster " + before.id() + " has the VM "
                            + lost.get().name() + ".",
                    "Give its VMs another function first, or scale it to 0.");
        }
        if (!members.isEmpty() && !after.network().equals(before.spec().network())) {
            throw state(
                    "Cluster " + before.id() + " has VMs in network "
                            + before.spec().network() + ".",
                    "Delete the cluster and make it anew in the other network.");
        }
    }

    private JobDefinition<ClusterCommand.Assign> assign() {
        return new ComposedDefinition<>(
                ClusterCommand.Assign.class,
                this::prepareAssign,
                (command, facts) -> List.of(step(
                        "assign", facts.getOrDefault("title", ""), command.id().text(), _ -> assign(command, facts))),
                OnFailure.KEEP);
    }

    private Prepared prepareAssign(ClusterCommand.Assign command, Principal by) {
        Cluster cluster = store.require(command.cluster());
        ClusterFunction function = cluster.spec()
                .function(command.function())
                .orElseThrow(() -> Problem.of(
                                ErrorCode.CLUSTER_NOT_FOUND,
                                "Cluster " + cluster.id() + " has no function \"" + command.function() + "\".",
                                "Nothing was changed.",
                                "Name one of its functions.")
                        .toException());
        Optional<Assignment> there = store.find(command.id());
        Optional<PendingBoot> pending = unknowns.pendings().find(command.id());
        Optional<Vm> vm = lookup.image().vms().values().stream()
                .filter(one -> one.id().uuid().equals(command.id().uuid()))
                .findFirst();
        String mac = there.map(Assignment::mac)
                .or(() -> pending.map(PendingBoot::mac))
                .or(() -> vm.flatMap(one -> one.nics().stream()
                        .filter(nic -> nic.source().equals(cluster.spec().network()))
                        .map(nic -> nic.mac())
                        .findFirst()))
                .orElseThrow(() -> Problem.of(
                                ErrorCode.VM_NOT_FOUND,
                                "No VM in network " + cluster.spec().network() + " has the identifier " + command.id()
                                        + ".",
                                "Nothing was changed.",
                                "Plug the VM into the cluster's network, or let it ask once.")
                        .toException());
        String host = there.map(one -> one.vm().host().text())
                .or(() -> pending.map(one -> one.network().host().text()))
                .or(() -> vm.map(one -> one.id().host().text()))
                .orElseThrow();
        String name = there.map(Assignment::name)
                .or(() -> vm.map(Vm::name))
                .orElse(command.id().text());
        String title = "Give " + name + " the function " + cluster.id() + "/" + function.name()
                + (command.once() ? " for its next boot" : "");
        return new Prepared(title, Map.of("title", title, "mac", mac, "host", host, "name", name, "by", by.name()));
    }

    private void assign(ClusterCommand.Assign command, Map<String, String> facts) {
        String by = facts.getOrDefault("by", "");
        Optional<Assignment> changed = store.update(
                command.id(),
                one -> one.next().equals(command.function())
                                && one.cluster().equals(command.cluster())
                                && one.state() == Assignment.State.ACTIVE
                        ? one
                        : one.assigned(
                                command.cluster(),
                                command.function(),
                                command.once(),
                                store.change(command.function(), by, command.once() ? "assigned once" : "assigned")));
        if (changed.isEmpty()) {
            store.put(unknowns.adopted(
                    command.id(),
                    facts.getOrDefault("mac", ""),
                    dev.muster.model.inventory.HostId.of(facts.getOrDefault("host", "")),
                    facts.getOrDefault("name", ""),
                    store.require(command.cluster()),
                    command.function(),
                    command.once(),
                    by));
        }
        unknowns.known(command.id());
    }

    private JobDefinition<ClusterCommand.Revoke> revoke() {
        return new ComposedDefinition<>(
                ClusterCommand.Revoke.class,
                (command, by) -> {
                    Assignment there = store.require(command.id());
                    return new Prepared(
                            "Take its function from " + there.name(), Map.of("name", there.name(), "by", by.name()));
                },
                (command, facts) -> List.of(step(
                        "revoke",
                        "Take its function from " + facts.getOrDefault("name", ""),
                        command.id().text(),
                        _ -> store.update(
                                command.id(),
                                one -> one.state() == Assignment.State.REVOKED
                                        ? one
                                        : one.revoked(store.change(
                                                one.function(), facts.getOrDefault("by", ""), "revoked"))))),
                OnFailure.KEEP);
    }

    static MusterException state(String what, String todo) {
        return Problem.of(ErrorCode.CLUSTER_STATE, what, "Nothing was changed.", todo)
                .toException();
    }

    private static StepDefinition step(String id, String name, String subject, Consumer<StepContext> work) {
        return new StepDefinition(id, name, subject, List.of(), work::accept, StepDefinition.NOTHING);
    }

    /** Several claims as one. */
    static JobDefinition.Claim all(List<JobDefinition.Claim> claims) {
        return () -> claims.forEach(JobDefinition.Claim::release);
    }

    /** Claims all or none. */
    static JobDefinition.Claim claim(
            VmClaims claims, dev.muster.model.job.JobId job, List<dev.muster.model.inventory.VmId> vms, String work) {
        List<JobDefinition.Claim> held = new java.util.ArrayList<>();
        try {
            vms.forEach(vm -> held.add(claims.claim(job, vm, work)));
        } catch (MusterException e) {
            held.forEach(JobDefinition.Claim::release);
            throw e;
        }
        return all(held);
    }
}
