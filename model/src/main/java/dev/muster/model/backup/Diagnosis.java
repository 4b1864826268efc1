package dev.muster.model.backup;

import dev.muster.model.inventory.VmId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What the next backup of a VM will read, and what earlier ones left behind.
 *
 * @param vm which one
 * @param name its name
 * @param repository where its newest point is; empty where it has none
 * @param reading how much of it is read
 * @param bytes at most so many are read, as far as can be told beforehand
 * @param takes how long that takes at the rate its disks were read at before; empty where that was not measured
 * @param why why all of it is read, in a sentence; empty where only what was written is
 * @param leftovers what belongs to nobody any more, in words; mended by {@link BackupCommand.Mend}
 */
public record Diagnosis(
        VmId vm,
        String name,
        Optional<RepositoryId> repository,
        Reading reading,
        long bytes,
        Optional<Duration> takes,
        String why,
        List<String> leftovers) {
    public Diagnosis {
        leftovers = List.copyOf(leftovers);
    }

    /** How much of a VM is read. */
    public enum Reading {
        /** What was written since the point before. */
        WRITTEN,
        /** All of it; what differs is stored. */
        COMPARED,
        /** All of it, and all is stored. */
        FULL
    }
}
