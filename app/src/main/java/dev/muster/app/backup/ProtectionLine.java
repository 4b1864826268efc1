package dev.muster.app.backup;

import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.ShownName;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * How one VM is protected.
 *
 * @param uuid the VM's UUID, by which repositories know it
 * @param id the VM; empty where it is no longer in the inventory
 * @param name its name, or its name in its last point
 * @param host where it is, or was
 * @param points how many restore points it has
 * @param stored bytes they take together
 * @param last the newest of them
 * @param run the newest backup of it that is known
 */
record ProtectionLine(
        UUID uuid,
        Optional<VmId> id,
        String name,
        String host,
        int points,
        long stored,
        Optional<Point> last,
        Optional<Job> run) {
    /** How a VM stands. */
    enum Status {
        /** Its newest backup came to nothing. */
        FAILED,
        /** There is no restore point. */
        NEVER,
        /** It is being backed up. */
        RUNNING,
        /** There is a restore point. */
        PROTECTED,
        /** There is a restore point of a VM that is gone. */
        GONE
    }

    /** What tells lines apart. */
    String key() {
        return id.map(VmId::text).orElse(uuid.toString());
    }

    Status status() {
        if (id.isEmpty()) {
            return Status.GONE;
        }
        if (run.filter(job -> !job.state().isEnded()).isPresent()) {
            return Status.RUNNING;
        }
        if (failure().isPresent()) {
            return Status.FAILED;
        }
        return points == 0 ? Status.NEVER : Status.PROTECTED;
    }

    /** The newest run, where it failed and no later point is there. */
    Optional<Job> failure() {
        return run.filter(BackupRuns::failed)
                .filter(job -> last.filter(point ->
                                point.manifest().captured().isAfter(job.ended().orElse(Instant.MAX)))
                        .isEmpty());
    }

    /**
     * All VMs by name, those without restore points too, and behind them VMs that are gone and have some.
     *
     * @param points the newest first
     * @param jobs the newest first
     */
    static List<ProtectionLine> of(InventoryImage image, List<Point> points, List<Job> jobs) {
        Map<UUID, List<Point>> byVm = new HashMap<>();
        points.forEach(point ->
                byVm.computeIfAbsent(point.id().vm(), vm -> new ArrayList<>()).add(point));
        Map<String, Job> runs = BackupRuns.newest(jobs);
        List<ProtectionLine> lines = new ArrayList<>();
        Set<UUID> there = new HashSet<>();
        image.vms().values().stream()
                .sorted(Comparator.comparing(Vm::name)
                        .thenComparing(vm -> vm.id().text()))
                .forEach(vm -> {
                    there.add(vm.id().uuid());
                    lines.add(line(
                            vm.id().uuid(),
                            Optional.of(vm.id()),
                            vm.name(),
                            vm.id().host().text(),
                            byVm.getOrDefault(vm.id().uuid(), List.of()),
                            Optional.ofNullable(runs.get(vm.id().text()))));
                });
        byVm.entrySet().stream()
                .filter(entry -> !there.contains(entry.getKey()))
                .map(entry -> {
                    Point last = entry.getValue().getFirst();
                    return line(
                            entry.getKey(),
                            Optional.empty(),
                            last.manifest().name(),
                            last.manifest().host(),
                            entry.getValue(),
                            Optional.empty());
                })
                .sorted(Comparator.comparing(ProtectionLine::name).thenComparing(ProtectionLine::key))
                .forEach(lines::add);
        return lines;
    }

    /** One VM; {@code points} are its own, the newest first. */
    static ProtectionLine of(Vm vm, List<Point> points, List<Job> jobs) {
        return line(
                vm.id().uuid(),
                Optional.of(vm.id()),
                vm.name(),
                vm.id().host().text(),
                points,
                BackupRuns.newest(jobs, vm.id()));
    }

    private static ProtectionLine line(
            UUID uuid, Optional<VmId> id, String name, String host, List<Point> points, Optional<Job> run) {
        return new ProtectionLine(
                uuid,
                id,
                ShownName.of(name),
                host,
                points.size(),
                points.stream().mapToLong(point -> point.manifest().stored()).sum(),
                points.stream().findFirst(),
                run);
    }
}
