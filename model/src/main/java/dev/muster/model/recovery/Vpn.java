package dev.muster.model.recovery;

import java.util.List;

/**
 * WireGuard tunnels into a recovery network. All networks of a bridge have its one key pair; peers are told its public key.
 *
 * @param port UDP port of the host, 1 to 65535; unique in the plan
 * @param address of the network's end with the prefix of the tunnel, such as {@code 10.99.0.1/24}; outside all networks of the plan
 * @param peers who may come in
 */
public record Vpn(int port, String address, List<VpnPeer> peers) {
    /** The port that WireGuard has by custom. */
    public static final int USUAL_PORT = 51820;

    public Vpn {
        peers = List.copyOf(peers);
    }

    /** In words, such as {@code udp:51820=10.99.0.1/24}. */
    public String text() {
        return "udp:" + port + "=" + address;
    }

    /** The same on that port. */
    public Vpn withPort(int other) {
        return new Vpn(other, address, peers);
    }

    /** The same with that address. */
    public Vpn withAddress(String other) {
        return new Vpn(port, other, peers);
    }

    /** The same for these peers. */
    public Vpn withPeers(List<VpnPeer> others) {
        return new Vpn(port, address, others);
    }
}
