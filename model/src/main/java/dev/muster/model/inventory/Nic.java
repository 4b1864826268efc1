package dev.muster.model.inventory;

/**
 * One network interface of a VM.
 *
 * @param mac lower case, with colons; empty where the XML leaves it to libvirt
 * @param type libvirt's type of it, such as {@code network} or {@code bridge}
 * @param source the network or bridge it is plugged into; empty where there is none
 * @param model such as {@code virtio}; empty where the XML does not say
 */
public record Nic(String mac, String type, String source, String model) {}
