package dev.muster.model.recovery;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import java.util.Optional;

/**
 * Where a machine is recovered.
 *
 * @param host empty: decided when the plan is run
 * @param pool where what it writes is put, one of that host; empty: decided when the plan is run
 */
public record Place(Optional<HostId> host, Optional<PoolId> pool) {
    /** Decided when the plan is run. */
    public static final Place ANY = new Place(Optional.empty(), Optional.empty());

    /** On that host, in any of its pools. */
    public static Place on(HostId host) {
        return new Place(Optional.of(host), Optional.empty());
    }

    /** The host, where it is named or follows from the pool. */
    public Optional<HostId> knownHost() {
        return host.or(() -> pool.map(PoolId::host));
    }
}
