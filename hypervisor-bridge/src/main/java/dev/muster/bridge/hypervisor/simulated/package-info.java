/**
 * A hypervisor in memory: for demos without QEMU, for the scale of ten thousand VMs, and for faults on demand. Start reading
 * at {@link dev.muster.bridge.hypervisor.simulated.SimulatedDriver}; a {@code World} is what lies behind a connection and
 * outlives it, as real VMs do.
 */
package dev.muster.bridge.hypervisor.simulated;
