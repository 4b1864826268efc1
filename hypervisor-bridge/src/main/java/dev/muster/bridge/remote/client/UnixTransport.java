package dev.muster.bridge.remote.client;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Over a Unix socket, a connection for each request: JDK's own client speaks TCP only. */
final class UnixTransport implements Transport {
    private final UnixDomainSocketAddress address;
    private final Duration patience;
    private final Deadlines deadlines;
    private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /**
     * A transport; connects for each request.
     *
     * @param patience how long a request may take, the coming of events left out
     */
    UnixTransport(Path path, Duration patience, Deadlines deadlines) {
        this.address = UnixDomainSocketAddress.of(path);
        this.patience = patience;
        this.deadlines = deadlines;
    }

    @Override
    public Reply send(Request request) throws IOException {
        SocketChannel channel = connect();
        try (Deadlines.Guard guard = deadlines.closeAfter(patience, channel)) {
            HttpExchange.Answer answer = exchange(channel, request);
            byte[] body = answer.body().readAllBytes();
            guard.disarm();
            return new Reply(answer.status(), body);
        } finally {
            release(channel);
        }
    }

    @Override
    public Streaming open(Request request) throws IOException {
        SocketChannel channel = connect();
        try (Deadlines.Guard guard = deadlines.closeAfter(patience, channel)) {
            HttpExchange.Answer answer = exchange(channel, request);
            guard.disarm();
            return new Streaming(answer.status(), new FilterInputStream(answer.body()) {
                @Override
                public void close() throws IOException {
                    // The channel, not the stream above it: that one's lock is held by the read this is to end.
                    release(channel);
                }
            });
        } catch (IOException | RuntimeException e) {
            release(channel);
            throw e;
        }
    }

    @Override
    public Upgraded upgrade(Request request) throws IOException {
        SocketChannel channel = connect();
        try (Deadlines.Guard guard = deadlines.closeAfter(patience, channel)) {
            HttpExchange.Answer answer = exchange(channel, request);
            guard.disarm();
            return new Upgraded(
                    answer.status(), answer.body(), Channels.newOutputStream(channel), () -> release(channel));
        } catch (IOException | RuntimeException e) {
            release(channel);
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        for (SocketChannel channel : open) {
            try {
                release(channel);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }

    private SocketChannel connect() throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        open.add(channel);
        try {
            if (closed) {
                throw new IOException("closed");
            }
            channel.connect(address);
            return channel;
        } catch (IOException e) {
            release(channel);
            throw e;
        }
    }

    private void release(SocketChannel channel) throws IOException {
        open.remove(channel);
        channel.close();
    }

    private static HttpExchange.Answer exchange(SocketChannel channel, Request request) throws IOException {
        InputStream in = new BufferedInputStream(Channels.newInputStream(channel), 64 << 10);
        return HttpExchange.of(request, "localhost", in, Channels.newOutputStream(channel));
    }
}
