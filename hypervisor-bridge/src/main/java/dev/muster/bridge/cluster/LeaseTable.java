package dev.muster.bridge.cluster;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.network.Lease;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Who has which address. A storm of boots asks the hypervisor no more than once in a second for each network. */
final class LeaseTable {
    private static final long OLD_NANOS = 1_000_000_000L;
    /** Nor does who claims what is not so. */
    private static final long LOOK_AGAIN_NANOS = 20_000_000L;

    private final Lookup lookup;
    private final LongSupplier nanos;
    private final Map<NetworkId, Read> read = new HashMap<>();

    private record Read(long at, Map<String, String> macs) {}

    LeaseTable(Lookup lookup, LongSupplier nanos) {
        this.lookup = lookup;
        this.nanos = nanos;
    }

    /**
     * The MAC address that has the lease of an address, lower case.
     *
     * @param claimed what is expected; where what is known differs, it is looked again
     */
    Optional<String> mac(NetworkId network, String address, String claimed) {
        return Optional.ofNullable(
                macs(network, macs -> claimed.equals(macs.get(address))).get(address));
    }

    /** The address that a MAC address has. */
    Optional<String> address(NetworkId network, String mac) {
        return macs(network, _ -> true).entrySet().stream()
                .filter(one -> one.getValue().equals(mac))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /** What is known, read anew where that is old or not as expected. */
    private synchronized Map<String, String> macs(NetworkId network, Predicate<Map<String, String>> expected) {
        Read known = read.get(network);
        long age = known == null ? Long.MAX_VALUE : nanos.getAsLong() - known.at();
        if (known == null || age > OLD_NANOS || (age > LOOK_AGAIN_NANOS && !expected.test(known.macs()))) {
            List<Lease> leases = lookup.hypervisor(network.host()).networks().leases(network);
            Map<String, String> macs = new HashMap<>();
            for (Lease lease : leases) {
                macs.put(lease.address().replaceFirst("/.*", ""), lease.mac().toLowerCase(Locale.ROOT));
            }
            known = new Read(nanos.getAsLong(), macs);
            read.put(network, known);
        }
        return known.macs();
    }
}
