package dev.muster.app.hardware;

import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareDevice;
import java.util.Optional;

/**
 * One line of the list: a setting of the VM, a device, or a device to be added.
 *
 * @param id {@code cpu}, {@code memory}, {@code firmware}, {@code boot}, a device's key, or {@code new:} and its number
 * @param title what it is
 * @param detail what there is to know at a glance
 * @param mark what becomes of it
 * @param device the device it is; empty for settings and for what is to be added
 * @param added the change that adds it
 */
record HardwareItem(
        String id,
        String title,
        String detail,
        Mark mark,
        Optional<HardwareDevice> device,
        Optional<HardwareChange> added) {
    /** What becomes of a line. */
    enum Mark {
        NONE,
        /** Staged: it is to be added. */
        NEW,
        /** Staged: it is to be changed. */
        CHANGED,
        /** Staged: it is to be removed. */
        REMOVED,
        /** It was changed before and is otherwise at the next start. */
        NEXT_START
    }
}
