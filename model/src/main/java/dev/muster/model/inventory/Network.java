package dev.muster.model.inventory;

/**
 * One libvirt network.
 *
 * @param id host and UUID
 * @param name its name on that host
 * @param active whether it is up
 * @param persistent whether its definition outlives it
 * @param autostart whether the host starts it at boot
 * @param forward {@code nat}, {@code route}, {@code bridge} …; {@code isolated} where it forwards nowhere
 * @param bridge the host bridge behind it; empty where there is none
 * @param addresses its addresses with prefix, such as {@code 192.168.122.1/24}, joined with {@code ", "}: that of IPv4 which is
 *     handed out first, those of IPv6 last; empty where it has none
 * @param dhcp whether it hands out addresses
 */
public record Network(
        NetworkId id,
        String name,
        boolean active,
        boolean persistent,
        boolean autostart,
        String forward,
        String bridge,
        String addresses,
        boolean dhcp) {}
