package dev.muster.bridge.remote.server;

import dev.muster.bridge.remote.pki.TlsContexts;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import io.helidon.common.socket.PeerInfo;
import io.helidon.common.socket.SocketOptions;
import io.helidon.common.tls.Tls;
import io.helidon.common.tls.TlsClientAuth;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;

/** The API over HTTPS: TLS 1.3, HTTP/1.1, one virtual thread for each connection. */
public final class HttpsServer implements AutoCloseable {
    private static final int CONNECTIONS = 512;
    /** Bytes of a body that are taken from whoever comes: to pair needs less than one KiB. */
    private static final int STRANGERS_LIMIT = 16 << 10;

    private final ApiHandler handler;
    private final WebServer server;

    /**
     * Listens.
     *
     * @param address port 0 takes a free one
     * @throws dev.muster.model.error.MusterException {@code STATE_IN_USE} where the address cannot be listened on
     */
    public HttpsServer(ApiHandler handler, InetSocketAddress address, SSLContext tls) {
        this.handler = handler;
        try {
            this.server = build(address, tls).start();
        } catch (RuntimeException e) {
            throw Problem.of(
                            ErrorCode.STATE_IN_USE,
                            "The bridge cannot listen on " + address.getHostString() + ":" + address.getPort() + ".",
                            "VMs go on running; the bridge did not start.",
                            "End what listens there, or give another address with --listen.")
                    .withDetails(rootOf(e).toString())
                    .toException(e);
        }
        if (!server.isRunning()) {
            throw Problem.of(
                            ErrorCode.STATE_IN_USE,
                            "The bridge cannot listen on " + address.getHostString() + ":" + address.getPort() + ".",
                            "VMs go on running; the bridge did not start.",
                            "End what listens there, or give another address with --listen.")
                    .toException();
        }
    }

    /** The port listened on. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private WebServer build(InetSocketAddress address, SSLContext tls) {
        DirectHandlers.Builder errors = DirectHandlers.builder();
        for (DirectHandler.EventType type : DirectHandler.EventType.values()) {
            errors.addHandler(type, HttpsServer::refuse);
        }
        return WebServer.builder()
                .bindAddress(address)
                .tls(Tls.builder()
                        .sslContext(tls)
                        .enabledProtocols(List.of(TlsContexts.PROTOCOL))
                        .clientAuth(TlsClientAuth.OPTIONAL)
                        .build())
                .protocolsDiscoverServices(false)
                .addConnectionSelector(Http1ConnectionSelector.builder()
                        .config(Http1Config.builder()
                                .maxPrologueLength(2048)
                                .maxHeadersSize(16 << 10)
                                .build())
                        .addUpgrader(new ConsoleUpgrader(handler, context -> caller(context.remotePeer())))
                        .build())
                .connectionOptions(SocketOptions.builder()
                        .readTimeout(Duration.ofSeconds(20))
                        .tcpNoDelay(true)
                        .socketKeepAlive(true)
                        .build())
                .idleConnectionTimeout(Duration.ofMinutes(1))
                .idleConnectionPeriod(Duration.ofSeconds(20))
                .maxTcpConnections(CONNECTIONS)
                .maxPayloadSize(ApiRequest.BODY_LIMIT)
                .shutdownGracePeriod(Duration.ofMillis(500))
                .shutdownHook(false)
                .directHandlers(errors.build())
                .routing(HttpRouting.builder().any(this::serve))
                .build();
    }

    private void serve(ServerRequest request, ServerResponse response) throws IOException {
        Map<String, String> headers = new HashMap<>();
        request.headers().forEach(header -> headers.put(header.name().toLowerCase(Locale.ROOT), header.get()));
        byte[] body = body(request);
        if (body.length > ApiRequest.BODY_LIMIT || (body.length > STRANGERS_LIMIT && !isKnown(request))) {
            send(response, ApiHandler.tooLarge());
            throw new CloseConnectionException("the rest of the body is not read");
        }
        ApiRequest asked = new ApiRequest(
                request.prologue().method().text(), request.prologue().uriPath().rawPath(), headers, body);
        switch (handler.handle(asked, caller(request.remotePeer()))) {
            case ApiResponse.Document document -> {
                send(response, document);
                closeIfAsked(headers);
            }
            case ApiResponse.Console console -> {
                console.stream().abandon();
                send(response, ApiHandler.plain(400, "This connection cannot be upgraded.", "Use HTTP/1.1."));
            }
            case ApiResponse.Events events -> stream(response, events.stream());
        }
    }

    /** The body, cut off behind the first byte too many. Nobody fills the memory who was not let in. */
    private byte[] body(ServerRequest request) throws IOException {
        if (!request.content().hasEntity()) {
            return new byte[0];
        }
        try (InputStream in = request.content().inputStream()) {
            byte[] start = in.readNBytes(STRANGERS_LIMIT + 1);
            if (start.length <= STRANGERS_LIMIT || !isKnown(request)) {
                return start;
            }
            byte[] rest = in.readNBytes(ApiRequest.BODY_LIMIT + 1 - start.length);
            byte[] whole = Arrays.copyOf(start, start.length + rest.length);
            System.arraycopy(rest, 0, whole, start.length, rest.length);
            return whole;
        }
    }

    private boolean isKnown(ServerRequest request) {
        return handler.isKnown(caller(request.remotePeer()));
    }

    /** Ends the connection behind the answer where the client said it will send nothing more (RFC 9112, 9.6). */
    private static void closeIfAsked(Map<String, String> headers) {
        boolean asked = Stream.of(headers.getOrDefault("connection", "").split(",", -1))
                .anyMatch(option -> option.strip().equalsIgnoreCase("close"));
        if (asked) {
            throw new CloseConnectionException("the client asked for it");
        }
    }

    private static Caller caller(PeerInfo peer) {
        Optional<X509Certificate> shown =
                peer.tlsCertificates().filter(chain -> chain.length > 0).flatMap(HttpsServer::leaf);
        return new Caller.Tls(shown, peer.host());
    }

    private static Optional<X509Certificate> leaf(Certificate[] chain) {
        return chain[0] instanceof X509Certificate x509 ? Optional.of(x509) : Optional.empty();
    }

    private static void send(ServerResponse response, ApiResponse.Document document) {
        response.status(Status.create(document.status()));
        response.header(HeaderNames.CONTENT_TYPE, document.contentType());
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        response.send(document.body());
    }

    private static void stream(ServerResponse response, EventStream stream) {
        response.header(HeaderNames.CONTENT_TYPE, "text/event-stream");
        response.header(HeaderNames.CACHE_CONTROL, "no-store");
        OutputStream out = response.outputStream();
        try {
            stream.writeTo(out);
        } catch (IOException e) {
            // Not closed: the connection is to be cut, for a stream that ends is no complete answer.
            throw new CloseConnectionException("the stream was ended", e);
        }
    }

    /** What Helidon itself refuses, in the same form as what the handler refuses. */
    private static DirectHandler.TransportResponse refuse(
            DirectHandler.TransportRequest request,
            DirectHandler.EventType type,
            Status status,
            io.helidon.http.ServerResponseHeaders headers,
            String message) {
        ApiResponse.Document document = status.code() == 413
                ? ApiHandler.tooLarge()
                : ApiHandler.plain(
                        status.code(), "The request is not understood.", "Send HTTP/1.1 as docs/api describes it.");
        return DirectHandler.TransportResponse.builder()
                .status(status)
                .headers(headers)
                .header(HeaderNames.CONTENT_TYPE, document.contentType())
                .keepAlive(false)
                .entity(document.body())
                .build();
    }

    private static Throwable rootOf(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}
