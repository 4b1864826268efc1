package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.inventory.VmState;

/** {@code virDomainState} and the reasons of each state, in order, from libvirt-domain.h. */
final class DomainStates {
    private static final String[] RUNNING = {
        "",
        "booted",
        "migrated",
        "restored",
        "from snapshot",
        "unpaused",
        "migration cancelled",
        "save cancelled",
        "woken up",
        "crashed",
        "post-copy",
        "post-copy failed"
    };
    private static final String[] PAUSED = {
        "",
        "user",
        "migration",
        "saving",
        "dumping",
        "I/O error",
        "watchdog",
        "from snapshot",
        "shutting down",
        "snapshot",
        "crashed",
        "starting up",
        "post-copy",
        "post-copy failed"
    };
    private static final String[] SHUTDOWN = {"", "user"};
    private static final String[] OFF = {
        "", "shut down", "destroyed", "crashed", "migrated", "saved", "failed", "from snapshot", "daemon"
    };
    private static final String[] CRASHED = {"", "panicked"};
    private static final String[] NONE = {""};

    private DomainStates() {}

    static VmState state(int state) {
        return switch (state) {
            // blocked is a running domain that waits for a resource
            case 1, 2 -> VmState.RUNNING;
            case 3 -> VmState.PAUSED;
            case 4 -> VmState.SHUTTING_DOWN;
            case 5 -> VmState.OFF;
            // preserved: its process is still there
            case 6 -> VmState.CRASHED;
            case 7 -> VmState.ASLEEP;
            default -> VmState.UNKNOWN;
        };
    }

    /** Whether QEMU paused it because of a disk. */
    static boolean isInputOutputError(int state, int reason) {
        return state == 3 && reason == 5;
    }

    static String reason(int state, int reason) {
        String[] words = switch (state) {
            case 1 -> RUNNING;
            case 3 -> PAUSED;
            case 4 -> SHUTDOWN;
            case 5 -> OFF;
            case 6 -> CRASHED;
            default -> NONE;
        };
        return reason >= 0 && reason < words.length ? words[reason] : "";
    }
}
