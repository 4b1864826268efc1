package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.client.BridgeAddress;
import dev.muster.bridge.remote.client.PairedBridge;
import dev.muster.bridge.remote.client.RemoteBridge;
import dev.muster.bridge.remote.pki.CertificateAuthority;
import dev.muster.bridge.remote.pki.Identity;
import dev.muster.bridge.remote.pki.Pem;
import dev.muster.bridge.remote.pki.TlsContexts;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.vm.VmCommand;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who want in and may not. */
class AttackTest {
    private static final String INFO = "GET /api/v1/info HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";

    private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n");

    @TempDir
    Path directory;

    private ServedBridge served;

    @BeforeEach
    void serve() {
        served = new ServedBridge(directory);
    }

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void without_a_certificate_nothing_but_pairing_answers() throws IOException {
        for (String path : List.of("info", "inventory", "events")) {
            String answer = https(TlsContexts.unpaired(), get("/api/v1/" + path));
            assertThat(answer).startsWith("HTTP/1.1 403").contains("NOT_AUTHENTICATED");
        }
        assertThat(https(TlsContexts.unpaired(), post("/api/v1/commands", "{}")))
                .contains("NOT_AUTHENTICATED");
        assertThat(https(TlsContexts.unpaired(), post("/api/v1/queries", "{}"))).contains("NOT_AUTHENTICATED");
        assertThat(https(TlsContexts.unpaired(), post("/api/v1/pair", "{}"))).contains("JSON_INVALID");
        assertThat(served.bridge.audit).contains("unpaired access.info REFUSED ACC-1");
    }

    @Test
    void the_connection_stays_open_for_more_until_the_client_says_it_is_done() throws Exception {
        SSLContext tls = tls(served.pair(Role.VIEWER));
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()), 5000);
            socket.setSoTimeout(10_000);
            for (String connection : List.of("", "Connection: keep-alive\r\n", "Connection: Foo, CLOSE\r\n")) {
                String request = "GET /api/v1/info HTTP/1.1\r\nHost: h\r\n" + connection + "\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertThat(one(socket.getInputStream())).startsWith("HTTP/1.1 200");
            }
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_certificate_of_another_authority_is_unknown() throws Exception {
        CertificateAuthority alien = new CertificateAuthority(directory.resolve("alien"), "alien", Clock.systemUTC());
        KeyPair keys = CertificateAuthority.newClientKeys();
        X509Certificate forged = alien.client(keys.getPublic(), "test ADMINISTRATOR");
        SSLContext tls =
                TlsContexts.client(new Identity(keys.getPrivate(), forged, authority(served.pair(Role.ADMINISTRATOR))));

        assertThat(https(tls, INFO)).startsWith("HTTP/1.1 403").contains("CERTIFICATE_UNKNOWN");
    }

    @Test
    void a_revoked_certificate_is_refused_and_says_so() {
        PairedBridge paired = served.pair(Role.OPERATOR);
        try (RemoteBridge bridge = paired.connect(ServedBridge.QUICK)) {
            assertThat(bridge.info().principal().role()).isEqualTo(Role.OPERATOR);
            served.bridge.clients.revoke(paired.fingerprint());
            refused(ErrorCode.CERTIFICATE_REVOKED, bridge::info);
        }
        assertThat(served.bridge.audit).contains("CN=test OPERATOR access.info REFUSED ACC-6");
    }

    @Test
    void a_certificate_that_ended_is_refused() {
        try (RemoteBridge bridge = served.pair(Role.OPERATOR).connect(ServedBridge.QUICK)) {
            assertThat(bridge.info().principal().role()).isEqualTo(Role.OPERATOR);
            served.clock.advance(CertificateAuthority.CLIENT_LIFETIME.plusDays(1));
            refused(ErrorCode.CERTIFICATE_REVOKED, bridge::info);
        }
    }

    @Test
    void three_wrong_codes_close_the_right_one() {
        String right = served.bridge.codes.open(Role.ADMINISTRATOR).code();
        String wrong = right.startsWith("A") ? "B" + right.substring(1) : "A" + right.substring(1);
        for (int i = 0; i < 3; i++) {
            refused(ErrorCode.PAIRING_CODE_WRONG, () -> pair(wrong));
        }
        refused(ErrorCode.PAIRING_CLOSED, () -> pair(right));
        assertThat(served.bridge.clients.all()).isEmpty();
        assertThat(served.bridge.audit).contains("unpaired access.pair REFUSED ACC-3");
    }

    @Test
    void a_code_is_used_up() {
        String code = served.bridge.codes.open(Role.VIEWER).code();
        pair(code);
        refused(ErrorCode.PAIRING_CLOSED, () -> pair(code));
    }

    @Test
    void tries_to_pair_are_limited() {
        List<ErrorCode> answers = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            try {
                pair("0000-0000-0000");
            } catch (MusterException e) {
                answers.add(e.problem().code());
            }
        }
        assertThat(answers.getLast()).isEqualTo(ErrorCode.TOO_MANY_TRIES);
    }

    @Test
    void a_server_that_does_not_know_the_code_is_not_trusted() throws IOException {
        Path elsewhere = directory.resolve("other");
        String code = served.bridge.codes.open(Role.VIEWER).code();
        try (ServedBridge impostor = new ServedBridge(java.nio.file.Files.createDirectories(elsewhere))) {
            impostor.bridge.codes.open(Role.VIEWER);
            refused(
                    ErrorCode.PAIRING_CODE_WRONG,
                    () -> RemoteBridge.pair(impostor.address(), code, "victim", served.clients()));
        }
        assertThat(new dev.muster.bridge.remote.client.PairedBridges(served.clients()).list())
                .isEmpty();
    }

    @Test
    void a_server_of_another_authority_is_not_spoken_to() throws IOException {
        PairedBridge paired = served.pair(Role.ADMINISTRATOR);
        try (ServedBridge impostor =
                new ServedBridge(java.nio.file.Files.createDirectories(directory.resolve("other")))) {
            PairedBridge misled = new PairedBridge(
                    paired.bridge(),
                    "127.0.0.1",
                    impostor.port(),
                    paired.name(),
                    paired.role(),
                    paired.authority(),
                    paired.certificate(),
                    paired.key());
            try (RemoteBridge bridge = misled.connect(ServedBridge.QUICK)) {
                refused(ErrorCode.SERVER_NOT_TRUSTED, bridge::info);
            }
        }
    }

    @Test
    void older_tls_is_not_spoken() throws Exception {
        SSLContext old = SSLContext.getInstance("TLSv1.2");
        old.init(null, null, null);
        try (SSLSocket socket =
                (SSLSocket) old.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), served.port())) {
            socket.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
        }
    }

    @Test
    void a_command_from_a_viewer_or_of_an_unknown_kind_or_with_unknown_fields_does_nothing() throws Exception {
        PairedBridge viewer = served.pair(Role.VIEWER);
        PairedBridge administrator = served.pair(Role.ADMINISTRATOR);
        String connect = "{\"type\":\"host.connect\",\"connection\":\"h\",\"uri\":\"sim:///\"}";

        assertThat(https(tls(viewer), post("/api/v1/commands", connect))).contains("NOT_ALLOWED");
        assertThat(https(tls(administrator), post("/api/v1/commands", "{\"type\":\"host.explode\"}")))
                .startsWith("HTTP/1.1 400")
                .contains("COMMAND_UNKNOWN");
        assertThat(https(
                        tls(administrator),
                        post("/api/v1/commands", connect.replace("}", ",\"role\":\"ADMINISTRATOR\"}"))))
                .contains("JSON_INVALID");
        assertThat(https(tls(administrator), post("/api/v1/commands", "{\"type\":")))
                .contains("JSON_INVALID");
        assertThat(served.bridge.done).isEmpty();
        assertThat(https(tls(administrator), post("/api/v1/commands", connect))).startsWith("HTTP/1.1 202");
    }

    @Test
    void a_body_without_end_is_not_taken() throws Exception {
        SSLContext tls = tls(served.pair(Role.ADMINISTRATOR));
        String head = post("/api/v1/commands", "").replace("Content-Length: 0", "Content-Length: 3000000");

        assertThat(https(tls, head)).startsWith("HTTP/1.1 413").contains("problem+json");
        assertThat(unix(head)).startsWith("HTTP/1.1 413");
        assertThat(served.bridge.done).isEmpty();
    }

    @Test
    void of_strangers_only_short_bodies_are_taken() throws Exception {
        String large = "x".repeat(20_000);

        assertThat(https(TlsContexts.unpaired(), post("/api/v1/commands", large)))
                .startsWith("HTTP/1.1 413");
        assertThat(https(TlsContexts.unpaired(), post("/api/v1/pair", large))).startsWith("HTTP/1.1 413");
        assertThat(https(tls(served.pair(Role.ADMINISTRATOR)), post("/api/v1/commands", large)))
                .contains("JSON_INVALID");
    }

    @Test
    void paths_lead_nowhere_else() throws Exception {
        SSLContext tls = tls(served.pair(Role.ADMINISTRATOR));
        for (String path : List.of(
                "/",
                "/etc/passwd",
                "/api/v1/../../etc/passwd",
                "/api/v1/%2e%2e/%2e%2e/etc/passwd",
                "/api/v1/info/",
                "/api/v1//info",
                "/api/v1/info;x=1",
                "/api/v2/info")) {
            assertThat(https(tls, get(path))).as(path).matches("(?s)HTTP/1.1 (404|400) .*");
            assertThat(unix(get(path))).as(path).startsWith("HTTP/1.1 404").contains("problem+json");
        }
        assertThat(https(tls, get("/api/v1/info").replace("GET", "DELETE"))).startsWith("HTTP/1.1 405");
    }

    @Test
    void nothing_is_smuggled_through_the_unix_socket() throws IOException {
        String post = "POST /api/v1/queries HTTP/1.1\r\nHost: h\r\n";
        for (String request : List.of(
                post + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + INFO,
                post + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
                post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                post + "Content-Length: +5\r\n\r\nhello",
                post + "Content-Length: -1\r\n\r\n",
                post + "Content-Length: 0x5\r\n\r\nhello",
                post + "Content-Length : 5\r\n\r\nhello",
                post + "X: a\r\n folded\r\n\r\n",
                post + "X: a\nY: b\r\n\r\n",
                "GET /api/v1/info HTTP/1.1\nHost: h\n\n",
                "GET /api/v1/info\r\n\r\n",
                "GET  /api/v1/info HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET http://h/api/v1/info HTTP/1.1\r\nHost: h\r\n\r\n",
                "GET /api/v1/info HTTP/1.1\r\n\r\n",
                "GET /api/v1/info HTTP/1.1\r\nHost: h\r\nHost: i\r\n\r\n",
                "GET /api/v1/info HTTP/2.0\r\nHost: h\r\n\r\n",
                "GET /" + "a".repeat(9000) + " HTTP/1.1\r\nHost: h\r\n\r\n")) {
            String answer = unix(request);
            assertThat(answer).as(request).matches("(?s)HTTP/1.1 (400|431|501|505) .*");
            assertThat(answer.split("HTTP/1.1 \\d", -1))
                    .as("one answer to " + request)
                    .hasSize(2);
        }
        assertThat(unix(INFO + INFO).split("HTTP/1.1 \\d", -1))
                .as("a second request on the same connection")
                .hasSize(2);
    }

    @Test
    void who_sends_too_slowly_is_let_go() throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(served.socket));
            OutputStream out = Channels.newOutputStream(channel);
            out.write("GET /api/v1/info HTTP/1.1\r\nHost".getBytes(StandardCharsets.US_ASCII));
            long before = System.nanoTime();

            assertThat(Channels.newInputStream(channel).read()).isEqualTo(-1);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(unix(INFO)).as("others are served").startsWith("HTTP/1.1 200");
    }

    @Test
    void xml_in_a_command_is_carried_as_it_is_and_not_read_on_the_way() throws Exception {
        String xml = "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><domain>&x;</domain>";
        String command = Json.write(new VmCommand.Define(new HostId("h"), xml, false));

        assertThat(https(tls(served.pair(Role.ADMINISTRATOR)), post("/api/v1/commands", command)))
                .startsWith("HTTP/1.1 202")
                .doesNotContain("root:");
        assertThat(served.bridge.done).containsExactly(new VmCommand.Define(new HostId("h"), xml, false));
    }

    private PairedBridge pair(String code) {
        return RemoteBridge.pair(
                new BridgeAddress.Https("127.0.0.1", served.port()), code, "somebody", served.clients());
    }

    private String https(SSLContext tls, String request) throws IOException {
        try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), served.port()), 5000);
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return request.contains("Connection: close") ? ended(socket) : one(socket.getInputStream());
        }
    }

    private String unix(String request) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(served.socket));
            Channels.newOutputStream(channel).write(request.getBytes(StandardCharsets.US_ASCII));
            return all(Channels.newInputStream(channel));
        }
    }

    /** One answer, and then the server ends the connection, as it was asked to. */
    private static String ended(SSLSocket socket) throws IOException {
        String answer = one(socket.getInputStream());
        assertThat(socket.getInputStream().read())
                .as("the end behind " + answer)
                .isEqualTo(-1);
        return answer;
    }

    /** What came until the other side ended; a connection reset behind the answer is an end too. */
    private static String all(InputStream in) {
        StringBuilder text = new StringBuilder();
        try {
            for (int c = in.read(); c >= 0; c = in.read()) {
                text.append((char) c);
            }
        } catch (IOException e) {
            return text.toString();
        }
        return text.toString();
    }

    /** One answer; the server may keep the connection open behind it. */
    private static String one(InputStream in) throws IOException {
        StringBuilder text = new StringBuilder();
        while (!isWhole(text.toString())) {
            int c = in.read();
            if (c < 0) {
                return text.toString();
            }
            text.append((char) c);
        }
        return text.toString();
    }

    private static boolean isWhole(String text) {
        int end = text.indexOf("\r\n\r\n");
        Matcher length = LENGTH.matcher(text);
        return end >= 0 && length.find() && text.length() - end - 4 >= Integer.parseInt(length.group(1));
    }

    private static String get(String path) {
        return "GET " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n";
    }

    private static String post(String path, String body) {
        return "POST " + path + " HTTP/1.1\r\nHost: h\r\nConnection: close\r\nRequest-Key: k\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static SSLContext tls(PairedBridge paired) throws GeneralSecurityException {
        return TlsContexts.client(
                new Identity(Pem.privateKey(paired.key()), Pem.certificate(paired.certificate()), authority(paired)));
    }

    private static X509Certificate authority(PairedBridge paired) throws GeneralSecurityException {
        return Pem.certificate(paired.authority());
    }

    private static void refused(ErrorCode code, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(code));
    }
}
