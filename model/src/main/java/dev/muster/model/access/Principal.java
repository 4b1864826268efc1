package dev.muster.model.access;

import java.util.Optional;

/**
 * Who asks.
 *
 * @param name as it appears in jobs and in the audit, such as {@code anna@console-7}
 * @param role what they may do
 * @param origin how they came: {@code local}, {@code unix}, the remote address, or {@code schedule/} and its name
 * @param client the paired client they came by; empty for those of the bridge's own machine
 */
public record Principal(String name, Role role, String origin, Optional<ClientId> client) {
    /** Somebody of the bridge's own machine. */
    public Principal(String name, Role role, String origin) {
        this(name, role, origin, Optional.empty());
    }

    /** The same, having come in another way. */
    public Principal from(String other) {
        return new Principal(name, role, other, client);
    }
}
