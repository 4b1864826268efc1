package dev.muster.model.inventory;

/** What a VM is doing. The words are those of the search qualifier {@code state:}. */
public enum VmState {
    RUNNING,
    PAUSED,
    SHUTTING_DOWN,
    OFF,
    /** Its guest crashed, and its process is kept with its memory and its locks for a look at it. */
    CRASHED,
    /** The guest put itself to sleep (ACPI S3). */
    ASLEEP,
    /** Its host cannot be asked. */
    UNKNOWN;

    /** Whether the VM has a process on its host. */
    public boolean isActive() {
        return switch (this) {
            case RUNNING, PAUSED, SHUTTING_DOWN, CRASHED, ASLEEP -> true;
            case OFF, UNKNOWN -> false;
        };
    }

    /** The word for it in searches and on the command line, such as {@code shutting-down}. */
    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
