package dev.muster.bridge.network;

import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.network.Lease;
import dev.muster.model.network.NetworkQuery;
import dev.muster.model.network.NetworkXml;
import java.util.Comparator;

/** Answers what can be asked about a network that is not in the inventory. */
public final class NetworkQueries {
    private final Lookup lookup;

    /** Answers from these hypervisors. */
    public NetworkQueries(Hypervisors hypervisors, Inventory inventory) {
        this.lookup = new Lookup(hypervisors, inventory);
    }

    /**
     * The answer.
     *
     * @throws dev.muster.model.error.MusterException {@code NETWORK_NOT_FOUND}, {@code HOST_UNREACHABLE};
     *     {@code NOT_SUPPORTED} for the definition of a network no form can hold
     */
    public <R extends Record> R answer(NetworkQuery<R> query) {
        Record answer = switch (query) {
            case NetworkQuery.Leases asked -> {
                lookup.network(asked.network());
                yield new NetworkQuery.LeaseList(
                        lookup.hypervisor(asked.network().host()).networks().leases(asked.network()).stream()
                                .sorted(Comparator.comparingLong(NetworkQueries::place)
                                        .thenComparing(Lease::address))
                                .toList());
            }
            case NetworkQuery.Definition asked -> {
                lookup.network(asked.network());
                String xml =
                        lookup.hypervisor(asked.network().host()).networks().xml(asked.network());
                yield new NetworkQuery.NetworkDefinition(NetworkXml.spec(xml), xml);
            }
        };
        return query.answer().cast(answer);
    }

    /** IPv4 by number, so that 10.0.0.9 comes before 10.0.0.10; others behind. */
    private static long place(Lease lease) {
        return Ipv4Range.parse(lease.address())
                .map(_ -> Ipv4Range.number(lease.address().replaceFirst("/.*", "")))
                .orElse(Long.MAX_VALUE);
    }
}
