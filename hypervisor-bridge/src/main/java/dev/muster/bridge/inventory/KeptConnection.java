package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.HypervisorDriver;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection and the endeavour to have it open. Each attempt runs on a thread of its own and has its own
 * {@link Session}; an attempt that was overtaken closes what it opened.
 */
final class KeptConnection {
    private static final Logger LOG = LoggerFactory.getLogger(KeptConnection.class);
    /** One that is lost sooner than this counts as one more failure. */
    private static final Duration STEADY = Duration.ofSeconds(10);

    private final ConnectionId id;
    private final ConnectionUri uri;
    private final HypervisorDriver driver;
    private final InventoryKeeper inventory;
    private final Places places;
    private final Delays delays;
    private final InstantSource clock;
    private final Backoff backoff;

    private Session session;
    private Optional<Hypervisor> open = Optional.empty();
    private Optional<Problem> problem = Optional.empty();
    private Optional<Thread> opening = Optional.empty();
    private Delays.Delayed retry = () -> {};
    private CompletableFuture<Optional<Problem>> outcome = new CompletableFuture<>();
    private long openedAt;
    private boolean closed;

    KeptConnection(
            ConnectionId id,
            ConnectionUri uri,
            HypervisorDriver driver,
            InventoryKeeper inventory,
            Places places,
            Delays delays,
            InstantSource clock,
            Backoff backoff) {
        this.id = id;
        this.uri = uri;
        this.driver = driver;
        this.inventory = inventory;
        this.places = places;
        this.delays = delays;
        this.clock = clock;
        this.backoff = backoff;
        this.session = newSession();
    }

    ConnectionUri uri() {
        return uri;
    }

    synchronized Optional<Hypervisor> hypervisor() {
        return open;
    }

    synchronized Connections.Connection describe() {
        HostState state = open.isPresent()
                ? HostState.CONNECTED
                : opening.isPresent() ? HostState.CONNECTING : HostState.DISCONNECTED;
        return new Connections.Connection(id, uri, state, problem);
    }

    /** The end of the attempt under way, or of the last one: empty when it is connected, else why not. */
    synchronized CompletableFuture<Optional<Problem>> outcome() {
        return outcome;
    }

    /** Tries now; nothing where it is open or being opened. */
    synchronized void connect() {
        if (closed || open.isPresent() || opening.isPresent()) {
            return;
        }
        retry.cancel();
        session = newSession();
        if (outcome.isDone()) {
            outcome = new CompletableFuture<>();
        }
        Session attempt = session;
        inventory.change(image -> Pictures.connecting(image, id, uri));
        opening = Optional.of(Thread.ofVirtual().name("muster-connect-" + id).start(() -> attempt(attempt)));
    }

    /** Lets go and stays so. */
    synchronized void close() {
        closed = true;
        retry.cancel();
        session.end();
        opening.ifPresent(Thread::interrupt);
        opening = Optional.empty();
        open.ifPresent(this::letGo);
        open = Optional.empty();
        outcome.complete(Optional.of(Problem.of(
                ErrorCode.HOST_NOT_FOUND,
                "The connection " + id + " was removed.",
                "Its VMs go on as they are.",
                "Add it again to see them.")));
    }

    private void attempt(Session attempt) {
        try {
            Hypervisor opened = driver.open(id, uri, attempt);
            Optional<Problem> refused = places.take(id, uri, opened);
            opened(attempt, opened, refused);
        } catch (MusterException e) {
            failed(attempt, e.problem());
        } catch (RuntimeException | LinkageError e) {
            LOG.error("Opening {} failed in a way nobody foresaw", uri.text(), e);
            failed(
                    attempt,
                    Problem.of(
                                    ErrorCode.INTERNAL,
                                    "The connection " + id + " could not be opened.",
                                    "Its VMs go on as they are, unseen.",
                                    "Report this with the log of the bridge.")
                            .withDetails(String.valueOf(e)));
        }
    }

    private synchronized void opened(Session attempt, Hypervisor opened, Optional<Problem> refused) {
        if (attempt != session || closed) {
            letGo(opened);
            return;
        }
        Optional<Problem> not = refused.or(attempt::accept);
        if (not.isPresent()) {
            letGo(opened);
            failed(attempt, not.get());
            return;
        }
        opening = Optional.empty();
        open = Optional.of(opened);
        openedAt = delays.nanoTime();
        problem = Optional.empty();
        outcome.complete(Optional.empty());
        LOG.info("Connected to {} as {}", uri.text(), id);
    }

    private synchronized void failed(Session attempt, Problem why) {
        if (attempt == session && !closed) {
            opening = Optional.empty();
            away(why);
        }
    }

    private synchronized void lost(Session attempt, Problem why) {
        if (attempt == session && !closed && open.isPresent()) {
            if (delays.nanoTime() - openedAt >= STEADY.toNanos()) {
                backoff.reset();
            }
            open.ifPresent(this::letGo);
            open = Optional.empty();
            away(why);
        }
    }

    private void away(Problem why) {
        session.end();
        problem = Optional.of(why);
        inventory.change(image -> Pictures.disconnected(image, id, uri, why, clock.instant()));
        Duration wait = backoff.next();
        LOG.info("{} is away ({}); next attempt in {} ms", id, why.what(), wait.toMillis());
        retry = delays.after(wait, this::connect);
        if (!outcome.isDone()) {
            outcome.complete(Optional.of(why));
        } else {
            outcome = CompletableFuture.completedFuture(Optional.of(why));
        }
    }

    private Session newSession() {
        return new Session(id, inventory, this::lost);
    }

    /** Closing may wait for the hypervisor, so nobody waits for it. */
    private void letGo(Hypervisor hypervisor) {
        Thread.ofVirtual().name("muster-close-" + id).start(() -> {
            try {
                hypervisor.close();
            } catch (RuntimeException e) {
                LOG.warn("Closing {} failed", id, e);
            }
        });
    }
}
