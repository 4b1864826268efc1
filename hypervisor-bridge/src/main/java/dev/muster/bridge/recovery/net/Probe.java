package dev.muster.bridge.recovery.net;

import dev.muster.bridge.JavaBeside;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from inside a recovery network whether machines answer. Any number may ask at once. Its process starts with the first
 * question, and again when it is dead.
 *
 * <p>Errors of all questions: {@code RECOVERY_NETWORK_FAILED} where the process does not start or gives no answer at all.
 */
public final class Probe implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Probe.class);
    private static final Duration STARTING = Duration.ofSeconds(60);

    /** What its process may take beyond the limit of a question. */
    private static final Duration MORE = Duration.ofSeconds(10);

    private final String word;
    private @Nullable Run run;

    /** Looks into the network with that {@link NetForm#word}. */
    public Probe(String word) {
        if (!NetForm.WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(word);
        }
        this.word = word;
    }

    /**
     * What a machine answered to a request.
     *
     * @param status such as 200
     * @param body its first 64 KiB
     */
    public record Answer(int status, String body) {}

    /** Whether an address answers to a ping. */
    public boolean ping(String address, Duration limit) throws InterruptedException {
        return ask("ping", limit, address).isPresent();
    }

    /** Whether a port of an address can be connected to. */
    public boolean tcp(String address, int port, Duration limit) throws InterruptedException {
        return ask("tcp", limit, address, Integer.toString(port)).isPresent();
    }

    /**
     * What is answered to a GET; empty where nothing is.
     *
     * @param tls whether by {@code https}; any certificate will do
     * @param path begins with {@code /}; as it stands in a URI
     */
    public Optional<Answer> http(boolean tls, String address, int port, String path, Duration limit)
            throws InterruptedException {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException(path);
        }
        String encoded = Base64.getEncoder().encodeToString(path.getBytes(StandardCharsets.UTF_8));
        return ask(tls ? "https" : "http", limit, address, Integer.toString(port), encoded)
                .map(words -> words.split(" ", -1))
                .map(words -> new Answer(
                        Integer.parseInt(words[0]),
                        new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8)));
    }

    /** What follows {@code yes}; empty for {@code no}. */
    private Optional<String> ask(String what, Duration limit, String address, String... more)
            throws InterruptedException {
        if (!Addresses.isAddress(address)) {
            throw new IllegalArgumentException(address);
        }
        try {
            List<String> words = new ArrayList<>(List.of(what, Long.toString(limit.toMillis()), address));
            words.addAll(List.of(more));
            String said =
                    running().ask(String.join(" ", words)).get(limit.plus(MORE).toMillis(), TimeUnit.MILLISECONDS);
            if (said.startsWith(NetProbe.YES)) {
                return Optional.of(said.substring(NetProbe.YES.length()).strip());
            }
            LOG.debug("{} {}: {}", what, address, said);
            return Optional.empty();
        } catch (IOException | ExecutionException | TimeoutException e) {
            throw failed(e);
        }
    }

    private MusterException failed(Exception cause) {
        return Problem.of(
                        ErrorCode.RECOVERY_NETWORK_FAILED,
                        "The probe in the recovery network \"" + word + "\" does not answer.",
                        "Whether its machines are ready is not known.",
                        "Look at the details.")
                .withDetails(String.valueOf(cause.getMessage()))
                .toException(cause);
    }

    private synchronized Run running() throws IOException, InterruptedException {
        Run known = run;
        if (known == null || !known.process.isAlive()) {
            close();
            known = new Run(word);
            run = known;
        }
        return known;
    }

    @Override
    public synchronized void close() {
        Run known = run;
        run = null;
        if (known != null) {
            known.process.destroy();
        }
    }

    private static final class Run {
        private final Process process;
        private final Writer to;
        private final AtomicLong last = new AtomicLong();
        private final Map<String, CompletableFuture<String>> asked = new ConcurrentHashMap<>();
        private final CompletableFuture<String> ready = new CompletableFuture<>();

        private Run(String word) throws IOException, InterruptedException {
            List<String> line = new ArrayList<>(List.of("ip", "netns", "exec", word));
            line.addAll(JavaBeside.line(NetProbe.class.getName()));
            process = new ProcessBuilder(line)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            to = process.outputWriter(StandardCharsets.UTF_8);
            Thread.ofVirtual().start(this::listen);
            try {
                var _ = ready.get(STARTING.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException | TimeoutException e) {
                process.destroyForcibly();
                throw new IOException("the probe did not start", e);
            }
        }

        private void listen() {
            try (BufferedReader from = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = from.readLine(); line != null; line = from.readLine()) {
                    String[] words = line.split(" ", 2);
                    CompletableFuture<String> waits = asked.remove(words[0]);
                    if (waits != null && words.length > 1) {
                        waits.complete(words[1]);
                    } else if (line.equals(NetProbe.READY)) {
                        ready.complete(line);
                    }
                }
            } catch (IOException e) {
                LOG.debug("a probe has ended", e);
            }
            IOException gone = new IOException("the probe has ended");
            process.destroyForcibly();
            ready.completeExceptionally(gone);
            asked.values().forEach(waits -> waits.completeExceptionally(gone));
        }

        private CompletableFuture<String> ask(String words) throws IOException {
            String number = Long.toString(last.incrementAndGet());
            CompletableFuture<String> answer = new CompletableFuture<>();
            asked.put(number, answer);
            synchronized (to) {
                to.write(number + " " + words + "\n");
                to.flush();
            }
            return answer;
        }
    }
}
