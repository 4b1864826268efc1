package dev.muster.model.access;

import dev.muster.model.inventory.LiveObject;
import java.time.Instant;
import java.util.Optional;

/**
 * A console or command line that was paired with a daemon.
 *
 * @param name the name it gave itself
 * @param role what it may do
 * @param fingerprint SHA-256 of its certificate, lower-case hex
 * @param paired when
 * @param expires when its certificate ends
 * @param revoked when it was shut out; empty while it may come in
 */
public record PairedClient(
        String name, Role role, String fingerprint, Instant paired, Instant expires, Optional<Instant> revoked)
        implements LiveObject {
    @Override
    public ClientId id() {
        return new ClientId(fingerprint);
    }

    @Override
    public Role requires() {
        return Role.ADMINISTRATOR;
    }
}
