package dev.muster.bridge.job;

import dev.muster.model.error.MusterException;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs a call that lasts as long as its work: on a thread of its own, while the step's thread reports its progress. When the
 * job is to stop, the call is aborted until it has ended, since it may only be on its way to the host when it is aborted
 * first.
 */
public final class LongCallRunner {
    private static final Logger LOG = LoggerFactory.getLogger(LongCallRunner.class);

    private final String name;
    private final Duration interval;
    private final Runnable progress;
    private final Optional<Abort> abort;

    /** How a call is stopped, and how long it may take until it ends; after that it is left alone. */
    private record Abort(Runnable call, Duration patience) {}

    private LongCallRunner(String name, Duration interval, Runnable progress, Optional<Abort> abort) {
        this.name = name;
        this.interval = interval;
        this.progress = progress;
        this.abort = abort;
    }

    /**
     * Returns a runner of calls that cannot be aborted: one that is under way is left alone when the job is to stop.
     *
     * @param name of its thread and in the log, such as {@code copy disk.qcow2}
     * @param interval between two reports of progress, and two attempts to abort
     * @param progress reports the progress; failing to is no reason to give up the call
     */
    public static LongCallRunner of(String name, Duration interval, Runnable progress) {
        return new LongCallRunner(name, interval, progress, Optional.empty());
    }

    /**
     * Returns a runner that aborts its calls.
     *
     * @param call asks the host to abort; does nothing where nothing is under way; may fail
     * @param patience how long the call may take to end once it is aborted
     */
    public LongCallRunner abortedBy(Runnable call, Duration patience) {
        return new LongCallRunner(name, interval, progress, Optional.of(new Abort(call, patience)));
    }

    /**
     * Runs a call to its end.
     *
     * @throws InterruptedException when the step is interrupted; the call has been aborted then
     * @throws MusterException as the call threw it, or {@code JOB_CANCELLED}
     */
    public void run(Runnable call, StepContext context) throws InterruptedException {
        FutureTask<Boolean> task = new FutureTask<>(call, true);
        Thread thread = Thread.ofVirtual().name(name).start(task);
        try {
            while (!ended(task)) {
                context.checkCancelled();
                report();
            }
        } catch (InterruptedException | MusterException stopped) {
            boolean interrupted = Thread.interrupted();
            if (!task.isDone()) {
                stop(task, context);
                // one that still waits for its turn is not made any more
                thread.interrupt();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw stopped;
        }
    }

    private void report() {
        try {
            progress.run();
        } catch (MusterException unknown) {
            LOG.debug(
                    "the progress of \"{}\" is not known: {}",
                    name,
                    unknown.problem().text());
        }
    }

    private void stop(FutureTask<Boolean> task, StepContext context) throws InterruptedException {
        if (abort.isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        long patience = abort.get().patience().toNanos();
        boolean told = false;
        while (!task.isDone() && System.nanoTime() - begun < patience) {
            try {
                abort.get().call().run();
            } catch (MusterException failed) {
                // a host that is lost fails at once and each time: said once, and tried again at the same pace
                if (!told && !task.isDone()) {
                    context.log(
                            LogLine.Level.WARNING,
                            "It could not be stopped: " + failed.problem().what());
                    told = true;
                }
            }
            awaitEnd(task);
        }
    }

    private void awaitEnd(FutureTask<Boolean> task) throws InterruptedException {
        try {
            var _ = ended(task);
        } catch (MusterException aborted) {
            LOG.debug("\"{}\" ended: {}", name, aborted.problem().what());
        }
    }

    private boolean ended(FutureTask<Boolean> task) throws InterruptedException {
        try {
            return task.get(interval.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException underWay) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MusterException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
