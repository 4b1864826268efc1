package dev.muster.bridge.remote;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/** The names and addresses this machine answers to, for the server's certificate. */
final class ServerNames {
    private ServerNames() {}

    /** Its host name, its addresses and {@code localhost}. */
    static Set<String> ofThisMachine() {
        Set<String> names = new TreeSet<>(Set.of("localhost", "127.0.0.1", "::1"));
        try {
            addHost(names, InetAddress.getLocalHost().getHostName());
            for (NetworkInterface device : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                for (InetAddress address : Collections.list(device.getInetAddresses())) {
                    // A link-local address means nothing without the interface it was seen through.
                    if (!address.isLinkLocalAddress()) {
                        names.add(address.getHostAddress().replaceAll("%.*", ""));
                    }
                }
            }
        } catch (UnknownHostException | SocketException e) {
            // Fewer names; clients pin the authority and do not depend on them.
            return names;
        }
        return names;
    }

    private static void addHost(Set<String> names, String host) {
        if (host.matches("[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?")) {
            names.add(host);
        }
    }
}
