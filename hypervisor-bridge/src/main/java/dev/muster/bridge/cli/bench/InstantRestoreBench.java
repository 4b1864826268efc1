package dev.muster.bridge.cli.bench;

import dev.muster.bridge.backup.RestoreMeasure;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.backup.RestoreCommand.Macs;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Until a VM runs from a restore point, against restoring all of it and starting then; and how readers speed that up. */
final class InstantRestoreBench implements Bench {
    private static final String COPY = "bench-restored";
    private static final int RUNS = 5;

    /** Of what takes long. */
    private static final int FILLS = 3;

    private static final long GIB = 1L << 30;
    private static final List<Long> SIZES = List.of(1L, 4L);
    private static final List<Integer> READERS = List.of(1, 4, 8);

    @Override
    public String name() {
        return "instant-restore";
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
            Pool pool = scene.pool("bench-pool");
            Path path = directory.resolve("repository");
            RepositoryId repository = scene.repository("bench", path);
            Map<Long, Double> instant = new TreeMap<>();
            for (long size : SIZES) {
                String name = "bench-of-" + size;
                Path disk = DataDisk.make(directory, name, 2 * size * GIB, size * GIB, size);
                Vm vm = scene.start(name, disk);
                scene.done(new BackupCommand.Run(vm.id(), repository));
                BackupQuery.Point point = scene.newest(vm);
                double[] ours = new double[RUNS];
                double[] theirs = new double[FILLS];
                for (int run = size == SIZES.getFirst() ? -1 : 0; run < RUNS; run++) {
                    double our = running(
                            scene, new RestoreCommand.RestoreInstantly(point.id(), pool.id(), COPY, Macs.NEW), pool);
                    double their = run >= FILLS
                            ? 0
                            : running(
                                    scene,
                                    new RestoreCommand.RestoreAsNew(point.id(), pool.id(), COPY, Macs.NEW, true),
                                    pool);
                    if (run >= 0) {
                        ours[run] = our;
                    }
                    if (run >= 0 && run < FILLS) {
                        theirs[run] = their;
                    }
                }
                instant.put(size, Workplace.median(ours));
                figures.add(new Figure(
                        "running, of " + size + " GiB of data",
                        Workplace.median(ours),
                        Workplace.median(theirs),
                        "ms",
                        0.1,
                        "from the command to the end of the job, when the VM runs, in a running bridge; theirs: ours, restored"
                                + " wholly, read back, and started then; page cache dropped before each, in turns; median of "
                                + RUNS + ", theirs of " + FILLS + ", after 1 warm-up of the smaller"));
                if (size == SIZES.getFirst()) {
                    figures.addAll(readers(directory, path, point));
                }
                scene.forget(name);
            }
            figures.add(flat(instant));
        }
        return figures;
    }

    private static Figure flat(Map<Long, Double> instant) {
        return new Figure(
                "instantly: of " + SIZES.getLast() + " GiB against " + SIZES.getFirst() + " GiB",
                instant.getOrDefault(SIZES.getLast(), 0.0),
                instant.getOrDefault(SIZES.getFirst(), 0.0),
                "ms",
                1.2,
                "the medians of the rows before");
    }

    /** Milliseconds until the VM runs; it is deleted then, with its disk. */
    private static double running(BackupScene scene, Command command, Pool pool)
            throws IOException, InterruptedException {
        Machine.forgetCaches();
        double took = scene.done(command);
        if (!Machine.virsh("domstate", COPY).strip().equals("running")) {
            throw new IOException("the VM does not run");
        }
        scene.awaitState(COPY, VmState.RUNNING);
        scene.forget(COPY);
        scene.empty(pool);
        return took;
    }

    private static List<Figure> readers(Path directory, Path repository, BackupQuery.Point point)
            throws IOException, InterruptedException {
        Path from = BackupScene.path(repository, point);
        Map<Integer, double[]> took = new TreeMap<>();
        READERS.forEach(readers -> took.put(readers, new double[FILLS]));
        for (int run = 0; run < FILLS; run++) {
            for (Map.Entry<Integer, double[]> each : took.entrySet()) {
                each.getValue()[run] = filled(directory.resolve("filled.qcow2"), from, point, each.getKey());
            }
        }
        double stored = point.manifest().stored();
        StringBuilder speeds = new StringBuilder();
        took.forEach((readers, runs) -> speeds.append(String.format(
                Locale.ROOT,
                "%s%d: %.0f MB/s",
                speeds.isEmpty() ? "" : ", ",
                readers,
                stored / Workplace.median(runs) / 1e3)));
        String how = "restored, brought to the disk and read back; page cache dropped before each, in turns; median of "
                + FILLS + "; with readers " + speeds;
        List<Figure> figures = new ArrayList<>();
        for (int at = 1; at < READERS.size(); at++) {
            int more = READERS.get(at);
            int fewer = READERS.get(at - 1);
            figures.add(new Figure(
                    "restored by " + more + " readers against " + fewer,
                    Workplace.median(took.getOrDefault(more, new double[1])),
                    Workplace.median(took.getOrDefault(fewer, new double[1])),
                    "ms",
                    1,
                    how));
        }
        return figures;
    }

    private static double filled(Path to, Path from, BackupQuery.Point point, int readers)
            throws IOException, InterruptedException {
        long size = point.manifest().disks().getFirst().size();
        Machine.must("qemu-img", "create", "-q", "-f", "qcow2", to.toString(), Long.toString(size));
        Machine.forgetCaches();
        long before = System.nanoTime();
        RestoreMeasure.fill(point.id(), from, "vda", to, readers);
        double took = (System.nanoTime() - before) / 1e6;
        Machine.delete(to);
        return took;
    }
}
