package dev.muster.bridge.recovery.net;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * A process in the namespace of a recovery network that looks whether machines answer. It is asked on its standard input and answers
 * on its standard output, one line each, in any order; it ends with its input:
 *
 * <pre>
 * NUMBER ping MS ADDRESS                     NUMBER yes
 * NUMBER tcp MS ADDRESS PORT                 NUMBER no BASE64 of why
 * NUMBER http MS ADDRESS PORT BASE64-PATH    NUMBER yes STATUS BASE64 of the body's first 64 KiB
 * NUMBER https MS ADDRESS PORT BASE64-PATH   whatever its certificate
 * </pre>
 */
final class NetProbe {
    static final String READY = "ready";
    static final String YES = "yes";
    private static final int BODY = 64 << 10;

    private final OutputStream out;
    private @Nullable HttpClient client;

    private NetProbe(OutputStream out) {
        this.out = out;
    }

    /** Runs it; without arguments. */
    public static void main(String[] arguments) throws IOException {
        // these are the bridge's, not a terminal's
        try (InputStream in = new FileInputStream(FileDescriptor.in);
                OutputStream out = new FileOutputStream(FileDescriptor.out)) {
            NetProbe probe = new NetProbe(out);
            probe.say(READY);
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ", -1);
                Thread.ofVirtual().start(() -> probe.answer(words));
            }
        }
        Runtime.getRuntime().halt(0);
    }

    private synchronized void say(String line) throws IOException {
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    private void answer(String[] words) {
        String said;
        try {
            said = looked(words);
        } catch (IOException e) {
            said = "no " + encoded(e.toString().getBytes(StandardCharsets.UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        try {
            say(words[0] + " " + said);
        } catch (IOException e) {
            Runtime.getRuntime().halt(1); // the bridge is gone
        }
    }

    /** Whatever it looks for, it has so long and no longer. */
    private String looked(String[] words) throws IOException, InterruptedException {
        int limit = Integer.parseInt(words[2]);
        FutureTask<String> look = new FutureTask<>(() -> look(words, limit));
        Thread.ofVirtual().start(look);
        try {
            return look.get(limit, TimeUnit.MILLISECONDS);
        } catch (TimeoutException | CancellationException e) {
            look.cancel(true);
            throw new IOException("no answer within " + limit + " ms", e);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private String look(String[] words, int limit) throws IOException, InterruptedException {
        InetAddress address = InetAddress.ofLiteral(words[3]);
        switch (words[1]) {
            case "ping" -> {
                if (!address.isReachable(limit)) {
                    throw new IOException("no answer");
                }
                return YES;
            }
            case "tcp" -> {
                try (Socket socket = new Socket()) {
                    socket.connect(new InetSocketAddress(address, Integer.parseInt(words[4])), limit);
                    return YES;
                }
            }
            case "http", "https" -> {
                String path = new String(Base64.getDecoder().decode(words[5]), StandardCharsets.UTF_8);
                URI uri = URI.create(words[1] + "://" + words[3] + ":" + words[4] + path);
                HttpRequest request = HttpRequest.newBuilder(uri)
                        .timeout(Duration.ofMillis(limit))
                        .build();
                HttpResponse<InputStream> response = client().send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    return YES + " " + response.statusCode() + " " + encoded(body.readNBytes(BODY));
                }
            }
            default -> throw new IOException("what is " + words[1]);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    private synchronized HttpClient client() throws IOException {
        HttpClient known = client;
        if (known == null) {
            try {
                SSLContext tls = SSLContext.getInstance("TLS");
                tls.init(null, new TrustManager[] {new Anyone()}, new SecureRandom());
                known = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .sslContext(tls)
                        .build();
            } catch (GeneralSecurityException e) {
                throw new IOException(e);
            }
            client = known;
        }
        return known;
    }

    /** Trusts whom it meets: a recovered machine has a certificate for its production name, and nothing secret is sent. */
    private static final class Anyone extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
