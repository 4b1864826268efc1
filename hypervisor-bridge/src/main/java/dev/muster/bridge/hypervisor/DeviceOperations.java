package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.VmId;

/** Changes devices, virtual processors and memory of a VM that runs; its definition stays as it is. */
public interface DeviceOperations {
    /** Plugs a device of that XML into a VM that runs. */
    void attach(VmId vm, String device);

    /**
     * Asks for a device of a VM that runs to be taken out; it is out when its guest let go of it, which
     * {@link #watch} tells.
     */
    void detach(VmId vm, String device);

    /** Makes a device of a VM that runs what that XML says. */
    void update(VmId vm, String device);

    /** Gives a VM that runs so many virtual processors. */
    void setVcpus(VmId vm, int count);

    /** Asks the guest of a VM that runs to make do with so much memory. */
    void setMemory(VmId vm, long bytes);

    /** Looks out for devices that are taken out of a VM; made before one is asked for. */
    DeviceEvents.Watch watch(VmId vm);
}
