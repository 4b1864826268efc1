package dev.muster.model.recovery;

import java.util.Optional;

/**
 * What a NIC of a machine is plugged into. NICs that a plan does not name are unplugged.
 *
 * @param nic its number in the machine, from 1
 * @param network name of a recovery network of the plan
 * @param address the IPv4 address that the guest itself has there; empty where it asks by DHCP
 */
public record PlanNic(int nic, String network, Optional<String> address) {
    /** In words, such as {@code 1:front/10.7.0.5}. */
    public String text() {
        return nic + ":" + network + address.map(one -> "/" + one).orElse("");
    }
}
