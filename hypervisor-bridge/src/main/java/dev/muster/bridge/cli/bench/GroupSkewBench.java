package dev.muster.bridge.cli.bench;

import dev.muster.bridge.hypervisor.BackupOperations.Capture;
import dev.muster.bridge.hypervisor.BackupOperations.CapturedDisk;
import dev.muster.bridge.hypervisor.CaptureLine;
import dev.muster.bridge.hypervisor.libvirt.LibvirtDriver;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupQuery;
import dev.muster.model.group.GroupSet;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.Vm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How far apart the members of a group are captured, and how long they stand still, against one after another. */
final class GroupSkewBench implements Bench {
    private static final int RUNS = 5;
    private static final List<Integer> MEMBERS = List.of(2, 4, 8, 16);
    private static final long MIB = 1L << 20;
    private static final double SKEW = 0.2;

    /** What "flat" is taken for: from the smallest group to the largest. */
    private static final double FLAT = 1.5;

    @Override
    public String name() {
        return "group-skew";
    }

    @Override
    public List<Tool> needs() {
        return List.of(
                new Tool("virsh", "libvirt-clients"),
                new Tool("qemu-system-x86_64", "qemu-system-x86"),
                new Tool("qemu-nbd", "qemu-utils"));
    }

    @Override
    public List<Figure> run(Workplace workplace) throws IOException, InterruptedException {
        Path directory = workplace.directory();
        List<Figure> figures = new ArrayList<>();
        try (BackupScene scene = new BackupScene(name(), directory)) {
            RepositoryId repository = scene.repository("bench", directory.resolve("repository"));
            List<Vm> vms = new ArrayList<>();
            Map<Integer, Double> locked = new TreeMap<>();
            for (int count : MEMBERS) {
                while (vms.size() < count) {
                    String name = "bench-member-" + vms.size();
                    vms.add(scene.start(name, DataDisk.make(directory, name, 64 * MIB, 8 * MIB, vms.size())));
                }
                figures.addAll(skew(scene, repository, vms, locked));
            }
            int fewest = MEMBERS.getFirst();
            int most = MEMBERS.getLast();
            figures.add(new Figure(
                    "lock time, " + most + " members",
                    locked.getOrDefault(most, 0.0),
                    locked.getOrDefault(fewest, 0.0),
                    "ms",
                    FLAT,
                    "ours: " + most + " members; theirs: " + fewest + "; medians of " + RUNS + "; all: " + locked));
        }
        return figures;
    }

    private static List<Figure> skew(
            BackupScene scene, RepositoryId repository, List<Vm> vms, Map<Integer, Double> locked)
            throws IOException, InterruptedException {
        int count = vms.size();
        GroupId group = GroupId.of("members-" + count);
        List<GroupMember> members = new ArrayList<>();
        vms.forEach(vm -> members.add(new GroupMember.OfVm(vm.id())));
        scene.done(new GroupCommand.Create(
                new GroupSpec(group, members, GroupLock.PAUSE, Duration.ofSeconds(30), repository, KeepRule.ALL)));
        double[] ours = new double[RUNS];
        double[] lockTimes = new double[RUNS];
        double[] theirs = new double[RUNS];
        double[] ourSpread = new double[RUNS];
        double[] theirSpread = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            scene.done(new GroupCommand.Capture(group));
            GroupSet set = scene.bridge()
                    .ask(new GroupQuery.Sets(Optional.of(group)))
                    .sets()
                    .getFirst()
                    .set();
            ours[run] = millis(set.skew().toNanos());
            ourSpread[run] = millis(set.captureSpread().toNanos());
            lockTimes[run] = millis(set.lockTime().toNanos());
            Sequence sequence = oneAfterAnother(vms);
            theirs[run] = sequence.stood();
            theirSpread[run] = sequence.captured();
        }
        locked.put(count, median(lockTimes));
        String how =
                "theirs: each member paused, captured and resumed, one after another, by the same calls on connections"
                        + " that are open; medians of " + RUNS + "; lock time of ours: " + median(lockTimes) + " ms";
        return List.of(
                new Figure("skew, " + count + " members", median(ours), median(theirs), "ms", SKEW, how),
                new Figure(
                        "capture spread, " + count + " members",
                        median(ourSpread),
                        median(theirSpread),
                        "ms",
                        SKEW,
                        how));
    }

    /**
     * What was measured of captures one after another.
     *
     * @param stood from when the first stood still until the last did, in milliseconds
     * @param captured from the first capture to the last
     */
    private record Sequence(double stood, double captured) {}

    private static Sequence oneAfterAnother(List<Vm> vms) throws IOException, InterruptedException {
        List<CaptureLine> lines = new ArrayList<>();
        ConnectionUri uri = ConnectionUri.parse("qemu:///system");
        try {
            for (Vm vm : vms) {
                lines.add(LibvirtDriver.line(uri, vm.id().uuid()));
            }
            long[] stood = new long[vms.size()];
            long[] captured = new long[vms.size()];
            for (int at = 0; at < vms.size(); at++) {
                CaptureLine line = lines.get(at);
                line.suspend();
                stood[at] = System.nanoTime();
                line.begin(capture(vms.get(at)));
                captured[at] = System.nanoTime();
                line.resume();
            }
            return new Sequence(
                    millis(stood[stood.length - 1] - stood[0]), millis(captured[captured.length - 1] - captured[0]));
        } finally {
            for (Vm vm : vms) {
                Machine.virsh("domjobabort", vm.name());
                Machine.virsh("checkpoint-delete", vm.name(), "bench");
            }
            lines.forEach(CaptureLine::close);
        }
    }

    /** As a backup captures it. */
    private static Capture capture(Vm vm) {
        TreeMap<String, CapturedDisk> disks = new TreeMap<>();
        Path image = Path.of(vm.disks().getFirst().source());
        disks.put("vda", new CapturedDisk(image.resolveSibling(vm.name() + ".scratch"), true, Optional.empty()));
        return new Capture(Path.of("/var/lib/libvirt/qemu/bench-" + vm.id().uuid() + ".sock"), disks, "bench");
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1e4) / 100.0;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }
}
