package dev.muster.bridge.cluster;

import dev.muster.model.cluster.Identifier;
import dev.muster.model.inventory.NetworkId;

/**
 * A VM asks what to boot.
 *
 * @param id the identifier it claims
 * @param mac the address of the NIC it boots from, as it claims, lower case with colons
 * @param address where the request came from
 * @param network the network that has the listener it asked
 * @param controller where that listener is, such as {@code http://10.7.0.1:8077}
 */
record BootRequest(Identifier id, String mac, String address, NetworkId network, String controller) {}
