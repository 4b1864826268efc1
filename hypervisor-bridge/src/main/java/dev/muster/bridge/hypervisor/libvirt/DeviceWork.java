package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.DeviceEvents;
import dev.muster.bridge.hypervisor.DeviceOperations;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.inventory.VmId;
import java.util.function.ToIntFunction;

/** Devices, processors and memory of VMs that run. What is asked for here leaves their definitions alone. */
final class DeviceWork implements DeviceOperations {
    /** {@code VIR_DOMAIN_AFFECT_LIVE} */
    private static final int LIVE = 1;

    private final HostConnection host;
    private final Watcher watcher;

    DeviceWork(HostConnection host, Watcher watcher) {
        this.host = host;
        this.watcher = watcher;
    }

    @Override
    public void attach(VmId id, String device) {
        act(id, domain -> Virt.virDomainAttachDeviceFlags(domain, device, LIVE));
    }

    @Override
    public void detach(VmId id, String device) {
        act(id, domain -> Virt.virDomainDetachDeviceFlags(domain, device, LIVE));
    }

    @Override
    public void update(VmId id, String device) {
        act(id, domain -> Virt.virDomainUpdateDeviceFlags(domain, device, LIVE));
    }

    @Override
    public void setVcpus(VmId id, int count) {
        act(id, domain -> Virt.virDomainSetVcpusFlags(domain, count, LIVE));
    }

    @Override
    public void setMemory(VmId id, long bytes) {
        act(id, domain -> Virt.virDomainSetMemoryFlags(domain, new NativeLong(bytes >> 10), LIVE));
    }

    @Override
    public DeviceEvents.Watch watch(VmId id) {
        host.at(id.host());
        return watcher.devices().watch(id.uuid());
    }

    private void act(VmId id, ToIntFunction<Pointer> work) {
        String uuid = id.uuid().toString();
        try {
            host.at(id.host()).call(Subject.VM, uuid, pointer -> {
                try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid))) {
                    return Handle.require(work.applyAsInt(domain.pointer()));
                }
            });
        } finally {
            watcher.signal(Signal.vm(id.uuid()));
        }
    }
}
