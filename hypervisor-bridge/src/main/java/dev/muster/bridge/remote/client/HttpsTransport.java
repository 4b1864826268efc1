package dev.muster.bridge.remote.client;

import dev.muster.bridge.remote.pki.Identity;
import dev.muster.bridge.remote.pki.TlsContexts;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Over TLS 1.3 with the client's certificate, to a server of the pinned authority. */
final class HttpsTransport implements Transport {
    private final HttpClient client;
    private final String base;
    private final Duration patience;
    private final BridgeAddress.Https address;
    private final SSLContext context;
    private final Deadlines deadlines;
    private final Set<SSLSocket> open = ConcurrentHashMap.newKeySet();

    /**
     * A transport; connects when first used.
     *
     * @param patience how long a request may take, the coming of events left out
     */
    HttpsTransport(BridgeAddress.Https address, Identity identity, Duration patience, Deadlines deadlines) {
        this.base = address.text();
        this.address = address;
        this.context = TlsContexts.client(identity);
        this.deadlines = deadlines;
        this.patience = patience;
        SSLParameters tls = new SSLParameters();
        tls.setProtocols(new String[] {TlsContexts.PROTOCOL});
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(patience)
                .sslContext(context)
                .sslParameters(tls)
                .executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("muster-http-", 0).factory()))
                .build();
    }

    @Override
    public Reply send(Request request) throws IOException {
        HttpResponse<byte[]> response = await(client.sendAsync(http(request), HttpResponse.BodyHandlers.ofByteArray()));
        return new Reply(response.statusCode(), response.body());
    }

    @Override
    public Streaming open(Request request) throws IOException {
        HttpResponse<InputStream> response =
                await(client.sendAsync(http(request), HttpResponse.BodyHandlers.ofInputStream()));
        return new Streaming(response.statusCode(), response.body());
    }

    /** JDK's client upgrades to WebSocket alone, so this is a connection of its own. */
    @Override
    public Upgraded upgrade(Request request) throws IOException {
        SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket();
        open.add(socket);
        try (Deadlines.Guard guard = deadlines.closeAfter(patience, socket)) {
            socket.setEnabledProtocols(new String[] {TlsContexts.PROTOCOL});
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address.host(), address.port()), (int) patience.toMillis());
            socket.startHandshake();
            HttpExchange.Answer answer = HttpExchange.of(
                    request,
                    address.host(),
                    new BufferedInputStream(socket.getInputStream(), 64 << 10),
                    socket.getOutputStream());
            guard.disarm();
            return new Upgraded(answer.status(), answer.body(), socket.getOutputStream(), () -> release(socket));
        } catch (IOException | RuntimeException e) {
            release(socket);
            throw e;
        }
    }

    private void release(SSLSocket socket) throws IOException {
        open.remove(socket);
        socket.close();
    }

    @Override
    public void close() {
        for (SSLSocket socket : open) {
            try {
                release(socket);
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        client.shutdownNow();
    }

    private HttpRequest http(Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(base + request.path()))
                .method(
                        request.method(),
                        request.body().length == 0
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(request.body()));
        request.headers().forEach(builder::header);
        return builder.build();
    }

    /** Waits for the answer as a whole; the client's own timeout would end with the head of it. */
    private <T> T await(CompletableFuture<T> answer) throws IOException {
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException failed) {
                throw failed;
            }
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            answer.cancel(true);
            throw new IOException("no answer within " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            answer.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
