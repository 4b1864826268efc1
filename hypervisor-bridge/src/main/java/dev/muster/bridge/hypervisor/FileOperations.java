package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.HostId;
import java.util.List;
import java.util.Optional;

/** Reads, makes and deletes files of a host by absolute path: volumes of its pools, and any file where the host is this machine. */
public interface FileOperations {
    /** Size in bytes of a file; empty where there is none; -1 where it cannot be told. */
    Optional<Long> size(HostId host, String path);

    /** Where a path leads once symbolic links are followed; the path itself where that cannot be told from here. */
    default String realPath(HostId host, String path) {
        return path;
    }

    /**
     * Which file it is, whatever it is called: links are followed. By its path where that cannot be told from here.
     */
    default FileIdentity identity(HostId host, String path) {
        return FileIdentity.byPath(realPath(host, path));
    }

    /**
     * What QEMU itself says an image and all below it are made of, by path, the image first; empty where QEMU's tools cannot
     * be asked from here.
     *
     * @throws dev.muster.model.error.MusterException {@code PATH_FORBIDDEN} where they cannot make sense of it
     */
    default Optional<List<String>> chain(HostId host, String path) {
        return Optional.empty();
    }

    /** The names of the snapshots inside an image, whoever made them; empty where QEMU's tools cannot be asked from here. */
    default List<String> snapshots(HostId host, String path) {
        return List.of();
    }

    /** Makes an empty disk image, sparse. One of that path and size that is there already is left alone. */
    void createImage(HostId host, String path, long bytes, String format);

    /**
     * Copies a small file, such as firmware variables; {@code VOLUME_EXISTS} where there is one of that path already,
     * {@code NOT_SUPPORTED} where it can be done from here with no file of the host.
     */
    void copy(HostId host, String from, String to);

    /** Deletes a file; one that is not there is left alone. */
    void delete(HostId host, String path);

    /**
     * Reads part of a file.
     *
     * @param limit at most so many bytes
     * @return empty at its end; {@code FILE_MISSING} where there is none
     */
    byte[] read(HostId host, String path, long offset, int limit);
}
