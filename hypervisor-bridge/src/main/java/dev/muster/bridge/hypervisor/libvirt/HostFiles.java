package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.FileIdentity;
import dev.muster.bridge.hypervisor.FileOperations;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.ShownName;
import java.util.List;
import java.util.Optional;

/** Files of a host: through its pools, and directly where the host is this machine. */
final class HostFiles implements FileOperations {
    private final HostConnection host;
    private final VolumeFiles volumes;
    private final Optional<LocalFiles> local;

    HostFiles(HostConnection host, VolumeFiles volumes, boolean isThisMachine) {
        this.host = host;
        this.volumes = volumes;
        this.local = isThisMachine ? Optional.of(new LocalFiles()) : Optional.empty();
    }

    @Override
    public Optional<Long> size(HostId on, String path) {
        host.at(on);
        requirePath(path);
        if (local.isPresent()) {
            return local.get().size(path);
        }
        Optional<Long> found = volumes.size(path);
        return found.isPresent() || volumes.poolOf(path).isPresent() ? found : Optional.of(-1L);
    }

    @Override
    public String realPath(HostId on, String path) {
        host.at(on);
        return local.map(files -> files.realPath(path)).orElse(path);
    }

    @Override
    public FileIdentity identity(HostId on, String path) {
        host.at(on);
        return local.map(files -> files.identity(path)).orElseGet(() -> FileIdentity.byPath(path));
    }

    @Override
    public Optional<List<String>> chain(HostId on, String path) {
        host.at(on);
        requirePath(path);
        return local.flatMap(files -> files.chain(path));
    }

    @Override
    public List<String> snapshots(HostId host, String path) {
        return local.map(files -> files.snapshots(path)).orElse(List.of());
    }

    @Override
    public void createImage(HostId on, String path, long bytes, String format) {
        host.at(on);
        requirePath(path);
        if (bytes < 1 || !List.of("raw", "qcow2").contains(format)) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "A disk image of " + bytes + " bytes in the format \"" + format + "\" cannot be made.",
                            "Nothing was made.",
                            "Give a size above 0 and the format raw or qcow2.")
                    .toException();
        }
        if (local.isPresent() && local.get().size(path).isPresent()) {
            requireSame(path, bytes, local.get().virtualSize(path, format));
        } else if (volumes.poolOf(path).isPresent()) {
            try {
                volumes.create(path, bytes, format);
            } catch (MusterException e) {
                if (e.problem().code() != ErrorCode.VOLUME_EXISTS) {
                    throw e;
                }
                requireSame(path, bytes, volumes.capacity(path).orElse(-1L));
            }
        } else {
            local.orElseThrow(() -> outside(path)).create(path, bytes, format);
        }
    }

    @Override
    public void copy(HostId on, String from, String to) {
        host.at(on);
        requirePath(from);
        requirePath(to);
        local.orElseThrow(() -> outside(from)).copy(from, to);
    }

    @Override
    public void delete(HostId on, String path) {
        host.at(on);
        requirePath(path);
        if (!volumes.delete(path)) {
            if (local.isPresent()) {
                local.get().delete(path);
            } else if (volumes.poolOf(path).isEmpty()) {
                throw outside(path);
            }
        }
    }

    @Override
    public byte[] read(HostId on, String path, long offset, int limit) {
        host.at(on);
        requirePath(path);
        return local.isPresent() ? local.get().read(path, offset, limit) : volumes.read(path, offset, limit);
    }

    static MusterException missing(String path) {
        return Problem.of(
                        ErrorCode.FILE_MISSING,
                        "There is no file " + path + " on the host.",
                        "Nothing was changed.",
                        "Check the path; refresh the pool it lies in.")
                .toException();
    }

    private static void requireSame(String path, long bytes, long there) {
        if (there != bytes) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "There is another file at " + path + ".",
                            "It was left as it is.",
                            "Choose another path, or delete that file first.")
                    .toException();
        }
    }

    private static MusterException outside(String path) {
        return Problem.of(
                        ErrorCode.NOT_SUPPORTED,
                        path + " lies in no active pool of the host, and the host is not this machine.",
                        "Nothing was changed.",
                        "Use a path in a pool, or define a pool for that directory.")
                .toException();
    }

    private static void requirePath(String path) {
        if (path.chars().anyMatch(Character::isISOControl)) {
            String shown = ShownName.text(path);
            throw Problem.of(
                            ErrorCode.PATH_FORBIDDEN,
                            "\"" + shown + "\" has a line feed or another control character in it.",
                            "Nothing was changed.",
                            "Rename the file on its host.")
                    .toException();
        }
        if (!path.startsWith("/")
                || path.endsWith("/")
                || List.of(path.split("/", -1)).contains("..")) {
            throw Problem.of(
                            ErrorCode.PATH_FORBIDDEN,
                            "\"" + path + "\" is not the absolute path of a file without \"..\".",
                            "Nothing was changed.",
                            "Give the full path of a file.")
                    .toException();
        }
    }
}
