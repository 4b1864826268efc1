package dev.muster.bridge.recovery.net;

import dev.muster.bridge.json.Json;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Captures on links of the host every frame that some MACs send or are sent. It goes on when the bridge does not, and is found again
 * by what is kept in its directory.
 */
public final class UplinkCapture {
    private static final Duration STARTING = Duration.ofSeconds(20);
    private static final Pattern LINK = Pattern.compile("[A-Za-z0-9_.][A-Za-z0-9_.-]{0,14}");
    private static final Pattern MAC = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){5}");
    private static final Pattern DROPPED = Pattern.compile("(?m)^(\\d+) packets? dropped by kernel");
    private static final Path COUNTERS = Path.of("/proc/net/dev");

    private final Path directory;

    /** Keeps a file for each link in {@code directory}, and what it needs to know. */
    public UplinkCapture(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * One link that is captured on.
     *
     * @param link its name
     * @param pid of the process
     * @param begun when that process began, so that another of the same number is not taken for it
     * @param before frames that the link had passed when it began
     */
    record Running(String link, long pid, Instant begun, long before) {}

    /** What is known of a capture that runs or ran. */
    record Kept(Instant from, List<Running> running, Optional<Evidence> evidence) {}

    /**
     * What was captured.
     *
     * @param from since when all links were listened on
     * @param to until when
     * @param links each link
     */
    public record Evidence(Instant from, Instant to, List<Seen> links) {
        public Evidence {
            links = List.copyOf(links);
        }

        /** Frames of the MACs on all links. */
        public long frames() {
            return links.stream().mapToLong(Seen::frames).sum();
        }

        /** Whether all links were listened on from begin to end without a gap. */
        public boolean complete() {
            return !links.isEmpty() && links.stream().allMatch(Seen::complete);
        }
    }

    /**
     * What was captured on a link.
     *
     * @param link its name
     * @param file the frames, as Wireshark opens them
     * @param frames how many frames of the MACs
     * @param sources MACs that sent them
     * @param all frames that the link passed meanwhile, whoever sent them: that there was something to see
     * @param complete whether it was listened on to the end and no frame was lost
     */
    public record Seen(String link, String file, long frames, List<String> sources, long all, boolean complete) {
        public Seen {
            sources = List.copyOf(sources);
        }
    }

    /**
     * Begins; all links are listened on when this returns. Nothing where it is begun already.
     *
     * @param links names of links of the host
     * @param macs such as {@code 52:54:00:01:02:03}; at least one
     * @throws MusterException {@code RECOVERY_NETWORK_FAILED}; none is listened on then
     */
    public void start(Collection<String> links, Collection<String> macs) throws InterruptedException {
        if (Files.exists(file())) {
            return;
        }
        List<Running> running = new ArrayList<>();
        boolean listening = false;
        try {
            Files.createDirectories(directory);
            String filter = filter(macs);
            for (String link : new TreeSet<>(links)) {
                running.add(listen(link, filter));
            }
            keep(new Kept(Instant.now(), running, Optional.empty()));
            listening = true;
        } catch (IOException e) {
            throw failed("The capture beside the recovery test did not start.", e);
        } finally {
            if (!listening) {
                for (Running each : running) {
                    alive(each).ifPresent(ProcessHandle::destroyForcibly);
                }
            }
        }
    }

    /**
     * Ends; what was seen. Asked again it says the same.
     *
     * @throws MusterException {@code RECOVERY_NETWORK_FAILED}, also where it was never begun
     */
    public Evidence stop() throws InterruptedException {
        try {
            Kept kept = Json.read(Files.readString(file()), Kept.class);
            if (kept.evidence().isPresent()) {
                return kept.evidence().get();
            }
            List<Seen> seen = new ArrayList<>();
            for (Running each : kept.running()) {
                Optional<ProcessHandle> process = alive(each);
                long all = passed(each.link) - each.before;
                Namespace.end(process.stream().toList());
                seen.add(seen(each, process.isPresent(), all));
            }
            Evidence evidence = new Evidence(kept.from(), Instant.now(), seen);
            keep(new Kept(kept.from(), kept.running(), Optional.of(evidence)));
            return evidence;
        } catch (IOException e) {
            throw failed("What was captured beside the recovery test cannot be read.", e);
        }
    }

    private static MusterException failed(String what, IOException cause) {
        return Problem.of(
                        ErrorCode.RECOVERY_NETWORK_FAILED,
                        what,
                        "Whether frames of the test reached production is not known.",
                        "Look at the details.")
                .withDetails(String.valueOf(cause.getMessage()))
                .toException(cause);
    }

    private Path file() {
        return directory.resolve("capture.json");
    }

    private void keep(Kept kept) throws IOException {
        Path draft = Files.writeString(directory.resolve("capture.draft"), Json.writePretty(kept));
        Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Of frames that are from or for one of them. */
    static String filter(Collection<String> macs) throws IOException {
        SortedSet<String> all = new TreeSet<>();
        for (String mac : macs) {
            String lower = mac.toLowerCase(Locale.ROOT);
            if (!MAC.matcher(lower).matches()) {
                throw new IOException(mac + " is no MAC");
            }
            all.add(String.join(" ", "ether", "host", lower));
        }
        if (all.isEmpty()) {
            throw new IOException("no MAC to look for");
        }
        return String.join(" or ", all);
    }

    private Running listen(String link, String filter) throws IOException, InterruptedException {
        if (!LINK.matcher(link).matches()) {
            throw new IOException(link + " is no link");
        }
        Path words = directory.resolve(link + ".log");
        long before = passed(link);
        Process process = new ProcessBuilder(
                        "setsid",
                        "tcpdump",
                        "-n",
                        "-U",
                        "--immediate-mode",
                        "-Z",
                        "root",
                        "-i",
                        link,
                        "-w",
                        pcap(link).toString(),
                        filter)
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectErrorStream(true)
                .redirectOutput(words.toFile())
                .start();
        long until = System.nanoTime() + STARTING.toNanos();
        while (!Files.readString(words).contains("listening on ")) {
            if (process.waitFor(5, TimeUnit.MILLISECONDS) || System.nanoTime() - until > 0) {
                process.destroyForcibly();
                throw new IOException(link + ": " + Files.readString(words).strip());
            }
        }
        return new Running(link, process.pid(), begun(process.toHandle()), before);
    }

    private Path pcap(String link) {
        return directory.resolve(link + ".pcap");
    }

    private static Instant begun(ProcessHandle process) {
        return process.info().startInstant().orElse(Instant.EPOCH);
    }

    private static Optional<ProcessHandle> alive(Running running) {
        return ProcessHandle.of(running.pid)
                .filter(process -> process.isAlive() && begun(process).equals(running.begun));
    }

    private Seen seen(Running running, boolean listened, long all) throws IOException {
        PcapFile captured = PcapFile.read(pcap(running.link));
        // it says how many it lost when it ends by itself
        Matcher dropped = DROPPED.matcher(Files.readString(directory.resolve(running.link + ".log")));
        boolean none = dropped.find() && dropped.group(1).equals("0");
        return new Seen(
                running.link,
                pcap(running.link).toString(),
                captured.frames(),
                List.copyOf(captured.sources()),
                all,
                listened && none && captured.whole());
    }

    /** Frames that a link has received and sent since it is there. */
    private static long passed(String link) throws IOException {
        for (String line : Files.readAllLines(COUNTERS)) {
            String[] words = line.strip().split("[:\\s]+");
            if (words[0].equals(link)) {
                return Long.parseLong(words[2]) + Long.parseLong(words[10]);
            }
        }
        throw new IOException("there is no link " + link);
    }
}
