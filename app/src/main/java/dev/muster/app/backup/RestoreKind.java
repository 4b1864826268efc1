package dev.muster.app.backup;

import java.util.Locale;

/** What is made of a restore point. */
enum RestoreKind {
    /** A new VM. */
    NEW,
    /** The VM it was captured from, as it was then. */
    IN_PLACE,
    /** A volume with one of its disks. */
    DISK,
    /** A new VM that runs from the point at once. */
    INSTANT;

    /** Whether a VM is made. */
    boolean makesVm() {
        return this == NEW || this == INSTANT;
    }

    /** The last part of the keys of its texts and of the ids of its controls. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
