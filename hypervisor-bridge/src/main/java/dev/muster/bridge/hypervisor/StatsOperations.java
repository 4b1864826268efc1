package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.HostId;
import java.util.List;

/** Reads what is counted of VMs. */
public interface StatsOperations {
    /**
     * What is counted of each running VM of a host, read in one go. A VM whose process does not answer is left out, or lacks
     * figures, and holds up the others by 2 s at most; empty where nothing is counted.
     */
    default List<VmCounters> counters(HostId host) {
        return List.of();
    }
}
