package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.StatsOperations;
import dev.muster.bridge.hypervisor.VmCounters;
import dev.muster.model.inventory.HostId;
import java.util.List;

/** Counts for simulated VMs. */
record SimStats(World world, Calls calls) implements StatsOperations {
    @Override
    public List<VmCounters> counters(HostId host) {
        return calls.read(
                host, () -> SimCounters.of(world.host(host), world.clock().instant()));
    }
}
