package dev.muster.model.vm;

import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import java.util.List;
import java.util.Optional;

/**
 * What cloning a VM would do, found before anything is made.
 *
 * @param vm which one
 * @param source its name
 * @param name the name the clone would have
 * @param refusal why it cannot be cloned now; empty when it can
 * @param disks in the order of the XML
 * @param notes what else is worth knowing, a sentence each
 */
public record ClonePlan(
        VmId vm, String source, String name, Optional<Problem> refusal, List<CloneDisk> disks, List<String> notes) {
    public ClonePlan {
        disks = List.copyOf(disks);
        notes = List.copyOf(notes);
    }

    /** The disk of that target. */
    public Optional<CloneDisk> disk(String target) {
        return disks.stream().filter(disk -> disk.target().equals(target)).findFirst();
    }

    /** What becomes of a disk in the clone. */
    public enum Fate {
        /** The clone gets a copy of its own. */
        COPY,
        /** The clone has the very same, which neither may write or both were made for. */
        SHARE,
        /** The clone does not have it; a drive is there and empty. */
        LEAVE_OUT
    }

    /**
     * One disk or drive.
     *
     * @param target such as {@code vda}
     * @param device libvirt's {@code disk}, {@code cdrom}, {@code floppy} or {@code lun}
     * @param source path, volume or URL; empty for an empty drive
     * @param bytes what a copy takes on the host; 0 where nothing would be copied
     * @param fate what would become of it unasked
     * @param possible all that could
     * @param pool the pool a copy would lie in; empty where there would be none
     * @param copy the name of the copy in its pool; empty where there would be none
     * @param why why it cannot be copied; empty when it can
     */
    public record CloneDisk(
            String target,
            String device,
            String source,
            long bytes,
            Fate fate,
            List<Fate> possible,
            String pool,
            String copy,
            String why) {
        public CloneDisk {
            possible = List.copyOf(possible);
        }
    }
}
