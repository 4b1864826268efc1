package dev.muster.bridge.hypervisor;

import dev.muster.model.console.ConsoleKind;
import dev.muster.model.inventory.VmId;

/** Opens consoles of VMs. */
public interface ConsoleOperations {
    /**
     * Opens a console of a VM that runs. Of a serial line that takes the place of whoever had it open; of a display it is one
     * more, which no password is asked for where the hypervisor can see to that.
     *
     * @throws dev.muster.model.error.MusterException {@code CONSOLE_NONE} where there is none or it cannot be reached from
     *     here; {@code VM_STATE}
     */
    ConsoleLink open(VmId vm, ConsoleKind kind);
}
