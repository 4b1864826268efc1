package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorFilesContract;
import dev.muster.bridge.hypervisor.HypervisorListener;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import java.time.InstantSource;

/** The simulated hypervisor does what every hypervisor must. */
final class SimulatedHypervisorContractTest extends HypervisorFilesContract {
    private final SimulatedDriver driver = new SimulatedDriver(InstantSource.system());

    @Override
    protected Hypervisor open(HypervisorListener heard) {
        return driver.open(ConnectionId.of("sim"), ConnectionUri.parse("sim:///?hosts=1&vms=12&seed=3"), heard);
    }

    @Override
    protected String domainType() {
        return "qemu";
    }

    @Override
    protected String path(String fileName) {
        return "/var/lib/libvirt/images/" + fileName;
    }
}
