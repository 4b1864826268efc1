package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.cluster.OutsideQuery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The example server of the docs as a process of its own, over TLS and with a token. */
final class FunctionServer implements AutoCloseable {
    private final Process process;
    private final Path output;

    private FunctionServer(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /**
     * Starts it.
     *
     * @param secrets where the bridge reads its token and its certificate
     * @param functions a line for each VM
     */
    static FunctionServer start(Path secrets, Path functions) throws IOException, InterruptedException {
        Files.createDirectories(secrets);
        Files.writeString(secrets.resolve("functions-token"), "a token of sorts\n");
        Path password = Files.writeString(secrets.resolve("password"), "changeit\n");
        Path keys = secrets.resolve("keys.p12");
        String bin = Path.of(System.getProperty("java.home"), "bin").toString();
        run(
                bin + "/keytool",
                "-genkeypair",
                "-alias",
                "functions",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "SAN=dns:localhost,ip:127.0.0.1",
                "-keystore",
                keys.toString(),
                "-storepass",
                "changeit");
        run(
                bin + "/keytool",
                "-exportcert",
                "-rfc",
                "-alias",
                "functions",
                "-keystore",
                keys.toString(),
                "-storepass",
                "changeit",
                "-file",
                secrets.resolve("functions.pem").toString());
        Path output = secrets.resolve("output");
        Process process = new ProcessBuilder(
                        bin + "/java",
                        TinyGuest.projectRoot()
                                .resolve("docs/examples/FunctionServer.java")
                                .toString(),
                        "--port",
                        "0",
                        "--functions",
                        functions.toString(),
                        "--token",
                        secrets.resolve("functions-token").toString(),
                        "--keystore",
                        keys.toString(),
                        "--password",
                        password.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        FunctionServer server = new FunctionServer(process, output);
        await().until(() -> !server.lines().isEmpty() || !process.isAlive());
        assertThat(server.lines()).isNotEmpty();
        return server;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        assertThat(new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor())
                .as(command[0])
                .isZero();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(output);
    }

    /** How the bridge asks it. */
    OutsideQuery query() throws IOException {
        String port = lines().getFirst().replaceFirst(".* ", "");
        return new OutsideQuery("https://localhost:" + port + "/", "functions-token", "functions.pem", 10, 60);
    }

    /** What it was asked and answered. */
    List<String> asked() throws IOException {
        return lines().stream().skip(1).toList();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
