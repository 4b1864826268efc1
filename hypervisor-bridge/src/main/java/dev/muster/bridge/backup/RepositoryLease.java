package dev.muster.bridge.backup;

import dev.muster.bridge.HostName;
import dev.muster.bridge.json.Json;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two bridges from working in one repository at the same time. Who works there has the lease with the highest number, a file
 * {@code .lease-N.json} that it touches every few seconds. Taking over from one that is not touched any more is making the next
 * number, which only one can do ({@code O_EXCL}); who was taken over from notices before it gives a restore point its name. How old
 * a lease is, is asked of the file system it lies on, so that the clocks of two machines do not matter.
 */
final class RepositoryLease implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryLease.class);
    private static final Duration TOUCH = Duration.ofSeconds(10);

    /** A lease that was not touched for that long is nobody's. */
    private static final Duration LASTS = Duration.ofSeconds(60);

    private static final String PREFIX = ".lease-";

    private final UUID bridge;
    private final Duration lasts;
    private final Map<Path, Held> held = new ConcurrentHashMap<>();
    /** One for each repository: where one is silent, the others go on. */
    private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

    /**
     * Who has a lease.
     *
     * @param bridge which bridge
     * @param where its machine and process, for people
     */
    private record Holder(UUID bridge, String where) {}

    private static final class Held {
        private final Path file;
        private final ScheduledExecutorService touching = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("muster-lease").factory());
        private int users = 1;

        private Held(Path file) {
            this.file = file;
            var _ = touching.scheduleAtFixedRate(
                    () -> touch(file), TOUCH.toMillis(), TOUCH.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** As that bridge. */
    RepositoryLease(UUID bridge) {
        this(bridge, LASTS);
    }

    /** With leases that last that long. */
    RepositoryLease(UUID bridge, Duration lasts) {
        this.bridge = bridge;
        this.lasts = lasts;
    }

    /** Work in a repository; closing it lets go. */
    final class Hold implements AutoCloseable {
        private final Path root;
        private final Path file;

        private Hold(Path root, Path file) {
            this.root = root;
            this.file = file;
        }

        /** {@code REPOSITORY_IN_USE} where another bridge has taken over, as it may when this one stood still for long. */
        void require() throws IOException {
            if (!newest(root).filter(file::equals).isPresent()) {
                throw inUse(root, "another bridge, which took over while this one stood still");
            }
        }

        @Override
        public void close() {
            release(root);
        }
    }

    /** Takes the lease, for any number of jobs of this bridge; {@code REPOSITORY_IN_USE}. */
    Hold hold(RepositoryDirectory directory) {
        Path root = directory.root();
        ReentrantLock lock = lock(root);
        lock.lock();
        try {
            Held there = held.get(root);
            if (there != null) {
                there.users++;
                return new Hold(root, there.file);
            }
            Path file = take(root);
            held.put(root, new Held(file));
            return new Hold(root, file);
        } catch (IOException e) {
            throw RepositoryDirectory.failed(root, e);
        } finally {
            lock.unlock();
        }
    }

    private ReentrantLock lock(Path root) {
        return locks.computeIfAbsent(root, _ -> new ReentrantLock());
    }

    /** The same for work that only reads: in a repository that cannot be written to, nobody changes anything. */
    Optional<Hold> holdToRead(RepositoryDirectory directory) {
        return Files.isWritable(directory.root()) ? Optional.of(hold(directory)) : Optional.empty();
    }

    private Path take(Path root) throws IOException {
        Optional<Path> newest = newest(root);
        if (newest.isPresent()) {
            Optional<Holder> holder = holder(newest.get());
            boolean ours = holder.filter(one -> one.bridge().equals(bridge)).isPresent();
            if (!ours && age(root, newest.get()).compareTo(lasts) < 0) {
                throw inUse(root, holder.map(Holder::where).orElse("another bridge"));
            }
        }
        Path next = root.resolve(PREFIX + (newest.map(RepositoryLease::number).orElse(0L) + 1) + ".json");
        try {
            Files.createFile(next);
        } catch (FileAlreadyExistsException e) {
            throw inUse(root, "another bridge");
        }
        try {
            Files.writeString(next, Json.write(new Holder(bridge, where())), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // in a full repository points must still be read and deleted; the file is what counts
            LOG.debug("{} could not be written: {}", next, e.toString());
        }
        for (Path old : all(root)) {
            if (number(old) < number(next)) {
                Files.deleteIfExists(old);
            }
        }
        return next;
    }

    private static String where() {
        return "the bridge on " + HostName.ofThisMachine() + ", process "
                + ProcessHandle.current().pid();
    }

    /** By the clock of the file system. */
    private static Duration age(Path root, Path lease) throws IOException {
        Path probe = Files.createTempFile(root, ".now-", "");
        try {
            FileTime now = Files.getLastModifiedTime(probe);
            FileTime then = Files.getLastModifiedTime(lease);
            return Duration.between(then.toInstant(), now.toInstant());
        } catch (NoSuchFileException e) {
            return Duration.ofDays(1);
        } finally {
            Files.deleteIfExists(probe);
        }
    }

    private static Optional<Holder> holder(Path lease) {
        try {
            return Optional.of(Json.read(Files.readString(lease, StandardCharsets.UTF_8), Holder.class));
        } catch (IOException | MusterException e) {
            LOG.debug("{} says not whose it is: {}", lease, e.toString());
            return Optional.empty();
        }
    }

    private static void touch(Path file) {
        try {
            if (Files.exists(file) && Files.size(file) == 0) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            } else if (Files.exists(file)) {
                // writing it lets the file system say the time, a time of ours would be that of another clock
                Files.write(file, Files.readAllBytes(file), StandardOpenOption.WRITE);
            }
        } catch (IOException e) {
            LOG.warn("The lease {} could not be renewed: {}", file, e.toString());
        }
    }

    private void release(Path root) {
        ReentrantLock lock = lock(root);
        lock.lock();
        try {
            Held there = held.get(root);
            if (there == null || --there.users > 0) {
                return;
            }
            held.remove(root);
            there.touching.shutdownNow();
            Files.deleteIfExists(there.file);
        } catch (IOException e) {
            LOG.warn("The lease in {} could not be given back: {}", root, e.toString());
        } finally {
            lock.unlock();
        }
    }

    private static Optional<Path> newest(Path root) throws IOException {
        return all(root).stream().max(Comparator.comparingLong(RepositoryLease::number));
    }

    private static List<Path> all(Path root) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(path -> path.getFileName().toString().matches("\\.lease-[0-9]{1,15}\\.json"))
                    .toList();
        }
    }

    private static long number(Path lease) {
        String name = lease.getFileName().toString();
        return Long.parseLong(name.substring(PREFIX.length(), name.length() - ".json".length()));
    }

    private static MusterException inUse(Path root, String by) {
        return Problem.of(
                        ErrorCode.REPOSITORY_IN_USE,
                        "The repository in " + root + " is being worked in by " + by + ".",
                        "Nothing was changed.",
                        "Wait until it is done. A bridge that died lets go within a minute.")
                .toException();
    }

    @Override
    public void close() {
        held.values().forEach(one -> one.touching.shutdownNow());
    }
}
