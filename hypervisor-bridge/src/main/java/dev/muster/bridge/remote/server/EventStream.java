package dev.muster.bridge.remote.server;

import dev.muster.bridge.json.Json;
import dev.muster.model.access.Principal;
import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.error.MusterException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's stream of Server-Sent Events (WHATWG HTML, section 9.2). Written on the thread of the request alone, so that
 * interrupting it ends the stream even while a write is stuck.
 */
public final class EventStream implements OpenStream {
    /** A comment is sent after so long without an event. */
    public static final Duration HEARTBEAT = Duration.ofSeconds(10);

    private static final byte[] COMMENT = ":\n\n".getBytes(StandardCharsets.US_ASCII);

    private final BridgeAccess bridge;
    private final Principal principal;
    private final String key;
    private final Optional<Stamp> after;
    private final Runnable checkStillWelcome;
    private final Duration heartbeat;
    private final OpenStreams open;
    /** Small: who reads slowly is made to wait in the bridge's own queue, where a snapshot takes the place of what overflows. */
    private final BlockingQueue<BridgeEvent> handover = new ArrayBlockingQueue<>(16);

    private final Object threadLock = new Object();
    private @Nullable Thread thread;
    private volatile boolean ended;

    EventStream(
            BridgeAccess bridge,
            Principal principal,
            String key,
            Optional<Stamp> after,
            Runnable checkStillWelcome,
            Duration heartbeat,
            OpenStreams open) {
        this.bridge = bridge;
        this.principal = principal;
        this.key = key;
        this.after = after;
        this.checkStillWelcome = checkStillWelcome;
        this.heartbeat = heartbeat;
        this.open = open;
    }

    /**
     * Writes events until the stream is ended; then always with an exception, so that the connection is cut and not closed
     * as if the stream were complete.
     *
     * @throws IOException when the client went or the stream was ended
     */
    public void writeTo(OutputStream out) throws IOException {
        synchronized (threadLock) {
            thread = Thread.currentThread();
        }
        open.add(this);
        try {
            // Asked again now that the stream is registered: a revocation just before would else be missed.
            checkStillWelcome.run();
            Subscription subscription = bridge.subscribe(principal, after, this::hand);
            try {
                pump(out);
            } finally {
                // Before the subscription is closed: that waits for a call of hand() to return.
                ended = true;
                subscription.close();
            }
            throw new IOException("the stream was ended");
        } catch (InterruptedException e) {
            throw new IOException("the stream was ended", e);
        } catch (MusterException e) {
            throw new IOException(e.problem().text(), e);
        } finally {
            ended = true;
            open.remove(this);
            synchronized (threadLock) {
                thread = null;
                // Whatever the thread does next is none of the interrupt's business.
                Thread.interrupted();
            }
        }
    }

    private void pump(OutputStream out) throws IOException, InterruptedException {
        out.write(COMMENT);
        out.flush();
        long checked = System.nanoTime();
        while (!ended) {
            BridgeEvent event = handover.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
            if (System.nanoTime() - checked >= heartbeat.toNanos()) {
                // A certificate can also end by itself, or be revoked through another bridge on the same store.
                checkStillWelcome.run();
                checked = System.nanoTime();
            }
            out.write(event == null ? COMMENT : text(event));
            if (handover.isEmpty()) {
                out.flush();
            }
        }
    }

    @Override
    public void end() {
        ended = true;
        synchronized (threadLock) {
            if (thread != null) {
                thread.interrupt();
            }
        }
    }

    @Override
    public String key() {
        return key;
    }

    private void hand(BridgeEvent event) {
        try {
            // Full when the client reads slowly. Looked at again so that an ended stream lets go of the bridge's
            // thread.
            while (!ended) {
                if (handover.offer(event, 100, TimeUnit.MILLISECONDS)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] text(BridgeEvent event) {
        return ("id: " + event.stamp().text() + "\nevent: " + Json.typeName(event.getClass()) + "\ndata: "
                        + Json.write(event) + "\n\n")
                .getBytes(StandardCharsets.UTF_8);
    }
}
