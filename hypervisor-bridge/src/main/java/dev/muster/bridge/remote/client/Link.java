package dev.muster.bridge.remote.client;

import dev.muster.bridge.remote.api.Api;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Keeps the stream of events alive: opens it, opens it again when it is lost, and says how it stands. */
final class Link implements AutoCloseable {
    private final Transport transport;
    private final String address;
    private final LinkSettings settings;
    private final Fold fold;
    private final Deadlines deadlines;
    private final Clock clock;
    private final Backoff backoff;
    private final Semaphore wakeUps = new Semaphore(0);
    private volatile boolean closed;
    private Instant lastHeard;
    private boolean fromTheBeginning;

    Link(Transport transport, String address, LinkSettings settings, Fold fold, Deadlines deadlines, Clock clock) {
        this.transport = transport;
        this.address = address;
        this.settings = settings;
        this.fold = fold;
        this.deadlines = deadlines;
        this.clock = clock;
        this.backoff = new Backoff(settings.firstPause(), settings.longestPause(), new SplittableRandom());
        this.lastHeard = clock.instant();
    }

    void start() {
        Thread.ofVirtual().name("muster-link").start(this::run);
    }

    @Override
    public void close() {
        closed = true;
        wakeUps.release();
    }

    /** Ends the pause before the next try; nothing while the bridge can be heard. */
    void tryNow() {
        wakeUps.release();
    }

    private void run() {
        try {
            while (!closed) {
                Problem why = hear();
                if (closed) {
                    return;
                }
                var _ = wakeUps.drainPermits(); // those from before this was known to have failed
                if (closed) {
                    return;
                }
                if (Failures.isFinal(why)) {
                    fold.link(new LinkState.Refused(why));
                    wakeUps.acquire(); // by itself it does not get better, but somebody may have mended it
                    continue;
                }
                Duration pause = backoff.next();
                fold.link(new LinkState.Down(why, lastHeard, clock.instant().plus(pause), backoff.tries()));
                var _ = wakeUps.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Hears the daemon until it cannot be heard any more. */
    private Problem hear() {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/event-stream"));
        Optional<Stamp> last = fromTheBeginning ? Optional.empty() : fold.last();
        last.ifPresent(stamp -> headers.put("Last-Event-ID", stamp.text()));
        try (Transport.Streaming stream =
                transport.open(new Transport.Request("GET", Api.BASE + "/events", headers, new byte[0]))) {
            if (stream.status() != 200) {
                return refusal(stream);
            }
            return follow(stream);
        } catch (IOException e) {
            return Failures.of(e, address);
        } catch (MusterException e) {
            return e.problem();
        }
    }

    private Problem refusal(Transport.Streaming stream) throws IOException {
        Deadlines.Guard guard = deadlines.closeAfter(settings.request(), stream.body());
        try {
            byte[] body = stream.body().readNBytes(1 << 20);
            return Failures.of(stream.status(), body, address).problem();
        } finally {
            guard.disarm();
        }
    }

    private Problem follow(Transport.Streaming stream) throws IOException {
        try (var watched = deadlines.closeWhenSilent(settings.silence(), stream.body())) {
            EventReader reader = new EventReader(watched);
            boolean up = false;
            while (!closed) {
                Optional<BridgeEvent> event = reader.next();
                lastHeard = clock.instant();
                if (!up) {
                    // Said only now: an answer without a first word is not yet a bridge that can be heard.
                    up = true;
                    backoff.reset();
                    fold.link(new LinkState.Up());
                }
                if (event.isPresent() && !fold.take(event.get())) {
                    fromTheBeginning = true;
                    return Problem.of(
                            ErrorCode.BRIDGE_UNREACHABLE,
                            "Events of the bridge at " + address + " were missed.",
                            "VMs go on running; everything is read anew.",
                            "Nothing need be done.");
                }
                if (event.isPresent()) {
                    fromTheBeginning = false;
                }
            }
            throw new IOException("closed");
        }
    }
}
