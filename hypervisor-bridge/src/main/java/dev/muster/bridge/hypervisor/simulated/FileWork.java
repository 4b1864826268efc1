package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.FileOperations;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import java.util.Optional;

/** What can be done with the files of simulated hosts; a file in the directory of a pool that is up is a volume. */
final class FileWork implements FileOperations {
    private final World world;
    private final Calls calls;

    FileWork(World world, Calls calls) {
        this.world = world;
        this.calls = calls;
    }

    @Override
    public Optional<Long> size(HostId host, String path) {
        return calls.read(
                host,
                () -> Optional.ofNullable(world.host(host).files.get(path)).map(SimFile::size));
    }

    @Override
    public void createImage(HostId hostId, String path, long bytes, String format) {
        if (!path.startsWith("/") || path.endsWith("/") || bytes < 1) {
            throw Problems.invalid(
                    ErrorCode.USAGE_INVALID, "An image has an absolute path and a size above 0, not " + path + ".");
        }
        calls.change(hostId, () -> {
            SimHost host = world.host(hostId);
            SimFile there = host.files.get(path);
            if (there == null) {
                return put(host, SimFile.image(path, format, bytes, 0));
            }
            if (there.capacity() != bytes || !there.format().equals(format)) {
                throw Problems.exists(ErrorCode.VOLUME_EXISTS, "file", path);
            }
            return there;
        });
    }

    @Override
    public void copy(HostId hostId, String from, String to) {
        calls.change(hostId, () -> {
            SimHost host = world.host(hostId);
            SimFile there = Optional.ofNullable(host.files.get(from))
                    .orElseThrow(() -> Problems.notFound(ErrorCode.FILE_MISSING, "file", from));
            if (host.files.containsKey(to)) {
                throw Problems.exists(ErrorCode.VOLUME_EXISTS, "file", to);
            }
            return put(host, there.at(to));
        });
    }

    @Override
    public void delete(HostId hostId, String path) {
        calls.change(hostId, () -> remove(world.host(hostId), path));
    }

    @Override
    public byte[] read(HostId host, String path, long offset, int limit) {
        return calls.read(
                host,
                () -> Optional.ofNullable(world.host(host).files.get(path))
                        .orElseThrow(() -> Problems.notFound(ErrorCode.FILE_MISSING, "file", path))
                        .read(offset, limit));
    }

    /** Only while changing the world. */
    SimFile put(SimHost host, SimFile file) {
        if (world.settings().faults().hits(Faults.Kind.DISK_FULL, host.host().name())) {
            throw Problems.diskFull(host.host().name(), file.path());
        }
        host.files.put(file.path(), file);
        host.poolsAt(file.directory())
                .forEach(pool -> world.tell(new InventoryChange.VolumePut(SimHost.volume(pool, file))));
        return file;
    }

    /** Only while changing the world. */
    Optional<SimFile> remove(SimHost host, String path) {
        Optional<SimFile> gone = Optional.ofNullable(host.files.remove(path));
        gone.ifPresent(file -> host.poolsAt(file.directory())
                .forEach(pool -> world.tell(new InventoryChange.VolumeGone(
                        SimHost.volume(pool, file).id()))));
        return gone;
    }
}
