package dev.muster.model.group;

/** How the members of a group are held still while they are captured. */
public enum GroupLock {
    /** Paused: any guest, as it is. What it finds on its disks is what it would find after a power cut. */
    PAUSE,
    /** Their file systems frozen first where an agent answers, then paused. */
    FREEZE
}
