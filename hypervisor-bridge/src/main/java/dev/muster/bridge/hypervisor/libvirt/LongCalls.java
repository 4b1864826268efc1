package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The platform threads of the calls to one host that last minutes or hours: saving memory, copying disks, migrating. They
 * are apart from {@link NativeCalls}, so that however many of them are under way, the short calls (power, consoles, reading
 * the inventory, progress, aborting) have all of their own threads. Calls past the limit wait for their turn.
 */
final class LongCalls {
    /** Each holds a worker of libvirtd while it lasts, of which there are 20 ({@code max_workers} of libvirtd.conf). */
    static final int LIMIT = 8;

    private final ThreadPoolExecutor threads;

    LongCalls(String name) {
        threads = new ThreadPoolExecutor(
                LIMIT,
                LIMIT,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform()
                        .daemon()
                        .name("libvirt-long-" + name + "-", 1)
                        .factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /**
     * Runs a call and waits for it. One whose caller is interrupted while it waits for its turn is never made; one that was
     * begun goes on alone.
     *
     * @throws MusterException {@code HYPERVISOR_TIMEOUT} when it takes longer, {@code JOB_CANCELLED} when the caller is
     *     interrupted, {@code HOST_UNREACHABLE} after closing
     * @throws LibvirtException as the call threw it
     */
    <T> T run(Duration timeout, Callable<T> call) {
        FutureTask<T> task = new FutureTask<>(call);
        try {
            threads.execute(task);
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException | CancellationException closed) {
            throw NativeCalls.closed();
        } catch (TimeoutException e) {
            leave(task);
            throw NativeCalls.timedOut("No answer within " + timeout.toMinutes() + " minutes.");
        } catch (InterruptedException e) {
            leave(task);
            Thread.currentThread().interrupt();
            throw Problem.of(
                            ErrorCode.JOB_CANCELLED,
                            "The call was interrupted.",
                            "It is not known whether it still takes place.",
                            "Look at the state, then try again.")
                    .toException(e);
        } catch (ExecutionException e) {
            throw NativeCalls.asUnchecked(e.getCause() == null ? e : e.getCause());
        }
    }

    /** A native call cannot be interrupted; one that waits for its turn is taken out of the queue. */
    private void leave(FutureTask<?> task) {
        task.cancel(false);
        threads.remove(task);
    }

    /** Takes no more calls; those that wait for their turn are never made. */
    void shutDown() {
        threads.shutdown();
        List<Runnable> queued = new ArrayList<>();
        threads.getQueue().drainTo(queued);
        queued.forEach(task -> {
            if (task instanceof Future<?> waited) {
                waited.cancel(false);
            }
        });
    }

    /** Waits, after {@link #shutDown}, until all calls are back, however long that takes. */
    void awaitEnd() throws InterruptedException {
        while (!threads.awaitTermination(1, TimeUnit.HOURS)) {
            Thread.onSpinWait();
        }
    }
}
