/**
 * libvirt: the only place that knows its C library. {@link dev.muster.bridge.hypervisor.libvirt.LibvirtDriver} opens
 * connections; {@code Virt} holds the bound functions, {@code NativeCalls} the threads they run on, {@code Watcher} turns
 * libvirt's events into changes of the inventory.
 */
package dev.muster.bridge.hypervisor.libvirt;
