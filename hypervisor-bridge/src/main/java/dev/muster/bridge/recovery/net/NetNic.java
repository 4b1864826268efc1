package dev.muster.bridge.recovery.net;

import java.util.List;
import java.util.Optional;

/**
 * A NIC of a machine that is plugged into a recovery network of a run.
 *
 * @param network name of the network
 * @param machine the machine's key
 * @param nic its number in the machine, from 1
 * @param mac such as {@code 52:54:00:01:02:03}
 * @param address the address that the guest itself has; empty where it asks by DHCP
 * @param names by which the machine was known in production; what cannot be a DNS name is passed over
 */
public record NetNic(
        String network, String machine, int nic, String mac, Optional<String> address, List<String> names) {
    public NetNic {
        names = List.copyOf(names);
    }
}
