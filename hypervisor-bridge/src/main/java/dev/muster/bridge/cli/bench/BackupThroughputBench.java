package dev.muster.bridge.cli.bench;

import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.inventory.Vm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A full backup of a running VM, against virtnbdbackup. */
final class BackupThroughputBench implements Bench {
    private static final String VM = "bench-throughput";
    private static final int RUNS = 5;
    private static final long GIB = 1L << 30;
    private static final long SIZE = 6 * GIB;
    private static final long DATA = 3 * GIB;
    private static final double GOAL = 0.5;

    @Override
    public String name() {
        return "backup-throughput";
    }

    @Override
    public List<Tool> needs() {
        return List.of(
                new Tool("virsh", "libvirt-clients"),
                new Tool("qemu-system-x86_64", "qemu-system-x86"),
                new Tool("qemu-nbd", "qemu-utils"),
                new Tool("virtnbdbackup", "virtnbdbackup"));
    }

    @Override
    public List<Figure> run(Workplace workplace) throws IOException, InterruptedException {
        Path directory = workplace.directory();
        String peer =
                "virtnbdbackup " + Machine.must("virtnbdbackup", "--version").strip();
        try (BackupScene scene = new BackupScene(name(), directory)) {
            Vm vm = scene.start(VM, DataDisk.make(directory, "vda", SIZE, DATA, 1));
            Side ours = new Side();
            Side theirs = new Side();
            Side oursInMemory = new Side();
            Side theirsInMemory = new Side();
            Path disk = Files.createDirectory(directory.resolve("targets"));
            Path memory = Files.createDirectory(directory.resolve("memory"));
            Machine.must("mount", "-t", "tmpfs", "-o", "size=" + 2 * DATA, "muster-bench", memory.toString());
            try {
                both(scene, vm, workplace, disk, ours, theirs);
                both(scene, vm, workplace, memory, oursInMemory, theirsInMemory);
            } finally {
                Machine.must("umount", memory.toString());
            }
            BackupQuery.Point point = ours.point();
            String how = (DATA >> 20) + " MiB of random data in runs of 4 KiB to 4 MiB on a disk of " + (SIZE >> 30)
                    + " GiB of a running VM that stands still; page cache dropped before each; in turns, the order"
                    + " alternating; median of " + RUNS + " after 1 warm-up of each; ours: a job of a running bridge,"
                    + " which keeps a hash of each block and of the image and brings all to the disk; theirs: " + peer
                    + " -l full, else its defaults (stream, uncompressed)";
            return List.of(
                    ours.against(theirs, "until all of it is on the disk", true, how + ", then sync on both sides"),
                    ours.against(
                            theirs, "until it says it is done", false, how + ", which leaves it in the page cache"),
                    oursInMemory.against(
                            theirsInMemory,
                            "the same into memory (tmpfs)",
                            false,
                            how + "; ours read " + (point.manifest().read() >> 20) + " MiB and stored "
                                    + (point.manifest().stored() >> 20) + " MiB"));
        }
    }

    /** What one side took: until it ended, and until all was on the disk. */
    private static final class Side {
        private final double[] ended = new double[RUNS];
        private final double[] safe = new double[RUNS];
        private final BackupQuery.Point[] last = new BackupQuery.Point[1];

        void took(int run, double toEnd, double toDisk) {
            if (run >= 0) {
                ended[run] = toEnd;
                safe[run] = toDisk;
            }
        }

        BackupQuery.Point point() {
            return last[0];
        }

        Figure against(Side other, String name, boolean onDisk, String how) {
            return new Figure(
                    name,
                    Workplace.median(onDisk ? safe : ended),
                    Workplace.median(onDisk ? other.safe : other.ended),
                    "ms",
                    GOAL,
                    how);
        }
    }

    private static void both(BackupScene scene, Vm vm, Workplace workplace, Path target, Side ours, Side theirs)
            throws IOException, InterruptedException {
        for (int run = -1; run < RUNS; run++) {
            if (run % 2 == 0) {
                our(scene, vm, target, ours, run);
                their(workplace, target, theirs, run);
            } else {
                their(workplace, target, theirs, run);
                our(scene, vm, target, ours, run);
            }
        }
    }

    private static void our(BackupScene scene, Vm vm, Path target, Side side, int run)
            throws IOException, InterruptedException {
        Path path = target.resolve("ours");
        RepositoryId repository = scene.repository("bench", path);
        Machine.forgetCaches();
        double took = scene.done(new BackupCommand.Run(vm.id(), repository));
        side.took(run, took, took + Machine.sync());
        side.last[0] = scene.newest(vm);
        if (side.last[0].manifest().stored() < DATA) {
            throw new IOException("not all of the data was backed up");
        }
        scene.done(new BackupCommand.RemoveRepository(repository));
        clear(path);
    }

    private static void their(Workplace workplace, Path target, Side side, int run)
            throws IOException, InterruptedException {
        Path path = target.resolve("theirs");
        Machine.forgetCaches();
        double took = workplace.run(List.of("virtnbdbackup", "-d", VM, "-l", "full", "-o", path.toString()), Map.of());
        side.took(run, took, took + Machine.sync());
        if (Files.size(path.resolve("vda.full.data")) < DATA) {
            throw new IOException("not all of the data was backed up by virtnbdbackup");
        }
        clear(path);
    }

    private static void clear(Path path) throws IOException, InterruptedException {
        BackupScene.forgetCheckpoints(VM);
        Machine.delete(path);
    }
}
