package dev.muster.bridge.backup;

import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Keeps storage that does not answer, such as an NFS export that is cut off, from taking the bridge with it. Whoever asks such
 * storage waits in the kernel for as long as it is silent, and cannot be called back; so that is done in threads of its own, which
 * are left behind after a while. A thread that was left behind is interrupted, and must not take back what a later job does.
 */
final class StorageWatch {
    /** How long storage may take to give a small file. */
    private static final Duration ANSWERS = Duration.ofSeconds(5);

    /** How long a job waits for storage that fell silent, in seconds: an NFS server may be started anew meanwhile. */
    private static final String PATIENCE = "muster.storage.patience";

    /** How long what was cancelled may take to leave nothing behind. */
    private static final Duration GOODBYE = Duration.ofSeconds(30);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Duration answers;
    private final Duration patience;
    private final Map<Path, Probe> probes = new ConcurrentHashMap<>();

    StorageWatch() {
        this(ANSWERS, Duration.ofSeconds(Long.getLong(PATIENCE, 120)));
    }

    /**
     * One of other limits.
     *
     * @param answers how long storage may take to give a small file
     * @param patience how long a job waits for storage that fell silent
     */
    StorageWatch(Duration answers, Duration patience) {
        this.answers = answers;
        this.patience = patience;
    }

    /** A question to storage that has not been answered yet. */
    private record Probe(FutureTask<Boolean> task, long asked) {}

    /** A thread that may be left behind. */
    private static final class Worker extends Thread {
        private volatile boolean left;

        private Worker(Runnable work) {
            super(work, "muster-storage");
            setDaemon(true);
        }

        private void leave() {
            left = true;
            interrupt();
        }
    }

    /** Storage fell silent while it was worked upon. */
    static final class Silent extends IOException {
        private static final long serialVersionUID = 1L;

        private final transient Path root;

        private Silent(Path root) {
            super(root + " does not answer");
            this.root = root;
        }

        /** What that means, for people. */
        Problem problem() {
            return silent(root).problem();
        }
    }

    /** Work upon storage. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it. */
        T run() throws IOException, InterruptedException;
    }

    /** Whether the caller was left behind: what it holds may be somebody else's by now. */
    static boolean isLeftBehind() {
        return Thread.currentThread() instanceof Worker worker && worker.left;
    }

    /** Whether the directory of a repository answers, with whatever; one that has not yet is not asked twice. */
    boolean answers(Path root) throws InterruptedException {
        Probe probe = probes.computeIfAbsent(root, this::ask);
        long left = answers.toNanos() - (System.nanoTime() - probe.asked());
        try {
            return probe.task().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Probe ask(Path root) {
        FutureTask<Boolean> task = new FutureTask<>(() -> {
            try {
                Files.readAllBytes(root.resolve(RepositoryDirectory.MARKER));
            } catch (IOException e) {
                // that is an answer, too: what it means is said by who opens it
                return true;
            }
            return true;
        });
        new Worker(() -> {
                    task.run();
                    probes.remove(root);
                })
                .start();
        return new Probe(task, System.nanoTime());
    }

    /** {@code REPOSITORY_UNUSABLE} where it does not answer. */
    void require(Path root) {
        try {
            if (!answers(root)) {
                throw silent(root);
            }
        } catch (InterruptedException e) {
            throw cancelled(e);
        }
    }

    /** {@code JOB_CANCELLED}, for who may not be interrupted. */
    static MusterException cancelled(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return Problem.of(
                        ErrorCode.JOB_CANCELLED,
                        "It was cancelled while it waited for storage.",
                        "Nothing was changed.",
                        "Run it again.")
                .toException(cause);
    }

    private static MusterException silent(Path root) {
        return Problem.of(
                        ErrorCode.REPOSITORY_UNUSABLE,
                        "The storage of the repository in " + root + " does not answer.",
                        "VMs go on, and restore points that are whole stay so.",
                        "Look at the connection to it: it goes on by itself when it answers again.")
                .toException();
    }

    /** Does work of a step; {@code REPOSITORY_UNUSABLE} when one of those falls silent for long. */
    <T> T run(List<Path> roots, StepContext context, Work<T> work) throws IOException, InterruptedException {
        try {
            return run(roots, patience, Optional.of(context), work);
        } catch (Silent e) {
            throw silent(e.root);
        }
    }

    /** Does work somebody waits for. */
    <T> T run(List<Path> roots, Work<T> work) throws IOException, InterruptedException {
        return run(roots, answers, Optional.empty(), work);
    }

    private <T> T run(List<Path> roots, Duration limit, Optional<StepContext> context, Work<T> work)
            throws IOException, InterruptedException {
        Callable<T> call = work::run;
        FutureTask<T> task = new FutureTask<>(call);
        Worker worker = new Worker(task);
        worker.start();
        long answered = System.nanoTime();
        boolean waits = false;
        while (true) {
            try {
                return task.get(LOOK.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                Optional<Path> silent = silentOf(roots);
                if (silent.isEmpty()) {
                    answered = System.nanoTime();
                } else if (System.nanoTime() - answered > limit.toNanos()) {
                    worker.leave();
                    throw new Silent(silent.get());
                }
                if (waits != silent.isPresent()) {
                    waits = silent.isPresent();
                    String what = waits ? "the storage of the repository to answer" : "";
                    context.ifPresent(one -> one.waitingFor(what));
                }
            } catch (InterruptedException e) {
                worker.interrupt();
                return last(task, worker, e);
            } catch (ExecutionException e) {
                throw thrown(e);
            }
        }
    }

    private Optional<Path> silentOf(List<Path> roots) throws InterruptedException {
        for (Path root : roots) {
            if (!answers(root)) {
                return Optional.of(root);
            }
        }
        return Optional.empty();
    }

    /** What was cancelled may tidy up. */
    private static <T> T last(FutureTask<T> task, Worker worker, InterruptedException cancelled)
            throws IOException, InterruptedException {
        try {
            return task.get(GOODBYE.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            worker.leave();
            throw cancelled;
        } catch (ExecutionException e) {
            throw thrown(e);
        }
    }

    private static RuntimeException thrown(ExecutionException failed) throws IOException, InterruptedException {
        return switch (failed.getCause()) {
            case IOException e -> throw e;
            case InterruptedException e -> throw e;
            case RuntimeException e -> e;
            case Error e -> throw e;
            case null, default -> new IllegalStateException(failed);
        };
    }
}
