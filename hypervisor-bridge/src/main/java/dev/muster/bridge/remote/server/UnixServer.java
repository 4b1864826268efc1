package dev.muster.bridge.remote.server;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The API over a Unix socket, for users of this machine. HTTP/1.1 with one request for each connection; the kernel says who
 * asks. The mode of the socket's file only keeps most strangers from knocking: who may come in is decided by
 * {@link UnixPeers} for each connection.
 */
public final class UnixServer implements AutoCloseable {
    private static final Duration AFTER_FAILURE = Duration.ofMillis(200);
    private static final Logger LOG = LoggerFactory.getLogger(UnixServer.class);
    private static final int CONNECTIONS = 256;
    /** sockaddr_un holds 108 bytes with the terminating zero, unix(7). */
    private static final int PATH_LIMIT = 107;

    private final ApiHandler handler;
    private final UnixPeers peers;
    private final Path path;
    private final Duration patience;
    private final ServerSocketChannel listener;
    private final Semaphore room = new Semaphore(CONNECTIONS);
    private final ScheduledExecutorService clockwork = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("muster-unix-deadlines").factory());

    /**
     * Listens.
     *
     * @param path made new; what a daemon that was killed left there is cleared away
     * @param patience how long a client may take to send its request, and to take the answer
     * @throws dev.muster.model.error.MusterException {@code STATE_IN_USE} where another daemon listens there
     */
    public UnixServer(ApiHandler handler, UnixPeers peers, Path path, Duration patience) {
        this.handler = handler;
        this.peers = peers;
        this.path = path.toAbsolutePath();
        this.patience = patience;
        this.listener = listen();
        Thread.ofPlatform().daemon().name("muster-unix").start(this::acceptAll);
    }

    /** Where it listens. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        try {
            listener.close();
            Files.deleteIfExists(path);
        } catch (IOException e) {
            LOG.warn("The socket {} stays behind", path, e);
        }
        clockwork.shutdownNow();
    }

    private ServerSocketChannel listen() {
        if (path.toString().getBytes(StandardCharsets.UTF_8).length > PATH_LIMIT) {
            throw unusable(
                    "The path " + path + " is too long for a Unix socket: " + PATH_LIMIT + " bytes at most.", "");
        }
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path);
        try {
            if (Files.exists(path)) {
                refuseIfAlive(address);
                Files.delete(path);
            }
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.bind(address, 64);
                setMode();
                return channel;
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            throw unusable("The bridge cannot listen on " + path + ".", e.toString());
        }
    }

    private void refuseIfAlive(UnixDomainSocketAddress address) throws IOException {
        try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            if (probe.connect(address)) {
                throw unusable("Another bridge listens on " + path + ".", "");
            }
        } catch (java.net.ConnectException e) {
            LOG.debug("Nobody listens on {} any more", path, e);
        }
        if (Files.isRegularFile(path) || Files.isDirectory(path)) {
            throw unusable(path + " is there and is no socket.", "");
        }
    }

    private void setMode() throws IOException {
        PosixFileAttributeView view = Files.getFileAttributeView(path, PosixFileAttributeView.class);
        try {
            GroupPrincipal group =
                    path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(UnixPeers.GROUP);
            view.setGroup(group);
            view.setPermissions(PosixFilePermissions.fromString("rw-rw----"));
        } catch (IOException e) {
            // No such group, or not ours to give: then it is for its owner alone.
            view.setPermissions(PosixFilePermissions.fromString("rw-------"));
        }
    }

    private void acceptAll() {
        while (listener.isOpen()) {
            try {
                SocketChannel channel = listener.accept();
                if (room.tryAcquire()) {
                    Thread.ofVirtual().name("muster-unix-request").start(() -> {
                        try {
                            serve(channel);
                        } finally {
                            room.release();
                        }
                    });
                } else {
                    channel.close();
                }
            } catch (IOException e) {
                if (listener.isOpen()) {
                    LOG.warn("A connection to {} could not be taken", path, e);
                    // as when the process has no file descriptor left, which does not pass at once
                    LockSupport.parkNanos(AFTER_FAILURE.toNanos());
                }
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (channel) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel));
            try {
                InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
                ApiRequest request = read(channel, in);
                switch (handler.handle(request, peers.caller(channel))) {
                    case ApiResponse.Document document -> send(channel, out, document);
                    case ApiResponse.Console console -> {
                        out.write(ConsoleUpgrader.switching());
                        out.flush();
                        console.stream().serve(in, out, channel);
                    }
                    case ApiResponse.Events events -> {
                        out.write(head(200, "text/event-stream", ""));
                        events.stream().writeTo(out);
                    }
                }
            } catch (RequestReader.Refused e) {
                send(channel, out, e.response());
            }
        } catch (IOException | RejectedExecutionException e) { // the latter: it came while the server closes
            LOG.debug("A connection to {} ended", path, e);
        }
    }

    private ApiRequest read(SocketChannel channel, InputStream in) throws IOException, RequestReader.Refused {
        ScheduledFuture<?> deadline = cutAfterPatience(channel);
        try {
            return new RequestReader(in).read();
        } finally {
            deadline.cancel(false);
        }
    }

    /** Nobody keeps a place by not reading the answer either. */
    private void send(SocketChannel channel, OutputStream out, ApiResponse.Document document) throws IOException {
        ScheduledFuture<?> deadline = cutAfterPatience(channel);
        try {
            out.write(head(
                    document.status(), document.contentType(), "Content-Length: " + document.body().length + "\r\n"));
            out.write(document.body());
            out.flush();
        } finally {
            deadline.cancel(false);
        }
    }

    private ScheduledFuture<?> cutAfterPatience(SocketChannel channel) {
        return clockwork.schedule(
                () -> {
                    channel.close();
                    return null;
                },
                patience.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    private static byte[] head(int status, String contentType, String more) {
        return ("HTTP/1.1 " + status + " \r\nContent-Type: " + contentType + "\r\nCache-Control: no-store\r\n"
                        + "Connection: close\r\n" + more + "\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static RuntimeException unusable(String what, String details) {
        return Problem.of(
                        ErrorCode.STATE_IN_USE,
                        what,
                        "VMs go on running; the bridge did not start.",
                        "Give another path with --socket, or stop the other bridge.")
                .withDetails(details)
                .toException();
    }
}
