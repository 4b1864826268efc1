package dev.muster.bridge.cluster;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.pki.TlsContexts;
import dev.muster.model.cluster.OutsideQuery;
import dev.muster.model.error.MusterException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Asks over HTTPS, as docs/clusters.md describes it. */
final class HttpOutside implements Outside {
    private static final int LONGEST_ANSWER = 16 << 10;

    private final Path secrets;

    /** Secrets are read from that directory at each question, so that they can be changed. */
    HttpOutside(Path secrets) {
        this.secrets = secrets;
    }

    /** What is sent. */
    record Question(String identifier, String mac, String address, String host, String vm, String cluster) {}

    /** What comes back with status 200. */
    record Reply(String function, boolean once) {}

    @Override
    public Answer ask(OutsideQuery where, String cluster, BootRequest request, String vm)
            throws IOException, InterruptedException {
        String question = Json.write(new Question(
                request.id().text(),
                request.mac(),
                request.address(),
                request.network().host().text(),
                vm,
                cluster));
        HttpRequest.Builder asked = HttpRequest.newBuilder(URI.create(where.url()))
                .timeout(Duration.ofSeconds(where.timeoutSeconds()))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(question));
        if (!where.secret().isEmpty()) {
            asked.header("Authorization", "Bearer " + secret(where.secret()));
        }
        try (HttpClient client = client(where)) {
            HttpResponse<InputStream> answer = client.send(asked.build(), HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream in = answer.body()) {
                String body = new String(in.readNBytes(LONGEST_ANSWER), StandardCharsets.UTF_8);
                return switch (answer.statusCode()) {
                    case 200 -> function(body);
                    case 403, 404, 410 -> new Answer.Refusal("status " + answer.statusCode());
                    default -> throw new IOException("status " + answer.statusCode());
                };
            }
        }
    }

    private static Answer function(String body) throws IOException {
        try {
            Reply reply = Json.read(body, Reply.class);
            return new Answer.Function(reply.function(), reply.once());
        } catch (MusterException e) {
            throw new IOException("the answer is not as documented", e);
        }
    }

    private HttpClient client(OutsideQuery where) throws IOException {
        HttpClient.Builder client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(where.timeoutSeconds()))
                .followRedirects(HttpClient.Redirect.NEVER);
        if (!where.certificate().isEmpty()) {
            client.sslContext(trusting(secrets.resolve(where.certificate())));
        }
        return client.build();
    }

    private static SSLContext trusting(Path certificates) throws IOException {
        try (InputStream in = Files.newInputStream(certificates)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("outside-" + number++, one);
            }
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance(TlsContexts.PROTOCOL);
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IOException("the certificates in " + certificates.getFileName() + " cannot be used", e);
        }
    }

    private String secret(String name) throws IOException {
        try (var lines = Files.lines(secrets.resolve(name))) {
            return lines.findFirst().orElse("").strip();
        }
    }
}
