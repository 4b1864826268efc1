package dev.muster.bridge.cli.bench;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a backup stores of what was written, and how long one takes in which nothing was. */
final class IncrementalBench implements Bench {
    private static final int RUNS = 5;
    private static final long GIB = 1L << 30;
    private static final double GOAL = 1.25;
    private static final double FLAT = 1.2;

    /** What "seconds" is taken for. */
    private static final double SECONDS_MILLIS = 5_000;

    @Override
    public String name() {
        return "incremental";
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
            for (GuestWrites.Kind kind : GuestWrites.Kind.values()) {
                figures.addAll(written(scene, directory, repository, kind));
            }
            Map<Long, double[]> running = new TreeMap<>();
            Map<Long, double[]> off = new TreeMap<>();
            for (long size : List.of(1L, 10L)) {
                unchanged(scene, directory, repository, size, running, off);
            }
            figures.addAll(flat("running", running));
            figures.addAll(flat("off", off));
        }
        return figures;
    }

    private List<Figure> written(BackupScene scene, Path directory, RepositoryId repository, GuestWrites.Kind kind)
            throws IOException, InterruptedException {
        String name = "bench-written";
        Path disk = DataDisk.make(directory, "written", 4 * GIB, GIB, 1);
        Vm vm = scene.start(name, disk);
        BackupCommand.Run backup = new BackupCommand.Run(vm.id(), repository);
        scene.done(backup);
        GuestWrites writes = new GuestWrites(name, 4 * GIB, kind);

        long dirty = writes.write(1);
        scene.done(backup);
        List<Figure> figures = new ArrayList<>();
        figures.add(stored(scene, directory, vm, kind, "tracked", dirty));

        dirty = writes.write(2);
        // so that it is known what the killed one had written
        writes.flush();
        Machine.must(
                "kill",
                "-9",
                Files.readString(Path.of("/run/libvirt/qemu/" + name + ".pid")).strip());
        scene.awaitState(name, VmState.OFF);
        Machine.virsh("start", name);
        scene.awaitState(name, VmState.RUNNING);
        scene.done(backup);
        if (scene.newest(vm).manifest().disks().getFirst().tracked()) {
            throw new IOException("what was written is still known, so nothing was killed");
        }
        figures.add(stored(scene, directory, vm, kind, "QEMU killed", dirty));
        scene.forget(name);
        Files.delete(disk);
        return figures;
    }

    private static Figure stored(
            BackupScene scene, Path directory, Vm vm, GuestWrites.Kind kind, String state, long dirty)
            throws IOException, InterruptedException {
        BackupQuery.Point point = scene.newest(vm);
        long onDisk = Machine.bytesOf(BackupScene.path(directory.resolve("repository"), point));
        return new Figure(
                kind.words() + ", " + state,
                mib(onDisk),
                mib(dirty),
                "MiB",
                GOAL,
                "ours: what the point takes on the disk, with its map and manifest (of which blocks "
                        + mib(point.manifest().stored()) + " MiB); theirs: bytes written through the VM's QEMU,"
                        + " each once; read of the disk: "
                        + mib(point.manifest().read()) + " MiB");
    }

    private static double mib(long bytes) {
        return Math.round(bytes * 10.0 / (1 << 20)) / 10.0;
    }

    private static void unchanged(
            BackupScene scene,
            Path directory,
            RepositoryId repository,
            long size,
            Map<Long, double[]> running,
            Map<Long, double[]> off)
            throws IOException, InterruptedException {
        String name = "bench-unchanged-" + size;
        Path disk = DataDisk.make(directory, name, size * GIB, size * GIB, size);
        Vm vm = scene.start(name, disk);
        BackupCommand.Run backup = new BackupCommand.Run(vm.id(), repository);
        scene.done(backup);
        running.put(size, medians(scene, vm, backup));
        Machine.virsh("destroy", name);
        scene.awaitState(name, VmState.OFF);
        // that its files are the same is known from the first of them on
        scene.done(backup);
        off.put(size, medians(scene, vm, backup));
        scene.forget(name);
        Files.delete(disk);
    }

    private static double[] medians(BackupScene scene, Vm vm, BackupCommand.Run backup)
            throws IOException, InterruptedException {
        double[] took = new double[RUNS];
        for (int run = -1; run < RUNS; run++) {
            double one = scene.done(backup);
            if (scene.newest(vm).manifest().stored() != 0) {
                throw new IOException("something was stored where nothing was written");
            }
            if (run >= 0) {
                took[run] = one;
            }
        }
        return took;
    }

    private static List<Figure> flat(String state, Map<Long, double[]> took) {
        double small = Workplace.median(took.getOrDefault(1L, new double[1]));
        double large = Workplace.median(took.getOrDefault(10L, new double[1]));
        String how = "a backup in which nothing changed, a disk full of data, VM " + state
                + "; job of a running bridge, median of " + RUNS + " after 1 warm-up; theirs: ";
        return List.of(
                new Figure(
                        "nothing changed, 10 GiB, " + state, large, SECONDS_MILLIS, "ms", 1, how + "5 s, \"seconds\""),
                new Figure("nothing changed, 10 GiB against 1, " + state, large, small, "ms", FLAT, how + "1 GiB"));
    }
}
