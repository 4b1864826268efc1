package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.VmId;

/**
 * What a hypervisor counted for one running VM since it started; -1 for what it does not tell.
 *
 * @param vm which
 * @param cpuNanos time its processors ran
 * @param memoryBytes what the guest is given at present
 * @param residentBytes what its process holds in memory
 * @param diskRead bytes
 * @param diskWritten bytes
 * @param diskOperations reads and writes
 * @param received bytes
 * @param sent bytes
 */
public record VmCounters(
        VmId vm,
        long cpuNanos,
        long memoryBytes,
        long residentBytes,
        long diskRead,
        long diskWritten,
        long diskOperations,
        long received,
        long sent) {}
