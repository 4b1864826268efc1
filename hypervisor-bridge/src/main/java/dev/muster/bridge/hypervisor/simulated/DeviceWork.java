package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.DeviceEvents;
import dev.muster.bridge.hypervisor.DeviceOperations;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareEdit;
import java.util.List;
import java.util.function.UnaryOperator;

/** What can be done with the hardware of simulated domains that run; a device goes in no time. */
final class DeviceWork implements DeviceOperations {
    private final World world;
    private final Calls calls;
    private final DomainWork domains;

    DeviceWork(World world, Calls calls, DomainWork domains) {
        this.world = world;
        this.calls = calls;
        this.domains = domains;
    }

    @Override
    public void attach(VmId vm, String device) {
        change(vm, running -> HardwareEdit.attach(running, device));
    }

    @Override
    public void detach(VmId vm, String device) {
        change(vm, running -> HardwareEdit.detach(running, device));
    }

    @Override
    public void update(VmId vm, String device) {
        change(vm, running -> HardwareEdit.update(running, device));
    }

    @Override
    public void setVcpus(VmId vm, int count) {
        change(vm, running -> HardwareEdit.apply(running, List.of(new HardwareChange.Vcpus(count))));
    }

    @Override
    public void setMemory(VmId vm, long bytes) {
        change(vm, running -> HardwareEdit.apply(running, List.of(new HardwareChange.Memory(bytes))));
    }

    @Override
    public DeviceEvents.Watch watch(VmId vm) {
        return world.devices().watch(vm.uuid());
    }

    /** Changes what runs, without the definition. */
    private void change(VmId id, UnaryOperator<DomainDocument> change) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimDomain domain = host.domain(id);
            if (!domain.vm().state().isActive()) {
                throw Problems.state(ErrorCode.VM_STATE, domain.vm().name() + " does not run.");
            }
            return domains.put(host, domain.plugged(change.apply(DomainDocument.parse(domain.live()))));
        });
        world.devices().happened(id.uuid(), false);
    }
}
