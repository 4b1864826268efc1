import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * Tells the boot controller which function a VM has: the smallest server that answers as docs/clusters.md describes.
 *
 * <pre>java docs/examples/FunctionServer.java --functions FILE [--port N] [--token FILE] [--keystore FILE --password FILE]</pre>
 *
 * FILE of the functions has a line for each VM, {@code IDENTIFIER = FUNCTION}; a VM that is not in it is refused. It is read at
 * each question. Without a key store plain HTTP is spoken, which Muster asks on this machine only.
 */
public final class FunctionServer {
    private static final Pattern IDENTIFIER = Pattern.compile("\"identifier\"\\s*:\\s*\"([0-9a-f-]{36})\"");
    private static final int LONGEST_QUESTION = 16 << 10;

    private final Path functions;
    private final String token;

    private FunctionServer(Path functions, String token) {
        this.functions = functions;
        this.token = token;
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new HashMap<>();
        for (int i = 0; i + 1 < args.length; i += 2) {
            options.put(args[i], args[i + 1]);
        }
        if (!options.containsKey("--functions")) {
            System.err.println("usage: FunctionServer --functions FILE [--port N] [--token FILE] [--keystore FILE --password FILE]");
            System.exit(2);
        }
        String token = options.containsKey("--token") ? firstLine(options.get("--token")) : "";
        InetSocketAddress address =
                new InetSocketAddress("127.0.0.1", Integer.parseInt(options.getOrDefault("--port", "8443")));
        HttpServer server = options.containsKey("--keystore")
                ? secure(address, Path.of(options.get("--keystore")), firstLine(options.get("--password")))
                : HttpServer.create(address, 0);
        server.createContext("/", new FunctionServer(Path.of(options.get("--functions")), token)::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        System.out.println("listening on port " + server.getAddress().getPort());
    }

    private static String firstLine(String file) throws IOException {
        return Files.readAllLines(Path.of(file)).getFirst().strip();
    }

    private static HttpsServer secure(InetSocketAddress address, Path file, String password) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, password.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, password.toCharArray());
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(address, 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return server;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String question = new String(
                    exchange.getRequestBody().readNBytes(LONGEST_QUESTION), StandardCharsets.UTF_8);
            Matcher identifier = IDENTIFIER.matcher(question);
            if (!exchange.getRequestMethod().equals("POST") || !identifier.find()) {
                reply(exchange, 400, "");
            } else if (!isAllowed(exchange)) {
                reply(exchange, 401, "");
            } else {
                Properties known = new Properties();
                try (InputStream in = Files.newInputStream(functions)) {
                    known.load(in);
                }
                String function = known.getProperty(identifier.group(1));
                System.out.println(identifier.group(1) + " -> " + function);
                if (function == null) {
                    reply(exchange, 404, "");
                } else {
                    reply(exchange, 200, "{\"function\":\"" + function.strip() + "\",\"once\":false}");
                }
            }
        }
    }

    private boolean isAllowed(HttpExchange exchange) {
        String shown = exchange.getRequestHeaders().getFirst("Authorization");
        return token.isEmpty()
                || (shown != null
                        && MessageDigest.isEqual(
                                shown.getBytes(StandardCharsets.UTF_8),
                                ("Bearer " + token).getBytes(StandardCharsets.UTF_8)));
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
