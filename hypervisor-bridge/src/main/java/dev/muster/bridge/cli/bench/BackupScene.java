package dev.muster.bridge.cli.bench;

import dev.muster.bridge.open.LocalBridgeOpener;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.command.Command;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/** A bridge over a libvirtd of the measurement's own, real VMs that stand still, and repositories. */
final class BackupScene implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path directory;
    private final HypervisorBridge bridge;
    private final TreeSet<String> vms = new TreeSet<>();
    private final List<String> pools = new ArrayList<>();

    BackupScene(String bench, Path directory) throws IOException, InterruptedException {
        Machine.requirePrivateLibvirt(bench);
        this.directory = directory;
        bridge = new LocalBridgeOpener(Map.of()).open("local", Optional.of(directory.resolve("state")));
        done(new HostCommand.Connect(ConnectionId.of("bench"), "qemu:///system"));
    }

    /** The bridge. */
    HypervisorBridge bridge() {
        return bridge;
    }

    /** Does it; milliseconds to its end. */
    double done(Command command) throws IOException, InterruptedException {
        long before = System.nanoTime();
        JobId id = bridge.submit(command);
        while (true) {
            Job job = bridge.ask(new JobQuery.Show(id));
            if (job.state() == JobState.DONE) {
                return (System.nanoTime() - before) / 1e6;
            }
            if (job.state().isEnded()) {
                throw new IOException(job.title() + ": " + job.problem());
            }
            Thread.sleep(1);
        }
    }

    /** Defines a VM with that disk and starts it. */
    Vm start(String name, Path disk) throws IOException, InterruptedException {
        String xml = "<domain type='qemu'><name>" + name + "</name><memory unit='MiB'>64</memory>"
                + "<os><type arch='x86_64' machine='pc'>hvm</type></os><features><acpi/></features><devices>"
                + "<disk type='file' device='disk'><driver name='qemu' type='qcow2'/><source file='" + disk
                + "'/><target dev='vda' bus='virtio'/></disk><memballoon model='none'/></devices></domain>";
        Machine.virsh(
                "define",
                Files.writeString(directory.resolve(name + ".xml"), xml).toString());
        vms.add(name);
        Machine.virsh("start", name);
        return awaitState(name, VmState.RUNNING);
    }

    /** The VM of that name when it is in that state. */
    Vm awaitState(String name, VmState state) throws IOException, InterruptedException {
        vms.add(name);
        return await(image -> image.vms().values().stream()
                .filter(vm -> vm.name().equals(name) && vm.state() == state)
                .findFirst());
    }

    /** Ends a VM as the power does, and forgets it. */
    void forget(String name) throws IOException, InterruptedException {
        if (Machine.virsh("list", "--all", "--name").lines().noneMatch(name::equals)) {
            return;
        }
        if (Machine.virsh("list", "--name").lines().anyMatch(name::equals)) {
            Machine.virsh("destroy", name);
        }
        Machine.virsh("undefine", "--checkpoints-metadata", name);
        vms.remove(name);
        await(image -> Optional.of(image)
                .filter(now ->
                        now.vms().values().stream().noneMatch(vm -> vm.name().equals(name))));
    }

    /** Makes an empty pool that is a directory, and starts it. */
    Pool pool(String name) throws IOException, InterruptedException {
        Path path = Files.createDirectory(directory.resolve(name));
        Machine.virsh("pool-define-as", name, "dir", "--target", path.toString());
        Machine.virsh("pool-start", name);
        pools.add(name);
        return await(image -> image.pools().values().stream()
                .filter(pool -> pool.name().equals(name) && pool.active())
                .findFirst());
    }

    /** Deletes all that is in such a pool. */
    void empty(Pool pool) throws IOException, InterruptedException {
        try (Stream<Path> all = Files.list(Path.of(pool.path()))) {
            for (Path file : all.toList()) {
                Files.delete(file);
            }
        }
        Machine.virsh("pool-refresh", pool.name());
        await(image -> Optional.of(image)
                .filter(now -> now.volumes().keySet().stream()
                        .noneMatch(volume -> volume.pool().equals(pool.id()))));
    }

    /** Makes an empty repository in a directory that is not there yet. */
    RepositoryId repository(String name, Path path) throws IOException, InterruptedException {
        RepositoryId id = RepositoryId.of(name);
        done(new BackupCommand.AddRepository(
                id, Files.createDirectories(path).toRealPath().toString()));
        return id;
    }

    /** The newest restore point of a VM. */
    BackupQuery.Point newest(Vm vm) {
        return bridge.ask(new BackupQuery.Points(Optional.of(vm.id().uuid())))
                .points()
                .getFirst();
    }

    /** Where a point is below the directory of its repository. */
    static Path path(Path repository, BackupQuery.Point point) {
        return repository
                .resolve("vms")
                .resolve(point.id().vm().toString())
                .resolve(point.id().name());
    }

    /** Forgets from when on it is known what a VM writes. */
    static void forgetCheckpoints(String vm) throws IOException, InterruptedException {
        for (String name : Machine.virsh("checkpoint-list", vm, "--name", "--topological")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList()) {
            Machine.virsh("checkpoint-delete", vm, name);
        }
    }

    private <T> T await(Function<InventoryImage, Optional<T>> wanted) throws IOException, InterruptedException {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - until < 0) {
            Optional<T> found = wanted.apply(bridge.inventory());
            if (found.isPresent()) {
                return found.get();
            }
            Thread.sleep(5);
        }
        throw new IOException("the bridge does not see it within " + PATIENCE.toSeconds() + " s");
    }

    @Override
    public void close() throws IOException {
        try {
            for (String vm : List.copyOf(vms)) {
                forget(vm);
            }
            for (String pool : pools) {
                Machine.virsh("pool-destroy", pool);
                Machine.virsh("pool-undefine", pool);
            }
        } catch (InterruptedException e) {
            // libvirt ends with the measurement, and all VMs with it
            Thread.currentThread().interrupt();
        } finally {
            bridge.close();
        }
    }
}
