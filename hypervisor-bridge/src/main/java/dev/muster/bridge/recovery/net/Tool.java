package dev.muster.bridge.recovery.net;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs programs of this machine with lists of arguments; no shell reads them. */
final class Tool {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private Tool() {}

    /** What it says; {@link IOException} with its words where it fails. */
    static String run(String... line) throws IOException, InterruptedException {
        return run(List.of(line), "");
    }

    /** The same of {@code ip}. */
    static String ip(String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("ip"));
        line.addAll(List.of(arguments));
        return run(line, "");
    }

    /** The same of a program in a namespace that reads a text. */
    static void inside(String word, String input, String... program) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", word));
        line.addAll(List.of(program));
        run(line, input);
    }

    static String run(List<String> line, String input) throws IOException, InterruptedException {
        // files, since who goes on in the background would keep a pipe open
        Path in = Files.createTempFile("muster", ".in");
        Path out = Files.createTempFile("muster", ".out");
        try {
            Files.writeString(in, input);
            Process process = new ProcessBuilder(line)
                    .redirectInput(in.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            boolean ended = process.waitFor(LIMIT.toNanos(), TimeUnit.NANOSECONDS);
            String said = new String(Files.readAllBytes(out), StandardCharsets.UTF_8).strip();
            if (!ended) {
                process.destroyForcibly();
                throw new IOException(String.join(" ", line) + ": not done within " + LIMIT.toSeconds() + " s " + said);
            }
            if (process.exitValue() != 0) {
                throw new IOException(String.join(" ", line) + ": " + said);
            }
            return said;
        } finally {
            Files.deleteIfExists(in);
            Files.deleteIfExists(out);
        }
    }
}
