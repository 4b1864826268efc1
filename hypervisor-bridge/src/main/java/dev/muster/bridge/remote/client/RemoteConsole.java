package dev.muster.bridge.remote.client;

import dev.muster.bridge.console.ByteQueue;
import dev.muster.bridge.console.QueueInput;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.api.ProblemDocument;
import dev.muster.bridge.remote.frame.Frame;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleState;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A console at a bridge in another process. */
final class RemoteConsole implements ConsoleChannel {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteConsole.class);
    private static final int QUEUED = 256 << 10;
    /** The daemon gives up a connection that says nothing for twenty seconds. */
    private static final long ALIVE_MILLIS = 5_000;

    private final Transport.Upgraded connection;
    private final String address;
    private final InputStream frames;
    private final ByteQueue queue = new ByteQueue(QUEUED);
    private final InputStream input = new QueueInput(queue, this::whyEnded);
    private final OutputStream output = new Typed();
    private final List<Consumer<ConsoleState>> listeners = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Object sending = new Object();
    private volatile ConsoleState state = ConsoleState.NOBODY;
    private volatile Optional<Problem> lost = Optional.empty();

    private RemoteConsole(Transport.Upgraded connection, String address, InputStream frames) {
        this.connection = connection;
        this.address = address;
        this.frames = frames;
    }

    /** Over that connection, which it owns. */
    static RemoteConsole over(Transport.Upgraded connection, String address, Duration silence, Deadlines deadlines) {
        InputStream watched = deadlines.closeWhenSilent(silence, new Hanging(connection));
        RemoteConsole console = new RemoteConsole(connection, address, watched);
        Thread.ofVirtual().name("muster-console-in").start(console::receive);
        Thread.ofVirtual().name("muster-console-alive").start(console::stayAlive);
        return console;
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public ConsoleState state() {
        return state;
    }

    @Override
    public void listen(Consumer<ConsoleState> listener) {
        listeners.add(listener);
        listener.accept(state);
    }

    @Override
    public void takeOver() {
        send(Frame.of(Frame.Type.TAKE));
    }

    @Override
    public void close() {
        if (closed.getCount() > 0) {
            closed.countDown();
            queue.drop();
            hangUp();
        }
    }

    private void hangUp() {
        try {
            // the stream ends its deadline too; the connection is closed beneath it
            connection.hangUp().close();
            frames.close();
        } catch (IOException e) {
            LOG.debug("The connection of a console was gone before", e);
        }
    }

    private void receive() {
        try {
            DataInputStream in = new DataInputStream(frames);
            boolean over = false;
            while (!over) {
                Frame frame = Frame.read(in);
                switch (frame.type()) {
                    case ALIVE -> {}
                    case DATA -> queue.put(frame.payload(), Long.MAX_VALUE);
                    case STATE -> tell(Json.read(text(frame), ConsoleState.class));
                    case END -> {
                        lost = ending(frame);
                        over = true;
                    }
                    case TAKE -> throw new IOException("a frame that only a client sends");
                }
            }
        } catch (IOException | MusterException e) {
            lost = Optional.of(lost(e.toString()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lost = Optional.of(lost("interrupted"));
        } finally {
            queue.end();
            hangUp();
        }
    }

    private void tell(ConsoleState now) {
        state = now;
        listeners.forEach(listener -> listener.accept(now));
    }

    private static String text(Frame frame) {
        return new String(frame.payload(), StandardCharsets.UTF_8);
    }

    private static Optional<Problem> ending(Frame frame) {
        return frame.payload().length == 0
                ? Optional.empty()
                : Optional.of(Json.read(text(frame), ProblemDocument.class).problem());
    }

    private void stayAlive() {
        try {
            while (!closed.await(ALIVE_MILLIS, TimeUnit.MILLISECONDS) && lost.isEmpty()) {
                send(Frame.of(Frame.Type.ALIVE));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (MusterException e) {
            LOG.debug("The connection of a console is gone", e);
        }
    }

    private void send(Frame frame) {
        synchronized (sending) {
            try {
                frame.write(connection.out());
            } catch (IOException e) {
                Problem problem = lost.orElseGet(() -> lost(e.toString()));
                throw problem.toException(e);
            }
        }
    }

    private Optional<Problem> whyEnded() {
        return closed.getCount() == 0 ? Optional.empty() : lost;
    }

    private Problem lost(String details) {
        return Problem.of(
                        ErrorCode.CONSOLE_LOST,
                        "The connection to the console through the bridge at " + address + " was lost.",
                        "The VM goes on as it is.",
                        "Open the console again.")
                .withDetails(details);
    }

    private final class Typed extends OutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            for (int at = offset; at < offset + length; at += Frame.LIMIT) {
                int end = Math.min(at + Frame.LIMIT, offset + length);
                send(new Frame(Frame.Type.DATA, Arrays.copyOfRange(bytes, at, end)));
            }
        }
    }

    /** What comes in; closing it hangs up, so that a deadline ends a read that waits. */
    private static final class Hanging extends java.io.FilterInputStream {
        private final Transport.Upgraded connection;

        private Hanging(Transport.Upgraded connection) {
            super(connection.in());
            this.connection = connection;
        }

        @Override
        public void close() throws IOException {
            connection.hangUp().close();
        }
    }
}
