package dev.muster.model.network;

import dev.muster.model.command.Query;
import dev.muster.model.inventory.NetworkId;
import java.util.List;

/** What can be asked about a network that is not in the inventory. */
public sealed interface NetworkQuery<R extends Record> extends Query<R> {
    /** The addresses it has handed out and that are still good. */
    record Leases(NetworkId network) implements NetworkQuery<LeaseList> {
        @Override
        public Class<LeaseList> answer() {
            return LeaseList.class;
        }
    }

    /** What the network is defined as, with what a form can change. */
    record Definition(NetworkId network) implements NetworkQuery<NetworkDefinition> {
        @Override
        public Class<NetworkDefinition> answer() {
            return NetworkDefinition.class;
        }
    }

    /** Leases by address. */
    record LeaseList(List<Lease> leases) {
        public LeaseList {
            leases = List.copyOf(leases);
        }
    }

    /**
     * A network's definition.
     *
     * @param spec what a form can change
     * @param xml all of it, as it will start next
     */
    record NetworkDefinition(NetworkSpec spec, String xml) {}
}
