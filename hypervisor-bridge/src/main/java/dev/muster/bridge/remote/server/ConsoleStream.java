package dev.muster.bridge.remote.server;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.frame.Frame;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleState;
import dev.muster.model.error.MusterException;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client at one console, over a connection that was upgraded for it. */
public final class ConsoleStream implements OpenStream {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleStream.class);
    private static final int CHUNK = 32 << 10;

    private final ConsoleChannel channel;
    private final String key;
    private final Runnable checkStillWelcome;
    private final Duration heartbeat;
    private final OpenStreams open;
    /** A lock and no monitor: who waits for a client that does not read is a virtual thread. */
    private final ReentrantLock writing = new ReentrantLock();

    private final BlockingQueue<ConsoleState> states = new LinkedBlockingQueue<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Closeable connection = () -> {};

    ConsoleStream(
            ConsoleChannel channel, String key, Runnable checkStillWelcome, Duration heartbeat, OpenStreams open) {
        this.channel = channel;
        this.key = key;
        this.checkStillWelcome = checkStillWelcome;
        this.heartbeat = heartbeat;
        this.open = open;
    }

    /**
     * Carries bytes both ways until one side ends it; then everything is closed. On the calling thread what the client says is
     * read.
     *
     * @param hangUp closes the connection, which ends a read and a write that wait
     */
    public void serve(InputStream in, OutputStream out, Closeable hangUp) {
        connection = hangUp;
        open.add(this);
        try {
            // Asked again now that the stream is registered: a revocation just before would else be missed.
            checkStillWelcome.run();
            channel.listen(states::add);
            Thread.ofVirtual().name("muster-console-out").start(() -> sendConsole(out));
            Thread.ofVirtual().name("muster-console-state").start(() -> sendStates(out));
            receive(new DataInputStream(in));
        } catch (IOException | MusterException e) {
            LOG.debug("A console ended", e);
        } finally {
            end();
            open.remove(this);
        }
    }

    /** Leaves the console where nobody was there to be served. */
    void abandon() {
        channel.close();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public void end() {
        if (ended.compareAndSet(false, true)) {
            states.add(ConsoleState.NOBODY);
            channel.close();
            try {
                connection.close();
            } catch (IOException e) {
                LOG.debug("The connection of a console was gone before", e);
            }
        }
    }

    private void receive(DataInputStream in) throws IOException {
        while (!ended.get()) {
            Frame frame = Frame.read(in);
            switch (frame.type()) {
                case ALIVE -> {}
                case DATA -> channel.output().write(frame.payload());
                case TAKE -> channel.takeOver();
                case STATE, END -> throw new IOException("a frame that only a bridge sends");
            }
        }
    }

    private void sendConsole(OutputStream out) {
        try {
            MusterException why = pump(out);
            // Ended from here, the console itself goes on: the client is to find its connection cut.
            if (!ended.get()) {
                sendEnd(out, why);
            }
        } catch (IOException e) {
            LOG.debug("A client of a console went", e);
        } finally {
            end();
        }
    }

    /** Sends what the console says until it ends; gives why it did, or null where it ended well. */
    private @Nullable MusterException pump(OutputStream out) throws IOException {
        byte[] chunk = new byte[CHUNK];
        try {
            for (int count = channel.input().read(chunk);
                    count >= 0;
                    count = channel.input().read(chunk)) {
                send(out, new Frame(Frame.Type.DATA, Arrays.copyOf(chunk, count)));
            }
            return null;
        } catch (MusterException e) {
            return e;
        }
    }

    private void sendEnd(OutputStream out, @Nullable MusterException why) throws IOException {
        byte[] words = why == null
                ? new byte[0]
                : ApiResponse.Document.of(why.problem()).body();
        send(out, new Frame(Frame.Type.END, words));
    }

    private void sendStates(OutputStream out) {
        try {
            while (!ended.get()) {
                ConsoleState state = states.poll(heartbeat.toMillis(), TimeUnit.MILLISECONDS);
                if (state == null) {
                    checkStillWelcome.run();
                    send(out, Frame.of(Frame.Type.ALIVE));
                } else if (!ended.get()) {
                    send(out, new Frame(Frame.Type.STATE, Json.write(state).getBytes(StandardCharsets.UTF_8)));
                }
            }
        } catch (IOException | MusterException e) {
            LOG.debug("A client of a console went, or is not welcome any more", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void send(OutputStream out, Frame frame) throws IOException {
        writing.lock();
        try {
            frame.write(out);
        } finally {
            writing.unlock();
        }
    }
}
