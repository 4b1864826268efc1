package dev.muster.model.vm;

import dev.muster.model.inventory.VmState;
import java.util.Locale;

/** What can be done with a VM's power. */
public enum PowerAction {
    START,
    /** Asks the guest to shut itself down. */
    SHUT_DOWN,
    /** Asks the guest to restart itself. */
    REBOOT,
    /** Pulls the plug. */
    FORCE_OFF,
    /** Stops the virtual processors; memory stays. */
    SUSPEND,
    RESUME;

    /** Whether it makes sense for a VM in that state. A VM already where the action leads counts as sensible. */
    public boolean possibleIn(VmState state) {
        return switch (state) {
            case RUNNING -> this != RESUME;
            case PAUSED -> this == RESUME || this == FORCE_OFF || this == SUSPEND;
            case SHUTTING_DOWN -> this == FORCE_OFF || this == SHUT_DOWN;
            case ASLEEP -> this == FORCE_OFF || this == RESUME;
            case CRASHED -> this == FORCE_OFF;
            case OFF -> this == START || this == FORCE_OFF;
            case UNKNOWN -> false;
        };
    }

    /** Whether it can lose what the guest has not written to disk. */
    public boolean isDestructive() {
        return this == FORCE_OFF;
    }

    /** The verb of the command line, such as {@code force-off}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
