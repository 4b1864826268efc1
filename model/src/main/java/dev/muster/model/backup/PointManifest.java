package dev.muster.model.backup;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * What a restore point holds, as it is written beside its files.
 *
 * @param layout of the repository
 * @param vm UUID of the VM
 * @param name the VM's name then
 * @param host where it was; empty for one that was imported
 * @param captured the instant all of its disks are of
 * @param took how long it took
 * @param parent the point its images lie upon; empty for a full one
 * @param checkpoint from which on the hypervisor keeps track of what is written; empty where it does not
 * @param consistency what may be expected of the disks
 * @param disks the disks
 * @param files the other files in it
 * @param set the set of a consistency group it belongs to, {@code group/name}; empty where it stands alone
 */
public record PointManifest(
        int layout,
        UUID vm,
        String name,
        String host,
        Instant captured,
        Duration took,
        Optional<String> parent,
        Optional<String> checkpoint,
        Consistency consistency,
        List<DiskContent> disks,
        List<FileContent> files,
        Optional<String> set) {
    public PointManifest {
        disks = List.copyOf(disks);
        files = List.copyOf(files);
    }

    /** What a point holds that stands alone. */
    public PointManifest(
            int layout,
            UUID vm,
            String name,
            String host,
            Instant captured,
            Duration took,
            Optional<String> parent,
            Optional<String> checkpoint,
            Consistency consistency,
            List<DiskContent> disks,
            List<FileContent> files) {
        this(layout, vm, name, host, captured, took, parent, checkpoint, consistency, disks, files, Optional.empty());
    }

    /** What may be expected of disks. */
    public enum Consistency {
        /** The VM was off. */
        OFF,
        /** It ran or was paused: as after a power cut. */
        CRASH,
        /** It ran, and its agent had frozen its file systems. */
        FROZEN
    }

    /**
     * One disk.
     *
     * @param target where the VM has it, such as {@code vda}
     * @param source what was read, a path of its host; for an imported one of the bridge's machine
     * @param size bytes the guest sees
     * @param image the file in the point, relative to it
     * @param map its block map, relative to it
     * @param imageSha256 of the image, 64 lower-case hex digits
     * @param mapSha256 of the map
     * @param tracked whether only what the hypervisor had as written was read
     * @param checkpointed whether the checkpoint keeps track of it from this point on
     * @param stamp what its files were known by while the VM was off: the same again, nothing was written; empty where that
     *     cannot be said
     * @param read bytes that were read of the disk
     * @param stored bytes of blocks that were stored
     */
    public record DiskContent(
            String target,
            String source,
            long size,
            String image,
            String map,
            String imageSha256,
            String mapSha256,
            boolean tracked,
            boolean checkpointed,
            String stamp,
            long read,
            long stored) {}

    /**
     * Another file.
     *
     * @param name relative to the point
     * @param bytes how large it is
     * @param sha256 of its content
     */
    public record FileContent(String name, long bytes, String sha256) {}

    /** Bytes that were stored of all disks. */
    public long stored() {
        return disks.stream().mapToLong(DiskContent::stored).sum();
    }

    /** Bytes that were read of all disks. */
    public long read() {
        return disks.stream().mapToLong(DiskContent::read).sum();
    }

    /** Whether its disks are images of another program, and not those of a VM. */
    public boolean imported() {
        return host.isEmpty();
    }
}
