package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.Documents;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections a bridge keeps: each is opened in the background, tried again for ever when it is lost (1 s to 60 s apart),
 * and found again after a restart. One that hangs delays no other.
 */
public final class Connections implements Hypervisors, AutoCloseable {
    /** Their kind among the documents. */
    public static final String KIND = "connection";

    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    /** How a connection is kept. */
    record Kept(String uri) {}

    private final List<HypervisorDriver> drivers;
    private final Documents documents;
    private final InventoryKeeper inventory;
    private final Delays delays;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Places places = new Places();
    private final NavigableMap<ConnectionId, KeptConnection> kept = new TreeMap<>();

    /**
     * One of the connections.
     *
     * @param id its name
     * @param uri where it leads
     * @param state whether it is open
     * @param problem why the last attempt failed; empty when it did not
     */
    public record Connection(ConnectionId id, ConnectionUri uri, HostState state, Optional<Problem> problem) {}

    /**
     * None yet.
     *
     * @param drivers asked in order which opens a URI
     * @param random spreads the attempts of many bridges
     */
    public Connections(
            List<HypervisorDriver> drivers,
            Documents documents,
            InventoryKeeper inventory,
            Delays delays,
            InstantSource clock,
            RandomGenerator random) {
        this.drivers = List.copyOf(drivers);
        this.documents = documents;
        this.inventory = inventory;
        this.delays = delays;
        this.clock = clock;
        this.random = random;
    }

    /** Begins to open every connection kept from before; waits for none. */
    public synchronized void start() {
        for (Documents.Document document : documents.list(KIND)) {
            try {
                ConnectionId id = ConnectionId.of(document.id());
                String uri = Json.read(document.body(), Kept.class).uri();
                if (!kept.containsKey(id)) {
                    keep(id, ConnectionUri.parse(uri));
                }
            } catch (MusterException e) {
                LOG.error(
                        "The connection {} is kept in a form that cannot be read; it is left alone", document.id(), e);
            }
        }
    }

    /**
     * Keeps a connection and begins to open it; the same again changes nothing.
     *
     * @throws MusterException {@code HOST_EXISTS} where name or URI is taken; {@code NOT_SUPPORTED} where nothing opens it
     */
    public synchronized void add(ConnectionId id, ConnectionUri uri) {
        if (requireFree(id, uri)) {
            driver(uri);
            String body = Json.write(new Kept(uri.text()));
            documents.put(KIND, id.text(), body, 0);
            keep(id, uri);
        }
    }

    /**
     * Whether {@link #add} would add it; not where it is there already.
     *
     * @throws MusterException {@code HOST_EXISTS} where its name or URI is another's
     */
    public synchronized boolean requireFree(ConnectionId id, ConnectionUri uri) {
        KeptConnection same = kept.get(id);
        if (same != null && same.uri().equals(uri)) {
            return false;
        }
        if (same != null) {
            throw Problem.of(
                            ErrorCode.HOST_EXISTS,
                            "There is already a connection " + id + ", to "
                                    + same.uri().text() + ".",
                            "Nothing was changed.",
                            "Use another name, or remove that connection first.")
                    .toException();
        }
        kept.forEach((other, connection) -> {
            if (connection.uri().equals(uri)) {
                throw Places.exists(uri, other).toException();
            }
        });
        return true;
    }

    /** Forgets a connection, and shows its hosts no more; one that is not there is left alone. */
    public synchronized void remove(ConnectionId id) {
        documents.delete(KIND, id.text());
        Optional.ofNullable(kept.remove(id)).ifPresent(KeptConnection::close);
        places.leave(id);
        inventory.change(image -> Pictures.gone(image, id));
    }

    /**
     * Tries a connection again now; nothing where it is open.
     *
     * @throws MusterException {@code HOST_NOT_FOUND}
     */
    public void reconnect(ConnectionId id) {
        find(id).connect();
    }

    /** All of them, by name. */
    public synchronized List<Connection> list() {
        return kept.values().stream().map(KeptConnection::describe).toList();
    }

    /**
     * Waits for the end of the attempt under way.
     *
     * @return empty when it is connected, else why it is not
     * @throws MusterException {@code HOST_NOT_FOUND}
     * @throws InterruptedException when the waiting thread is interrupted
     */
    public Optional<Problem> await(ConnectionId id, Duration atMost) throws InterruptedException {
        try {
            return find(id).outcome().get(atMost.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.debug("{} did not answer", id, e);
            return Optional.of(Problem.of(
                    ErrorCode.HYPERVISOR_TIMEOUT,
                    "The connection " + id + " was not open after " + atMost.toSeconds() + " s.",
                    "Its VMs go on as they are, unseen.",
                    "Look at the host and the way to it, then try again."));
        } catch (ExecutionException e) {
            throw new IllegalStateException("an attempt ends with a problem, not with an exception", e);
        }
    }

    @Override
    public Hypervisor of(HostId host) {
        Host found = inventory
                .image()
                .host(host)
                .orElseThrow(() -> notFound("There is no host " + host + ".").toException());
        return find(found.connection())
                .hypervisor()
                .orElseThrow(() -> found.problem()
                        .orElseGet(() -> Problem.of(
                                ErrorCode.HOST_UNREACHABLE,
                                "The host " + host + " is not connected yet.",
                                "Its VMs go on as they are; nothing was changed.",
                                "Wait until it is connected, then try again."))
                        .toException());
    }

    /** Lets go of all of them; they are kept for the next start. */
    @Override
    public synchronized void close() {
        kept.values().forEach(KeptConnection::close);
        kept.clear();
    }

    private synchronized KeptConnection find(ConnectionId id) {
        return Optional.ofNullable(kept.get(id))
                .orElseThrow(
                        () -> notFound("There is no connection " + id + ".").toException());
    }

    private void keep(ConnectionId id, ConnectionUri uri) {
        KeptConnection connection =
                new KeptConnection(id, uri, driver(uri), inventory, places, delays, clock, new Backoff(random));
        kept.put(id, connection);
        connection.connect();
    }

    private HypervisorDriver driver(ConnectionUri uri) {
        return drivers.stream()
                .filter(candidate -> candidate.opens(uri.kind()))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.NOT_SUPPORTED,
                                "Nothing here opens " + uri.text() + ".",
                                "Nothing was changed.",
                                "Use a bridge that has a driver for "
                                        + uri.kind().scheme() + " URIs.")
                        .toException());
    }

    private static Problem notFound(String what) {
        return Problem.of(
                ErrorCode.HOST_NOT_FOUND, what, "Nothing was changed.", "List the hosts to see which there are.");
    }
}
