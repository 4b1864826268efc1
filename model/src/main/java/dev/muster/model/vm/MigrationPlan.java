package dev.muster.model.vm;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import java.util.List;

/**
 * Whether a VM can be migrated to a host, and why not, found before anything is done.
 *
 * @param vm which one
 * @param name its name
 * @param to the host it is to go to
 * @param checks all that was looked at, what stands in the way first
 * @param disks in the order of the XML
 */
public record MigrationPlan(VmId vm, String name, HostId to, List<Check> checks, List<MigrationDisk> disks) {
    public MigrationPlan {
        checks = List.copyOf(checks);
        disks = List.copyOf(disks);
    }

    /** Whether nothing stands in the way, provided its disks are copied where {@link #needsCopies} says so. */
    public boolean possible() {
        return checks.stream().noneMatch(check -> check.verdict() == Verdict.BLOCKED);
    }

    /** Whether it has a disk that the target host does not see and that would be copied. */
    public boolean needsCopies() {
        return disks.stream().anyMatch(disk -> disk.way() == Way.COPY);
    }

    /** What was looked at. */
    public enum Topic {
        TARGET,
        STATE,
        NAME,
        CPU,
        MEMORY,
        STORAGE,
        NETWORK,
        DEVICES,
        SNAPSHOTS
    }

    /** What came of it. */
    public enum Verdict {
        FINE,
        /** It goes on, but is worth knowing. */
        NOTE,
        BLOCKED
    }

    /**
     * One thing that was looked at.
     *
     * @param topic which
     * @param verdict what came of it
     * @param text a sentence
     * @param remedy what to do about it; empty where there is nothing to be done
     */
    public record Check(Topic topic, Verdict verdict, String text, String remedy) {}

    /** How a disk comes to be on the target host. */
    public enum Way {
        /** Both hosts see the same one. */
        SHARED,
        /** QEMU copies it while the VM is migrated. */
        COPY,
        /** There is nothing in the drive, or what there is stands in the way. */
        NONE
    }

    /**
     * One disk or drive.
     *
     * @param target such as {@code vda}
     * @param source path, volume or URL; empty for an empty drive
     * @param way how it comes to be there
     * @param path the absolute path of what is copied; empty where nothing is
     * @param bytes how much is copied at most; 0 where nothing is
     */
    public record MigrationDisk(String target, String source, Way way, String path, long bytes) {}
}
