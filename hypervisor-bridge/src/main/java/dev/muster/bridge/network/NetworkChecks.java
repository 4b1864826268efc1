package dev.muster.bridge.network;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.network.NetworkSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What must be so before a network is made or taken away. */
final class NetworkChecks {
    private final Lookup lookup;

    NetworkChecks(Lookup lookup) {
        this.lookup = lookup;
    }

    /** {@code NETWORK_EXISTS} */
    void requireFree(NetworkId id, String name) {
        boolean taken = lookup.networksOf(id.host())
                .anyMatch(network -> network.name().equals(name) || network.id().equals(id));
        if (taken) {
            throw Problem.of(
                            ErrorCode.NETWORK_EXISTS,
                            "The host " + id.host() + " has a network \"" + name + "\" or of that UUID already.",
                            "It stays as it is; no network was made.",
                            "Choose another name, or delete that network first.")
                    .toException();
        }
    }

    /** {@code NETWORK_EXISTS} where another network of the host has addresses in common with it. */
    void requireAddressFree(HostId host, NetworkSpec spec) {
        requireAddressFree(host, spec, Optional.empty());
    }

    /** The same for a network that is changed, whose own addresses are no others'. */
    void requireAddressFree(HostId host, NetworkSpec spec, Optional<NetworkId> changed) {
        if (spec.address().isEmpty()) {
            return;
        }
        Ipv4Range wanted = Ipv4Range.parse(spec.address()).orElseThrow();
        Optional<Network> clash = lookup.networksOf(host)
                .filter(network -> !Optional.of(network.id()).equals(changed))
                .filter(network -> Arrays.stream(network.addresses().split(", ", -1))
                        .flatMap(address -> Ipv4Range.parse(address).stream())
                        .anyMatch(wanted::meets))
                .findFirst();
        if (clash.isPresent()) {
            throw Problem.of(
                            ErrorCode.NETWORK_EXISTS,
                            "The network \"" + clash.get().name() + "\" has the addresses "
                                    + clash.get().addresses() + " already.",
                            "It stays as it is; no network was made.",
                            "Choose other addresses.")
                    .toException();
        }
        if (!spec.dhcpFirst().isEmpty()
                && !(wanted.holds(spec.dhcpFirst())
                        && wanted.holds(spec.dhcpLast())
                        && Ipv4Range.number(spec.dhcpFirst()) <= Ipv4Range.number(spec.dhcpLast()))) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "The addresses " + spec.dhcpFirst() + " to " + spec.dhcpLast() + " do not lie in "
                                    + spec.address() + ", the first before the last.",
                            "No network was made.",
                            "Correct the range and try again.")
                    .toException();
        }
    }

    /** {@code NETWORK_STATE} while a VM that is active is plugged into it. */
    void requireUnused(Network network) {
        List<String> users = lookup.image().activeIn(network);
        if (!users.isEmpty()) {
            throw Problem.of(
                            ErrorCode.NETWORK_STATE,
                            "The network \"" + network.name() + "\" is in use by " + String.join(", ", users) + ".",
                            "It stays as it is; deleting it would cut them off.",
                            "Shut these VMs down, or plug them into another network.")
                    .toException();
        }
    }
}
