package dev.muster.model.access;

import dev.muster.model.command.Query;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What can be asked about who may come in. */
public sealed interface AccessQuery<R extends Record> extends Query<R> {
    /** All clients that were ever paired. */
    record Clients() implements AccessQuery<ClientList> {
        @Override
        public Class<ClientList> answer() {
            return ClientList.class;
        }

        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }
    }

    /**
     * A fresh pairing code; it opens the door once, for a few minutes, for one client of that role. It is a query because
     * it leaves nothing behind; it is audited all the same.
     *
     * @param role what the client may do
     */
    record NewPairingCode(Role role) implements AccessQuery<PairingCode> {
        @Override
        public Optional<Audited> audited() {
            return Optional.of(new Audited("", role.name()));
        }

        @Override
        public Class<PairingCode> answer() {
            return PairingCode.class;
        }

        @Override
        public Role requires() {
            return Role.ADMINISTRATOR;
        }
    }

    /** Paired clients, newest first. */
    record ClientList(List<PairedClient> clients) {
        public ClientList {
            clients = List.copyOf(clients);
        }
    }

    /**
     * A code to read aloud.
     *
     * @param code such as {@code 4F7K-92QD-M3XW}
     * @param role what it admits to
     * @param expires when it is worth nothing any more
     */
    record PairingCode(String code, Role role, Instant expires) {}
}
