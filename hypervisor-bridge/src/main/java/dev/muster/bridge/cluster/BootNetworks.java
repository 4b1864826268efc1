package dev.muster.bridge.cluster;

import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import java.util.List;
import java.util.Optional;

/**
 * In which networks VMs can be told what to boot. A network is <em>served</em> where libvirt hands out its addresses and the
 * boot controller can listen in it, which is on hosts of the bridge's own machine. A network of the same name on another host
 * is <em>joined</em> where it leads into a bridge of that host and so into the same segment: its VMs get addresses and answers
 * from the served one.
 */
final class BootNetworks {
    private BootNetworks() {}

    /** Whether a boot controller of this bridge can listen in networks of that host. */
    static boolean reaches(Host host) {
        return switch (ConnectionUri.parse(host.uri()).kind()) {
            case LOCAL, UNIX, SIMULATED, TEST -> true;
            case SSH, TLS -> false;
        };
    }

    /** The networks of that name in which a boot controller listens. */
    static List<Network> served(InventoryImage image, String name) {
        return image.networks().values().stream()
                .filter(network -> network.name().equals(name) && isServed(image, network))
                .toList();
    }

    static boolean isServed(InventoryImage image, Network network) {
        return network.active()
                && network.dhcp()
                && image.host(network.id().host())
                        .filter(host -> host.state() == HostState.CONNECTED)
                        .filter(BootNetworks::reaches)
                        .isPresent();
    }

    /** Whether it leads into a segment that is served elsewhere. */
    static boolean isJoined(Network network) {
        return network.active() && !network.dhcp() && network.forward().equals("bridge");
    }

    /** Whether VMs of a host are in the segment of a served network: it is of that host, or joined there. */
    static boolean reachedFrom(InventoryImage image, HostId host, Network served) {
        return served.id().host().equals(host)
                || image.networks().values().stream()
                        .anyMatch(network -> network.id().host().equals(host)
                                && network.name().equals(served.name())
                                && isJoined(network));
    }

    /** Why VMs in it cannot be told what to boot; empty where they can. */
    static Optional<String> unfit(InventoryImage image, Host host, Network network) {
        if (!network.active()) {
            return Optional.of("network \"" + network.name() + "\" of host " + host.id() + " is down");
        }
        if (isJoined(network)) {
            return served(image, network.name()).isEmpty()
                    ? Optional.of("no host of this bridge's machine has a network \"" + network.name()
                            + "\" with DHCP, which that of host " + host.id() + " could lead into")
                    : Optional.empty();
        }
        if (!network.dhcp()) {
            return Optional.of("network \"" + network.name() + "\" of host " + host.id() + " has no DHCP");
        }
        return reaches(host)
                ? Optional.empty()
                : Optional.of("host " + host.id()
                        + " is another machine, in whose networks the boot controller of this bridge cannot listen");
    }
}
