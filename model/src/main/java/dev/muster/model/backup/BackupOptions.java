package dev.muster.model.backup;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How a VM is backed up.
 *
 * @param leftOut targets of disks that are left out
 * @param bytesPerSecond how fast its disks are read at most; 0 for as fast as can be
 * @param freeze what is done about the guest's file systems
 * @param hook the name of a program of the bridge that is run before and after; empty for none
 */
public record BackupOptions(SortedSet<String> leftOut, long bytesPerSecond, Freeze freeze, String hook) {
    /** All disks, as fast as can be, frozen where there is an agent. */
    public static final BackupOptions USUAL = new BackupOptions(new TreeSet<>(), 0, Freeze.IF_POSSIBLE, "");

    public BackupOptions {
        leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
        if (bytesPerSecond < 0 || !hook.matches("([A-Za-z0-9][A-Za-z0-9._-]{0,63})?")) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            bytesPerSecond < 0
                                    ? "A limit of " + bytesPerSecond + " bytes per second is none."
                                    : "\"" + hook + "\" cannot be the name of a hook.",
                            "Nothing was changed.",
                            "Give a number above 0, and a file name without \"/\".")
                    .toException();
        }
    }

    /** What is done about the file systems in the guest while its disks are captured. */
    public enum Freeze {
        /** Frozen where the guest's agent answers; else captured as after a power cut. */
        IF_POSSIBLE,
        /** Frozen, or not backed up. */
        REQUIRED,
        /** Left alone. */
        NEVER
    }
}
