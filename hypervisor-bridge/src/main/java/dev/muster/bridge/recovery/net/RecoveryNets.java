package dev.muster.bridge.recovery.net;

import dev.muster.bridge.json.Json;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/**
 * The recovery networks of this machine that a bridge made. What is to be there is written down before anything of it is made, and
 * struck out when nothing of it is left; so a making or removing that was broken off at any point is done again from its begin.
 *
 * <p>Errors of all methods: {@code RECOVERY_NETWORK_FAILED}, with what was done so far left to be mended or removed.
 */
public final class RecoveryNets {
    private static final Path SHARED = Path.of("/run/muster");

    /** In this process a file cannot be locked twice. */
    private static final ReentrantLock HERE = new ReentrantLock();

    private final Path directory;

    /** Keeps what it needs to know, and the logs, below {@code directory}. */
    public RecoveryNets(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    /**
     * What is to be there.
     *
     * @param form all of it
     * @param uplink the number of its way out; empty where it has none
     */
    record Kept(NetForm form, Optional<Integer> uplink) {}

    /** Makes a network, or mends it: what it lacks is added, and what is other than the form says is changed. */
    public void make(NetForm form) throws InterruptedException {
        try {
            locked(() -> build(form));
        } catch (IOException e) {
            throw unmade(form, e);
        }
    }

    private static MusterException unmade(NetForm form, IOException cause) {
        return Problem.of(
                        ErrorCode.RECOVERY_NETWORK_FAILED,
                        "The recovery network \"" + form.network() + "\" could not be made.",
                        "No production network was changed.",
                        "Look at the details.")
                .withDetails(String.valueOf(cause.getMessage()))
                .toException(cause);
    }

    /** Why a network could not be made on this machine as it is now, in words; changes nothing. */
    public Optional<String> obstacle(NetForm form) throws InterruptedException {
        try {
            return NetBuilder.taken(form);
        } catch (IOException e) {
            throw unread(e);
        }
    }

    /**
     * Isolates the ports of all NICs that are plugged in now, where the rules need it. For a machine whose definition does not say so
     * itself: it is started paused, and goes on after this. {@link #make} does the same.
     */
    public void isolatePorts(NetForm form) throws InterruptedException {
        try {
            if (form.portsIsolated()) {
                NetBuilder.isolatePorts(form);
            }
        } catch (IOException e) {
            throw unmade(form, e);
        }
    }

    /** Removes a network with all that runs in it; nothing where there is none. Its log stays. */
    public void remove(String word) throws InterruptedException {
        if (!NetForm.WORD.matcher(word).matches()) {
            throw new IllegalArgumentException(word);
        }
        try {
            locked(() -> clear(word));
        } catch (IOException e) {
            throw Problem.of(
                            ErrorCode.RECOVERY_NETWORK_FAILED,
                            "The recovery network \"" + word + "\" could not be removed.",
                            "No production network was changed.",
                            "Look at the details, and remove it again.")
                    .withDetails(String.valueOf(e.getMessage()))
                    .toException(e);
        }
    }

    /** All that were made, or whose making was begun, and that were not removed to the end. */
    public List<NetForm> made() {
        List<NetForm> made = new ArrayList<>();
        try {
            for (Path file : files(".json")) {
                made.add(Json.read(Files.readString(file), Kept.class).form());
            }
        } catch (IOException e) {
            throw unread(e);
        }
        return made;
    }

    /** The words of networks on this machine that this bridge made and knows nothing of any more; they can be removed. */
    public List<String> leftovers() throws InterruptedException {
        try {
            TreeSet<String> words = new TreeSet<>();
            for (Link link : links()) {
                if (link.name.matches(NetForm.WORD + "b") && link.alias.equals(mark())) {
                    words.add(link.name.substring(0, link.name.length() - 1));
                }
            }
            made().forEach(form -> words.remove(form.word()));
            return List.copyOf(words);
        } catch (IOException e) {
            throw unread(e);
        }
    }

    private static MusterException unread(IOException cause) {
        return Problem.of(
                        ErrorCode.RECOVERY_NETWORK_FAILED,
                        "Which recovery networks there are cannot be read.",
                        "No network was changed.",
                        "Look at the details.")
                .withDetails(String.valueOf(cause.getMessage()))
                .toException(cause);
    }

    /** The public key, in base64, that WireGuard peers of all networks of this bridge are told. */
    public String tunnelKey() {
        try {
            AtomicReference<String> key = new AtomicReference<>("");
            locked(() -> key.set(new TunnelKey(directory).shown()));
            return key.get();
        } catch (IOException e) {
            throw unread(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unread(new IOException(e));
        }
    }

    /** What DHCP and DNS did in a network; it stays when the network is removed, until who made it deletes it. */
    public Path log(String word) {
        return directory.resolve(word + ".log");
    }

    private Path file(String word) {
        return directory.resolve(word + ".json");
    }

    private List<Path> files(String ending) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        }
    }

    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    /** Makers of one machine take turns: they choose addresses and share a setting. */
    private static void locked(Work work) throws IOException, InterruptedException {
        HERE.lockInterruptibly();
        try {
            Files.createDirectories(SHARED);
            try (FileChannel channel = FileChannel.open(
                            SHARED.resolve("recovery.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var _ = channel.lock()) {
                work.run();
            }
        } finally {
            HERE.unlock();
        }
    }

    private record Link(String name, String alias) {}

    private static List<Link> links() throws IOException, InterruptedException {
        List<Link> links = new ArrayList<>();
        for (Object each : Json.read(Tool.ip("-json", "link", "show"), List.class)) {
            if (each instanceof Map<?, ?> link && link.get("ifname") instanceof String name) {
                links.add(new Link(name, link.get("ifalias") instanceof String alias ? alias : ""));
            }
        }
        return links;
    }

    /** Tells networks of this bridge from those of another one on the same machine. */
    private String mark() {
        return "muster recovery " + NetForming.digits(directory.toString(), 20);
    }

    private void build(NetForm form) throws IOException, InterruptedException {
        Kept kept = kept(form);
        Files.createDirectories(directory);
        Path draft = directory.resolve(form.word() + ".draft");
        Files.writeString(draft, Json.writePretty(kept));
        try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
        Files.move(draft, file(form.word()), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        new NetBuilder(form, kept.uplink().map(number -> Uplink.of(form.word(), number)), mark()).build();
        new NetTunnel(form, directory).build();
        new NetServer(form.word(), directory).serve(form);
    }

    private Kept kept(NetForm form) throws IOException, InterruptedException {
        Optional<Integer> before = Optional.empty();
        if (Files.exists(file(form.word()))) {
            Kept kept = Json.read(Files.readString(file(form.word())), Kept.class);
            if (!kept.form().run().equals(form.run()) || !kept.form().network().equals(form.network())) {
                throw new IOException(form.word() + " is " + kept.form().network() + " of "
                        + kept.form().run());
            }
            before = kept.uplink();
        }
        for (Link link : links()) {
            if (link.name.equals(form.bridge()) && !link.alias.isEmpty() && !link.alias.equals(mark())) {
                throw new IOException(link.name + " is another's: " + link.alias);
            }
        }
        if (!form.connected()) {
            return new Kept(form, Optional.empty());
        }
        if (before.isEmpty()) {
            TreeSet<String> taken = new TreeSet<>(HostAddresses.all().stream()
                    .map(HostAddresses.Held::address)
                    .toList());
            for (Path file : files(".json")) {
                Json.read(Files.readString(file), Kept.class)
                        .uplink()
                        .ifPresent(number -> taken.add(Uplink.of("", number).here()));
            }
            before = Uplink.free(form.word(), taken).map(Uplink::number);
            if (before.isEmpty()) {
                throw new IOException("all addresses for ways to the host are taken");
            }
        }
        return new Kept(form, before);
    }

    private void clear(String word) throws IOException, InterruptedException {
        new NetServer(word, directory).remove();
        NetTunnel.remove(word);
        new Namespace(word).remove();
        Tool.run(List.of("nft", "-f", "-"), NetRules.none(word));
        List<String> names = links().stream().map(Link::name).toList();
        for (String end : List.of("p", "u", "b")) {
            if (names.contains(word + end)) {
                NetBuilder.deleteLink(word + end);
            }
        }
        Forwarding.release(links().stream().map(Link::name).anyMatch(name -> name.matches(NetForm.WORD + "u")));
        Files.deleteIfExists(directory.resolve(word + ".draft"));
        Files.deleteIfExists(file(word));
    }
}
