package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.SnapshotOperations;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.Snapshot.Place;
import dev.muster.model.snapshot.Snapshot.SnapshotDisk;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.snapshot.SnapshotTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Internal snapshots of simulated domains: only their names and states, for there is nothing on their disks. */
final class SnapshotWork implements SnapshotOperations {
    private final World world;
    private final Calls calls;
    private final DomainWork domains;

    SnapshotWork(World world, Calls calls, DomainWork domains) {
        this.world = world;
        this.calls = calls;
        this.domains = domains;
    }

    @Override
    public List<Snapshot> list(VmId id) {
        return calls.read(id.host(), () -> of(id));
    }

    @Override
    public void create(SnapshotCommand.Create wanted, List<String> disks) {
        if (wanted.place() == Place.EXTERNAL) {
            throw external();
        }
        calls.change(wanted.vm().host(), () -> {
            List<Snapshot> now = of(wanted.vm());
            if (now.stream().anyMatch(one -> one.name().equals(wanted.name()))) {
                throw Problems.exists(ErrorCode.SNAPSHOT_EXISTS, "snapshot", wanted.name());
            }
            Vm vm = world.host(wanted.vm().host()).domain(wanted.vm()).vm();
            Optional<String> parent =
                    now.stream().filter(Snapshot::current).map(Snapshot::name).findFirst();
            List<Snapshot> next = new ArrayList<>();
            now.forEach(one -> next.add(one.with(one.parent(), false)));
            next.add(new Snapshot(
                    wanted.name(),
                    wanted.description(),
                    parent,
                    world.clock().instant(),
                    Place.INTERNAL,
                    vm.state().isActive(),
                    vm.state() == VmState.RUNNING ? "running" : vm.state().isActive() ? "paused" : "shutoff",
                    true,
                    disks.stream().map(disk -> new SnapshotDisk(disk, "", "")).toList(),
                    ""));
            return put(wanted.vm(), next);
        });
    }

    @Override
    public void revert(VmId id, String name) {
        calls.change(id.host(), () -> {
            Snapshot to = of(id).stream()
                    .filter(one -> one.name().equals(name))
                    .findFirst()
                    .orElseThrow(() -> Problems.notFound(ErrorCode.SNAPSHOT_NOT_FOUND, "snapshot", name));
            domains.enter(
                    id,
                    switch (to.state()) {
                        case "running" -> VmState.RUNNING;
                        case "paused" -> VmState.PAUSED;
                        default -> VmState.OFF;
                    },
                    "from snapshot");
            return put(
                    id,
                    of(id).stream()
                            .map(one -> one.with(one.parent(), one.name().equals(name)))
                            .toList());
        });
    }

    @Override
    public void delete(VmId id, String name, boolean children, boolean knowledgeOnly) {
        calls.change(id.host(), () -> {
            SnapshotTree tree = new SnapshotTree(id, of(id), Optional.empty(), Optional.empty());
            Optional<Snapshot> there = tree.snapshot(name);
            if (there.isEmpty()) {
                return List.of();
            }
            Set<String> gone = children
                    ? tree.descendants(name).stream().map(Snapshot::name).collect(Collectors.toSet())
                    : Set.of();
            Optional<String> above = there.get().parent();
            boolean currentGoes = there.get().current()
                    || tree.descendants(name).stream().anyMatch(one -> one.current() && gone.contains(one.name()));
            return put(
                    id,
                    tree.snapshots().stream()
                            .filter(one -> !one.name().equals(name) && !gone.contains(one.name()))
                            .map(one -> one.with(
                                    one.parent().filter(name::equals).isPresent() ? above : one.parent(),
                                    one.current()
                                            || (currentGoes
                                                    && above.filter(one.name()::equals)
                                                            .isPresent())))
                            .toList());
        });
    }

    @SuppressWarnings("DoNotCallSuggester") // the simulator has no external snapshots to merge
    @Override
    public void beginMerge(VmId id, String target) {
        throw external();
    }

    @Override
    public Optional<MergeState> merge(VmId id, String target) {
        return calls.read(id.host(), Optional::empty);
    }

    @SuppressWarnings("DoNotCallSuggester") // as above
    @Override
    public void endMerge(VmId id, String target, boolean below) {
        throw external();
    }

    private List<Snapshot> of(VmId id) {
        SimHost host = world.host(id.host());
        host.domain(id);
        return host.snapshots.getOrDefault(id.uuid(), List.of());
    }

    private List<Snapshot> put(VmId id, List<Snapshot> snapshots) {
        world.host(id.host()).snapshots.put(id.uuid(), List.copyOf(snapshots));
        return snapshots;
    }

    private static RuntimeException external() {
        return Problem.of(
                        ErrorCode.NOT_SUPPORTED,
                        "A simulated host has no files that could be laid over each other.",
                        "Nothing was changed.",
                        "Take an internal snapshot.")
                .toException();
    }
}
