/**
 * What the features need of a hypervisor. {@link dev.muster.bridge.hypervisor.Hypervisor} is one connection; it is
 * implemented over libvirt in {@code hypervisor.libvirt} and in memory in {@code hypervisor.simulated}, and held by the same
 * contract tests.
 */
package dev.muster.bridge.hypervisor;
