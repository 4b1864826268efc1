package dev.muster.bridge.remote.client;

import dev.muster.bridge.remote.pki.Identity;
import dev.muster.bridge.remote.pki.TlsContexts;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLParameters;

/** Over TLS 1.3 with the client's certificate, to a server of the pinned authority. */
final class HttpsTransport implements Transport {
    private final HttpClient client;
    private final String base;
    private final Duration patience;

    /**
     * A transport; connects when first used.
     *
     * @param patience how long a request may take, the coming of events left out
     */
    HttpsTransport(BridgeAddress.Https address, Identity identity, Duration patience) {
        this.base = address.text();
        this.patience = patience;
        SSLParameters tls = new SSLParameters();
        tls.setProtocols(new String[] {TlsContexts.PROTOCOL});
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(HttpClient.Builder.NO_PROXY)
                .connectTimeout(patience)
                .sslContext(TlsContexts.client(identity))
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

    @Override
    public void close() {
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
