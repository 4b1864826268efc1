package dev.muster.bridge.backup;

import dev.muster.bridge.backup.nbd.NbdClient;
import dev.muster.bridge.backup.nbd.QemuNbd;
import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.hypervisor.BackupOperations.Capture;
import dev.muster.bridge.hypervisor.BackupOperations.CapturedDisk;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.VmId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The disks of a VM as they were at one instant, for as long as it is open. */
sealed interface DiskSources extends AutoCloseable {
    /** A connection to a disk. */
    NbdClient connect(String target, List<String> contexts) throws IOException;

    /** The context that says what was written since the point before; empty where that is not known. */
    Optional<String> written(String target);

    /** Whether it is kept track of what is written from now on. */
    boolean isTracked(String target);

    @Override
    void close() throws IOException;

    /** The images of a VM that is off. */
    static DiskSources ofImages(List<Disk> disks, Path directory) throws IOException, InterruptedException {
        Map<String, QemuNbd> servers = new HashMap<>();
        Images images = new Images(servers);
        try {
            for (Disk disk : disks) {
                servers.put(
                        disk.target(),
                        QemuNbd.export(
                                new QemuNbd.Export(Path.of(disk.source()), format(disk), false, Optional.empty()),
                                directory));
            }
            return images;
        } catch (IOException | InterruptedException e) {
            images.close();
            throw e;
        }
    }

    /** As libvirt does, an image of which nothing is said is taken as it is, and its content never asked. */
    static String format(Disk disk) {
        return disk.format().isEmpty() ? "raw" : disk.format();
    }

    /** Exported by servers of their own. */
    record Images(Map<String, QemuNbd> servers) implements DiskSources {
        @Override
        public NbdClient connect(String target, List<String> contexts) throws IOException {
            QemuNbd server = servers.get(target);
            if (server == null) {
                throw new IOException("there is no disk " + target);
            }
            return server.connect(contexts);
        }

        @Override
        public Optional<String> written(String target) {
            return Optional.empty();
        }

        @Override
        public boolean isTracked(String target) {
            return false;
        }

        @Override
        public void close() throws IOException {
            for (QemuNbd server : servers.values()) {
                server.close();
            }
        }
    }

    /** Exported by the VM's own QEMU, since its hypervisor was asked to capture it. */
    record Running(BackupOperations backups, VmId vm, Capture capture) implements DiskSources {
        @Override
        public NbdClient connect(String target, List<String> contexts) throws IOException {
            return NbdClient.connect(capture.socket(), target, contexts);
        }

        @Override
        public Optional<String> written(String target) {
            return Optional.ofNullable(capture.disks().get(target))
                    .flatMap(CapturedDisk::since)
                    .map(_ -> NbdClient.BITMAP + target);
        }

        @Override
        public boolean isTracked(String target) {
            return Optional.ofNullable(capture.disks().get(target))
                    .filter(CapturedDisk::tracked)
                    .isPresent();
        }

        @Override
        public void close() {
            // what is served by then may be for a later backup
            if (!StorageWatch.isLeftBehind()) {
                backups.end(vm);
            }
        }
    }
}
