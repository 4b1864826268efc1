package dev.muster.bridge.cluster;

import dev.muster.bridge.cluster.artifact.ArtifactReading;
import dev.muster.bridge.cluster.artifact.ArtifactStore;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.HostGround;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmLife;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterPlan;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.LogLine;
import dev.muster.model.network.NetworkXml;
import dev.muster.model.vm.DomainBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The steps that make the VMs of a cluster and take them away. */
final class MemberWork {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Put before a disk is made; without it a file of that path is somebody else's. */
    private static final String DISK_BEGUN = "diskBegun:";
    /** What a network was defined as, for taking its change back. */
    private static final String NETWORK_BEFORE = "networkBefore:";

    private final ClusterStore store;
    private final ArtifactStore artifacts;
    private final Lookup lookup;
    private final HostPaths paths;
    private final VmLife life;

    MemberWork(ClusterStore store, ArtifactStore artifacts, Lookup lookup) {
        this.store = store;
        this.artifacts = artifacts;
        this.lookup = lookup;
        this.paths = new HostPaths(lookup);
        this.life = new VmLife(lookup);
    }

    /** Reads all that VMs of these functions boot, so that damage is found before there is a VM. */
    List<StepDefinition> check(ClusterSpec spec, Stream<String> functions) {
        return functions
                .flatMap(name -> spec.profileOf(spec.function(name).orElseThrow()).artifacts().stream())
                .distinct()
                .sorted(Comparator.comparing(ArtifactId::text))
                .map(id -> ArtifactReading.step(artifacts, id))
                .toList();
    }

    /** Points the DHCP of a network at the boot controller. */
    StepDefinition network(NetworkId id, String name, List<Integer> after) {
        return new StepDefinition(
                "network/" + id.host(),
                "Point DHCP of network " + name + " on " + id.host() + " at the boot controller",
                id.text(),
                after,
                context -> pointDhcp(id, context),
                context -> {
                    Optional<String> before = context.fact(NETWORK_BEFORE + id.text());
                    if (before.isPresent()) {
                        lookup.hypervisor(id.host()).networks().define(id.host(), before.get());
                        restart(id, context);
                    }
                });
    }

    private void pointDhcp(NetworkId id, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = lookup.hypervisor(id.host());
        String before = hypervisor.networks().xml(id);
        if (context.fact(NETWORK_BEFORE + id.text()).isEmpty()) {
            context.putFact(NETWORK_BEFORE + id.text(), before);
        }
        String after = NetworkXml.withBootFile(before, BootListeners.bootFile(lookup.network(id)));
        hypervisor.networks().define(id.host(), after);
        restart(id, context);
    }

    private void restart(NetworkId id, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = lookup.hypervisor(id.host());
        hypervisor.networks().stop(id);
        hypervisor.networks().start(id);
        Await.seen(
                lookup.inventory(),
                context,
                "the network to be up",
                LIMIT,
                image -> Optional.ofNullable(image.networks().get(id))
                        .filter(Network::active)
                        .isPresent());
    }

    /** Writes down which function a VM will have, before there is a VM. */
    StepDefinition mint(ClusterSpec spec, ClusterPlan.Member member, String by, List<Integer> after) {
        return new StepDefinition(
                "mint/" + member.id(),
                "Mint the identifier of " + member.name(),
                member.id().text(),
                after,
                context -> {
                    if (store.find(member.id()).isEmpty()) {
                        store.put(new Assignment(
                                member.id(),
                                spec.name(),
                                member.function(),
                                vm(member),
                                member.name(),
                                member.mac(),
                                Assignment.State.ACTIVE,
                                Optional.empty(),
                                "",
                                false,
                                true,
                                List.of(store.change(member.function(), by, "minted"))));
                    }
                },
                _ -> store.delete(member.id()));
    }

    /** Makes its disks and its definition. */
    StepDefinition define(ClusterSpec spec, ClusterPlan.Member member, List<Integer> after) {
        ClusterFunction function = spec.function(member.function()).orElseThrow();
        VmId id = vm(member);
        return new StepDefinition(
                "define/" + member.id(),
                "Define " + member.name(),
                id.text(),
                after,
                context -> {
                    List<String> disks = new ArrayList<>();
                    for (int i = 0; i < function.disks().size(); i++) {
                        disks.add(disk(member, function, i, context));
                    }
                    life.define(
                            id,
                            MemberDomain.xml(
                                    spec.name(), spec.network(), member.name(), function, ground(member), disks),
                            context);
                },
                context -> {
                    life.forget(id, member.name(), context);
                    for (int i = 0; i < function.disks().size(); i++) {
                        Optional<String> begun = context.fact(DISK_BEGUN + member.id() + "/" + i);
                        begun.ifPresent(
                                path -> lookup.hypervisor(id.host()).files().delete(id.host(), path));
                    }
                });
    }

    private DomainBuilder.Ground ground(ClusterPlan.Member member) {
        Host host = lookup.connected(member.host());
        return new DomainBuilder.Ground(
                HostGround.virtualization(host),
                host.architecture(),
                member.id().uuid(),
                List.of(member.mac()),
                HostGround.serialLog(host, member.name()));
    }

    private String disk(ClusterPlan.Member member, ClusterFunction function, int number, StepContext context) {
        ClusterFunction.NewDisk wanted = function.disks().get(number);
        String path = diskPath(member.host(), wanted.pool(), member.name(), number);
        String fact = DISK_BEGUN + member.id() + "/" + number;
        if (context.fact(fact).isEmpty()) {
            paths.requireNoFile(member.host(), path);
            context.putFact(fact, path);
        }
        lookup.hypervisor(member.host()).files().createImage(member.host(), path, (long) wanted.gib() << 30, "qcow2");
        return path;
    }

    /** Where a disk of a VM lies; {@code POOL_NOT_FOUND}. */
    String diskPath(HostId host, String pool, String vm, int number) {
        Pool there = lookup.poolsOf(host)
                .filter(one ->
                        one.name().equals(pool) && one.active() && !one.path().isEmpty())
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.POOL_NOT_FOUND,
                                "The host " + host + " has no pool \"" + pool + "\" that is up and has a directory.",
                                "Nothing was made.",
                                "Start the pool, or name another one.")
                        .toException());
        return there.path() + "/" + vm + "-" + (number + 1) + ".qcow2";
    }

    /** Starts it and waits until it runs. */
    StepDefinition start(ClusterPlan.Member member, List<Integer> after) {
        VmId id = vm(member);
        return new StepDefinition(
                "start/" + member.id(),
                "Start " + member.name(),
                id.text(),
                after,
                context -> life.start(id, context),
                context -> life.forceOff(id, context));
    }

    /** Takes a VM out: its identifier is worth nothing from then on, then the VM and its disks go. */
    StepDefinition remove(Assignment member, List<String> disks, String by) {
        return new StepDefinition(
                "remove/" + member.id(),
                "Remove " + member.name(),
                member.vm().text(),
                List.of(),
                context -> {
                    store.update(
                            member.id(),
                            one -> one.state() == Assignment.State.REVOKED
                                    ? one
                                    : one.revoked(store.change(one.function(), by, "revoked")));
                    takeDown(member.vm(), member.name(), disks, context);
                },
                StepDefinition.NOTHING);
    }

    /** Deletes a VM with those disks; what is gone already is left alone. */
    void takeDown(VmId id, String name, List<String> disks, StepContext context) throws InterruptedException {
        life.forget(id, name, context);
        for (String disk : disks) {
            lookup.hypervisor(id.host()).files().delete(id.host(), disk);
            context.log(LogLine.Level.INFO, "deleted " + disk);
        }
    }

    static VmId vm(ClusterPlan.Member member) {
        return new VmId(member.host(), member.id().uuid());
    }

    /** The disks that were made with a VM, as its definition names them: only those that lie where they were made. */
    List<String> disksOf(Assignment member) {
        Map<Boolean, List<String>> ours = lookup.image()
                .vm(member.vm())
                .map(vm -> vm.disks().stream()
                        .map(disk -> disk.source())
                        .collect(java.util.stream.Collectors.partitioningBy(path ->
                                path.matches(".*/" + java.util.regex.Pattern.quote(member.name()) + "-\\d+\\.qcow2"))))
                .orElse(Map.of());
        return ours.getOrDefault(true, List.of());
    }
}
