package dev.muster.bridge.access;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.Documents;
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

    private final Documents documents;
    private final Clock clock;
    private final List<Consumer<PairedClient>> onRevoked = new CopyOnWriteArrayList<>();

    /** The clients in that store. */
    public PairedClients(Documents documents, Clock clock) {
        this.documents = documents;
        this.clock = clock;
    }

    /** All of them, the newest first. */
    public List<PairedClient> all() {
        return documents.list(KIND).stream()
                .map(document -> Json.read(document.body(), PairedClient.class))
                .sorted(Comparator.comparing(PairedClient::paired).reversed())
                .toList();
    }

    /** The client whose certificate has that fingerprint. */
    public Optional<PairedClient> find(String fingerprint) {
        return documents.get(KIND, fingerprint).map(document -> Json.read(document.body(), PairedClient.class));
    }

    /**
     * Remembers a new client; durable when this returns.
     *
     * @param expires when its certificate ends
     */
    public PairedClient add(String name, Role role, String fingerprint, Instant expires) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        PairedClient client = new PairedClient(name, role, fingerprint, now, expires, Optional.empty());
        documents.put(KIND, fingerprint, Json.write(client), 0);
        return client;
    }

    /**
     * Shuts a client out; durable, and heard by {@link #onRevoked}, when this returns. Doing it twice is doing it once.
     *
     * @throws dev.muster.model.error.MusterException {@code CERTIFICATE_UNKNOWN} where there is no such client
     */
    public PairedClient revoke(String fingerprint) {
        Documents.Document document = documents
                .get(KIND, fingerprint)
                .orElseThrow(() -> unknown(fingerprint).toException());
        PairedClient client = Json.read(document.body(), PairedClient.class);
        if (client.revoked().isEmpty()) {
            client = new PairedClient(
                    client.name(),
                    client.role(),
                    client.fingerprint(),
                    client.paired(),
                    client.expires(),
                    Optional.of(clock.instant().truncatedTo(ChronoUnit.MILLIS)));
            documents.put(KIND, fingerprint, Json.write(client), document.version());
        }
        for (Consumer<PairedClient> listener : onRevoked) {
            listener.accept(client);
        }
        return client;
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
