package dev.muster.bridge.access;

import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.bridge.store.Documents;
import dev.muster.model.access.ClientId;
import dev.muster.model.access.PairedClient;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The clients that were ever paired. What a client may do stands here and nowhere in what it sends. Nobody is ever
 * deleted: a revoked client stays known as revoked.
 */
public final class PairedClients {
    /** The kind of their documents. */
    public static final String KIND = "client";

    private final ObjectStore<PairedClient> store;
    private final Clock clock;
    private final List<Consumer<PairedClient>> onRevoked = new CopyOnWriteArrayList<>();

    /** The clients in that store, shown to nobody. */
    public PairedClients(Documents documents, Clock clock) {
        this(documents, ObjectPublisher.NOBODY, clock);
    }

    /** The clients in that store. */
    public PairedClients(Documents documents, ObjectPublisher publisher, Clock clock) {
        this.store = new ObjectStore<>(PairedClient.class, KIND, documents, publisher);
        this.clock = clock;
    }

    /** Shows all of them to administrators. */
    void publish() {
        store.publish();
    }

    /** All of them, the newest first. */
    public List<PairedClient> all() {
        return store.all().stream()
                .sorted(Comparator.comparing(PairedClient::paired).reversed())
                .toList();
    }

    /** The client whose certificate has that fingerprint. */
    public Optional<PairedClient> find(String fingerprint) {
        return store.find(new ClientId(fingerprint));
    }

    /**
     * Remembers a new client; durable when this returns.
     *
     * @param expires when its certificate ends
     */
    public PairedClient add(String name, Role role, String fingerprint, Instant expires) {
        PairedClient client = new PairedClient(name, role, fingerprint, now(), expires, Optional.empty());
        store.put(client);
        return client;
    }

    /**
     * Shuts a client out; durable, and heard by {@link #onRevoked}, when this returns. Doing it twice is doing it once.
     *
     * @throws dev.muster.model.error.MusterException {@code CERTIFICATE_UNKNOWN} where there is no such client
     */
    public PairedClient revoke(String fingerprint) {
        PairedClient client = store.update(new ClientId(fingerprint), this::revoked)
                .orElseThrow(() -> unknown(fingerprint).toException());
        for (Consumer<PairedClient> listener : onRevoked) {
            listener.accept(client);
        }
        return client;
    }

    private PairedClient revoked(PairedClient client) {
        return client.revoked().isPresent()
                ? client
                : new PairedClient(
                        client.name(),
                        client.role(),
                        client.fingerprint(),
                        client.paired(),
                        client.expires(),
                        Optional.of(now()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Calls back whenever a client was shut out. */
    public void onRevoked(Consumer<PairedClient> listener) {
        onRevoked.add(listener);
    }

    /** That no client has this certificate. */
    static Problem unknown(String fingerprint) {
        return Problem.of(
                ErrorCode.CLIENT_NOT_FOUND,
                "No paired client has the fingerprint " + fingerprint + ".",
                "Nothing was changed.",
                "List the clients to see their fingerprints.");
    }
}
