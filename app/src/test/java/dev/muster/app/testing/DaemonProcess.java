package dev.muster.app.testing;

import dev.muster.bridge.cli.MusterMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bridge daemon as a process of its own, over TLS on loopback. */
public final class DaemonProcess implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Consoles: https://.*:(\\d+)");
    private static final Pattern CODE = Pattern.compile("Pairing code .*: ([0-9A-Z-]+)");

    private final Process process;
    private final List<String> said;

    private DaemonProcess(Process process, List<String> said) {
        this.process = process;
        this.said = List.copyOf(said);
    }

    /**
     * Starts one and waits until it can be reached.
     *
     * @param port 0 for any
     */
    public static DaemonProcess start(Path state, int port) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                                .orElse(System.getProperty("java.class.path")),
                        MusterMain.class.getName(),
                        "bridge",
                        "--state",
                        state.toString(),
                        "--listen",
                        "127.0.0.1:" + port)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        state.resolveSibling("daemon.log").toFile()))
                .start();
        List<String> said = new ArrayList<>();
        BufferedReader lines = process.inputReader();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            said.add(line);
            if (line.equals("Ready.")) {
                return new DaemonProcess(process, said);
            }
        }
        throw new AssertionError("the daemon did not come up: " + said);
    }

    /** Where it listens. */
    public int port() {
        return Integer.parseInt(word(PORT));
    }

    /** The code it showed. */
    public String code() {
        return word(CODE);
    }

    private String word(Pattern pattern) {
        return said.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(found -> found.group(1))
                .findFirst()
                .orElseThrow(() -> new AssertionError(pattern + " is not in " + said));
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("the daemon cannot be killed");
        }
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit()
                .orTimeout(Duration.ofSeconds(20).toSeconds(), TimeUnit.SECONDS)
                .join();
    }
}
