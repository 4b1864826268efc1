package dev.muster.bridge.cluster;

import dev.muster.bridge.cluster.artifact.ArtifactStore;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.cluster.BootTrail.Kind;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.NetworkId;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** The boot controller in one network: HTTP at the network's own address, for its VMs alone. */
final class BootServer implements AutoCloseable {
    private static final int CONNECTIONS = 2_000;
    private static final int BUFFER = 256 << 10;

    private final NetworkId network;
    private final BootController controller;
    private final BootSessions sessions;
    private final BootTrails trails;
    private final ClusterStore store;
    private final ArtifactStore artifacts;
    private final WebServer server;
    private final String url;

    /** Listens; throws what the address refuses. */
    BootServer(
            NetworkId network,
            InetSocketAddress address,
            BootController controller,
            BootSessions sessions,
            BootTrails trails,
            ClusterStore store,
            ArtifactStore artifacts) {
        this.network = network;
        this.controller = controller;
        this.sessions = sessions;
        this.trails = trails;
        this.store = store;
        this.artifacts = artifacts;
        this.server = WebServer.builder()
                .bindAddress(address)
                .protocolsDiscoverServices(false)
                .addConnectionSelector(io.helidon.webserver.http1.Http1ConnectionSelector.builder()
                        .config(io.helidon.webserver.http1.Http1Config.builder()
                                .maxPrologueLength(2048)
                                .maxHeadersSize(16 << 10)
                                .build())
                        .build())
                .connectionOptions(SocketOptions.builder()
                        .readTimeout(Duration.ofSeconds(20))
                        .tcpNoDelay(true)
                        .build())
                .idleConnectionTimeout(Duration.ofMinutes(1))
                .maxTcpConnections(CONNECTIONS)
                .maxPayloadSize(0)
                .shutdownGracePeriod(Duration.ofMillis(200))
                .shutdownHook(false)
                .routing(HttpRouting.builder().any(this::serve))
                .build()
                .start();
        this.url = "http://" + address.getHostString() + ":" + server.port();
        if (!server.isRunning()) {
            throw new IllegalStateException("nothing listens at " + url);
        }
    }

    String url() {
        return url;
    }

    @Override
    public void close() {
        server.stop();
    }

    private void serve(ServerRequest request, ServerResponse response) throws IOException {
        answer(request, response);
        if (header(request, "Connection").equalsIgnoreCase("close")) {
            throw new CloseConnectionException("the client asked for it");
        }
    }

    private void answer(ServerRequest request, ServerResponse response) throws IOException {
        String[] path = request.prologue().uriPath().rawPath().substring(1).split("/", 3);
        String method = request.prologue().method().text();
        if (!method.equals("GET") && !method.equals("HEAD")) {
            plain(response, Status.METHOD_NOT_ALLOWED_405, "Only GET is served here.\n");
            return;
        }
        String from = request.remotePeer().address() instanceof InetSocketAddress peer
                ? peer.getAddress().getHostAddress()
                : "";
        switch (path[0]) {
            case "boot" -> plain(response, Status.OK_200, BootScripts.first(url));
            case "script" -> script(request, response, from);
            case "file" -> {
                if (path.length == 3) {
                    file(path[1], path[2], request, response, from);
                } else {
                    none(response);
                }
            }
            case "up", "done" -> said(path, response, from);
            default -> none(response);
        }
    }

    private void script(ServerRequest request, ServerResponse response, String from) {
        BootRequest asked;
        try {
            asked = new BootRequest(
                    Identifier.of(request.query().first("uuid").orElse("")),
                    request.query().first("mac").orElse("").replace('-', ':').toLowerCase(Locale.ROOT),
                    from,
                    network,
                    url);
        } catch (MusterException e) {
            plain(response, Status.BAD_REQUEST_400, e.problem().what() + "\n");
            return;
        }
        switch (controller.answer(asked)) {
            case BootAnswer.Boot(String script) -> plain(response, Status.OK_200, script);
            case BootAnswer.Wait(String reason) -> plain(response, Status.OK_200, BootScripts.waiting(url, reason));
            case BootAnswer.Refused(String reason) -> plain(response, Status.OK_200, BootScripts.refused(url, reason));
            case BootAnswer.Forbidden(String reason) -> plain(response, Status.FORBIDDEN_403, reason + "\n");
        }
    }

    private void said(String[] path, ServerResponse response, String from) {
        Optional<BootSession> session = path.length < 2 ? Optional.empty() : sessions.find(path[1], from);
        if (session.isEmpty()) {
            none(response);
            return;
        }
        Identifier id = session.get().id();
        boolean done = path[0].equals("done");
        if (done) {
            store.update(id, one -> one.installed(store.change(one.function(), "installer", "installed")));
        }
        trails.add(id, name(id), done ? Kind.INSTALLED : Kind.UP, session.get().function());
        plain(response, Status.OK_200, "ok\n");
    }

    private void file(String token, String name, ServerRequest request, ServerResponse response, String from)
            throws IOException {
        Optional<BootSession> session = sessions.find(token, from);
        Optional<Artifact> artifact =
                session.flatMap(one -> Optional.ofNullable(one.files().get(artifact(name))));
        if (session.isEmpty() || artifact.isEmpty()) {
            none(response);
            return;
        }
        Identifier id = session.get().id();
        Path content;
        try {
            content = artifacts.content(artifact.get());
        } catch (MusterException e) {
            trails.add(id, name(id), Kind.STOPPED, e.problem().what());
            plain(response, Status.GONE_410, e.problem().what() + "\n");
            return;
        }
        String tag = "\"" + artifact.get().digest() + "\"";
        response.header(HeaderNames.ETAG, tag);
        response.header(HeaderNames.ACCEPT_RANGES, "bytes");
        response.header(HeaderNames.CONTENT_TYPE, "application/octet-stream");
        if (header(request, "If-None-Match").equals(tag)) {
            response.status(Status.NOT_MODIFIED_304).send();
            return;
        }
        long size = artifact.get().size();
        ByteRange range = ByteRange.WHOLE;
        if (header(request, "If-Range").isEmpty() || header(request, "If-Range").equals(tag)) {
            range = ByteRange.parse(header(request, "Range"), size);
        }
        if (range.isUnsatisfiable()) {
            response.header(HeaderNames.CONTENT_RANGE, "bytes */" + size);
            response.status(Status.REQUESTED_RANGE_NOT_SATISFIABLE_416).send();
            return;
        }
        long first = range.first();
        long count = range.isWhole() ? size : range.last() - first + 1;
        if (!range.isWhole()) {
            response.header(HeaderNames.CONTENT_RANGE, "bytes " + first + "-" + range.last() + "/" + size);
            response.status(Status.PARTIAL_CONTENT_206);
        }
        response.header(HeaderNames.CONTENT_LENGTH, Long.toString(count));
        if (request.prologue().method().text().equals("HEAD")) {
            response.send();
            return;
        }
        long start = System.nanoTime();
        long sent = 0;
        try (FileChannel channel = FileChannel.open(content, StandardOpenOption.READ);
                OutputStream out = response.outputStream()) {
            channel.position(first);
            InputStream in = Channels.newInputStream(channel);
            byte[] buffer = new byte[(int) Math.min(BUFFER, Math.max(1, count))];
            while (sent < count) {
                int read = in.read(buffer, 0, (int) Math.min(buffer.length, count - sent));
                if (read < 0) {
                    throw new IOException(name + " is shorter than it was");
                }
                out.write(buffer, 0, read);
                sent += read;
            }
        } finally {
            trails.file(id, name(id), name, sent, (System.nanoTime() - start) / 1_000_000, sent == count);
        }
    }

    private String name(Identifier id) {
        return store.find(id).map(Assignment::name).orElse("");
    }

    private static ArtifactId artifact(String name) {
        try {
            return ArtifactId.of(name);
        } catch (MusterException e) {
            return ArtifactId.of("none");
        }
    }

    private static String header(ServerRequest request, String name) {
        return request.headers().first(HeaderNames.create(name)).orElse("");
    }

    private static void none(ServerResponse response) {
        plain(response, Status.NOT_FOUND_404, "There is nothing here for you.\n");
    }

    private static void plain(ServerResponse response, Status status, String text) {
        response.status(status);
        response.header(HeaderNames.CONTENT_TYPE, "text/plain");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(text.getBytes(StandardCharsets.US_ASCII));
    }
}
