package dev.muster.model.network;

import java.time.Instant;

/**
 * An address that a network handed out to a guest.
 *
 * @param address with prefix, such as {@code 10.7.0.23/24}
 * @param mac of the NIC it was given to
 * @param hostName what the guest calls itself; empty where it did not say
 * @param expires until when it is good, unless the guest asks again
 */
public record Lease(String address, String mac, String hostName, Instant expires) {}
