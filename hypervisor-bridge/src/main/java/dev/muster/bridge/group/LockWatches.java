package dev.muster.bridge.group;

import dev.muster.bridge.JavaBeside;
import dev.muster.bridge.hypervisor.LockFile;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts watches, and sees to it that what earlier ones were about goes on. */
final class LockWatches {
    private static final Logger LOG = LoggerFactory.getLogger(LockWatches.class);
    private static final Duration STARTING = Duration.ofSeconds(60);
    private static final Duration SETTLING = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(100);
    private static final String ENDING = ".lock";

    private final Path directory;

    /** Keeps lock files there. */
    LockWatches(Path directory) {
        this.directory = directory;
    }

    /** A watch that runs. */
    static final class Watch implements AutoCloseable {
        private final Process process;
        private final Path file;
        private final Writer to;
        private final BufferedReader from;

        private Watch(Process process, Path file) {
            this.process = process;
            this.file = file;
            this.to = process.outputWriter(StandardCharsets.UTF_8);
            this.from = process.inputReader(StandardCharsets.UTF_8);
        }

        private void await(String word) throws InterruptedException {
            CompletableFuture<String> said = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> {
                try {
                    said.complete(Objects.requireNonNullElse(from.readLine(), "nothing"));
                } catch (IOException e) {
                    said.completeExceptionally(e);
                }
            });
            try {
                String line = said.get(STARTING.toNanos(), TimeUnit.NANOSECONDS);
                if (!line.equals(word)) {
                    throw unwatched(line);
                }
            } catch (TimeoutException | ExecutionException e) {
                throw unwatched(String.valueOf(e.getMessage()));
            }
        }

        /** Begins its time: what is asked to stand still from now on goes on at the deadline. */
        void arm() throws InterruptedException {
            try {
                to.write(ARM_LINE);
                to.flush();
            } catch (IOException e) {
                throw unwatched(e.toString());
            }
            await(LockFile.ARMED);
        }

        /** All of them go on. */
        void done() {
            try {
                Files.deleteIfExists(file);
                to.write(LockFile.DONE + "\n");
                to.flush();
                to.close();
            } catch (IOException e) {
                // it sees for itself that they go on
                LOG.debug("the watch of {} has ended", file, e);
            }
        }

        /** Leaves it to the watch to let go on who does not yet. */
        @Override
        public void close() {
            try {
                to.close();
            } catch (IOException e) {
                LOG.debug("the watch of {} has ended", file, e);
            }
        }

        private static final String ARM_LINE = LockFile.ARM + "\n";

        /** Whether it is still there. */
        boolean isAlive() {
            return process.isAlive();
        }
    }

    /** Starts a watch; it can reach all of the VMs when this returns. {@code GROUP_LOCK_FAILED} */
    Watch start(JobId job, LockFile locks) throws InterruptedException {
        Path file = directory.resolve(job.text() + ENDING);
        try {
            Files.createDirectories(directory);
            locks.write(file);
            Watch watch = new Watch(process(file), file);
            boolean ready = false;
            try {
                watch.await(LockFile.READY);
                ready = true;
                return watch;
            } finally {
                if (!ready) {
                    Files.deleteIfExists(file);
                    watch.process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            throw unwatched(e.toString());
        }
    }

    private static MusterException unwatched(String why) {
        return Problem.of(
                        ErrorCode.GROUP_LOCK_FAILED,
                        "The watch that lets the members go on whatever happens did not start.",
                        "No member was held still, and nothing was captured.",
                        "Look whether all hosts of the group can be reached, and at the details.")
                .withDetails(why)
                .toException();
    }

    private Process process(Path file, String... more) throws IOException {
        List<String> line = JavaBeside.line(LockFile.WATCH, file.toString());
        line.addAll(List.of(more));
        return new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.appendTo(
                        directory.resolve("watch.log").toFile()))
                .start();
    }

    /**
     * Returns when no earlier lock is about any of these VMs any more; {@code GROUP_LOCK_FAILED} where one of them does not go on in
     * time.
     */
    void settle(Collection<VmId> vms) throws InterruptedException {
        for (Path file : files()) {
            if (isAbout(file, vms)) {
                settle(file);
            }
        }
    }

    /** Begins to let go what watches were about that are gone, as after a power cut. */
    void takeUp() {
        for (Path file : files()) {
            try {
                release(file);
            } catch (NoSuchFileException e) {
                LOG.debug("{} has just been settled", file, e);
            } catch (IOException e) {
                LOG.error("VMs of {} may stand still", file, e);
            }
        }
    }

    /** Lets go what an unwatched file is about; what has its name by the time that is begun is left alone. */
    private void release(Path file) throws IOException {
        String identity = LockFile.identity(file);
        if (!isWatched(file)) {
            process(file, LockFile.RELEASE, identity).getOutputStream().close();
        }
    }

    private List<Path> files() {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(path -> path.getFileName().toString().endsWith(ENDING))
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw unsettled(directory, e);
        }
    }

    private static boolean isAbout(Path file, Collection<VmId> vms) {
        try {
            return LockFile.read(file).vms().stream().anyMatch(held -> vms.contains(held.vm()));
        } catch (NoSuchFileException e) {
            return false; // it has just been settled
        } catch (IOException e) {
            throw unsettled(file, e);
        }
    }

    private void settle(Path file) throws InterruptedException {
        try {
            release(file);
            long begun = System.nanoTime();
            while (Files.exists(file)) {
                if (System.nanoTime() - begun > SETTLING.toNanos()) {
                    throw unsettled(file, new IOException("still there"));
                }
                TimeUnit.NANOSECONDS.sleep(LOOK.toNanos());
            }
        } catch (NoSuchFileException e) {
            LOG.debug("{} has just been settled", file, e);
        } catch (IOException e) {
            throw unsettled(file, e);
        }
    }

    /** Whether the watch of a file lives: it holds the file locked. One at a time looks, since a process cannot ask twice at once. */
    private static synchronized boolean isWatched(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                FileLock lock = channel.tryLock()) {
            return lock == null;
        } catch (NoSuchFileException e) {
            return false;
        } catch (IOException e) {
            throw unsettled(file, e);
        }
    }

    private static MusterException unsettled(Path file, IOException cause) {
        return Problem.of(
                        ErrorCode.GROUP_LOCK_FAILED,
                        "A member stands still since an earlier capture, and could not be let go yet.",
                        "Its watch goes on trying. Nothing was captured.",
                        "Look at its host; resume the VM by hand where that cannot wait.")
                .withDetails(file + ": " + cause)
                .toException(cause);
    }
}
