package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.GuestProgramsContract;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.bridge.hypervisor.VmOperations;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.PowerAction;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;

/** Programs in simulated guests. */
final class SimulatedGuestProgramsTest extends GuestProgramsContract {
    private final Hypervisor hypervisor = new SimulatedDriver(InstantSource.system())
            .open(ConnectionId.of("sim"), ConnectionUri.parse("sim:///?hosts=1&vms=0"), new RecordingListener());
    private final VmId vm = started(hypervisor);

    private static VmId started(Hypervisor hypervisor) {
        VmId vm = hypervisor.vms().define(hypervisor.hosts().getFirst(), """
                <domain type='qemu'><name>agent</name><memory unit='MiB'>64</memory>
                  <os><type arch='x86_64'>hvm</type></os>
                  <devices><channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel></devices>
                </domain>
                """);
        hypervisor.vms().power(vm, PowerAction.START);
        return vm;
    }

    @AfterEach
    void close() {
        hypervisor.close();
    }

    @Override
    protected VmOperations vms() {
        return hypervisor.vms();
    }

    @Override
    protected VmId vm() {
        return vm;
    }
}
