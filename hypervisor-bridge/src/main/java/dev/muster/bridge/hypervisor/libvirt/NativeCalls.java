package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The platform threads native calls to one host run on: few, because libvirtd answers five calls of a connection at a
 * time. A native call cannot be interrupted, so one that does not return in time is left behind and its thread replaced; as
 * long as it hangs, further calls about the same object are refused at once and cannot use up the connection. Calls that
 * last by their nature run elsewhere ({@link LongCalls}).
 *
 * <p>Calls mostly have a connection for themselves ({@link Wires}). Where they share one, libvirt lets a single call wait on
 * the socket, for all of them; the others wake it up to have theirs sent. A wake-up is lost when it comes just before that one begins to wait (virNetClientIO of libvirt 9.0), and
 * then a call is not even sent before the one that waits is answered, which is never where that one is about a stopped QEMU.
 * So while more than one call is under way, a call that is not answered is given further wake-ups, at a steady pace: what is
 * run here as one may be several calls of libvirt, and each of them can lose its own.
 */
final class NativeCalls {
    static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int THREADS = 4;
    private static final int NUDGERS = 2;
    /** Between two wake-ups; much longer than a waiting call needs to begin to wait again, so these are not lost. */
    private static final Duration PACE = Duration.ofMillis(25);

    private final ThreadPoolExecutor threads;
    private final ThreadPoolExecutor nudgers;
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();
    private volatile Runnable nudge = () -> {};

    NativeCalls(String name) {
        nudgers = new ThreadPoolExecutor(
                0,
                NUDGERS,
                10,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Thread.ofPlatform()
                        .daemon()
                        .name("libvirt-nudge-" + name + "-", 1)
                        .factory(),
                // as many as there may be are under way
                new ThreadPoolExecutor.DiscardPolicy());
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("libvirt-" + name + "-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** From now on that cheap call is what wakes up. */
    void nudgeWith(Runnable cheap) {
        nudge = cheap;
    }

    /** How many calls hang. */
    int hanging() {
        return hanging.size();
    }

    /**
     * Runs a call and waits for it.
     *
     * @param about the object it is about, by which a hanging call is known
     * @throws MusterException {@code HYPERVISOR_TIMEOUT} when it takes longer, {@code HOST_UNREACHABLE} after closing
     * @throws LibvirtException as the call threw it
     */
    <T> T run(String about, Duration timeout, Callable<T> call) {
        return run(about, timeout, call, late -> {});
    }

    /** The same; what a call that took longer brings in the end is told on its thread, unless it fails. */
    <T> T run(String about, Duration timeout, Callable<T> call, Consumer<T> late) {
        if (hanging.contains(about)) {
            throw timedOut("An earlier call about the same object still hangs.");
        }
        Run<T> run = new Run<>(about, call);
        try {
            threads.execute(run);
        } catch (RejectedExecutionException closed) {
            throw closed();
        }
        try {
            return await(run.result, timeout);
        } catch (TimeoutException e) {
            run.leave();
            var _ = run.result.thenAccept(late);
            throw timedOut("No answer within " + timeout.toMillis() + " ms.");
        } catch (InterruptedException e) {
            run.leave();
            Thread.currentThread().interrupt();
            throw Problem.of(
                            ErrorCode.JOB_CANCELLED,
                            "The call was interrupted.",
                            "It is not known whether it still takes place.",
                            "Look at the state, then try again.")
                    .toException(e);
        } catch (ExecutionException e) {
            throw asUnchecked(e.getCause() == null ? e : e.getCause());
        }
    }

    private <T> T await(CompletableFuture<T> result, Duration timeout)
            throws InterruptedException, ExecutionException, TimeoutException {
        long until = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toNanos(); left > PACE.toNanos(); left = until - System.nanoTime()) {
            try {
                return result.get(PACE.toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException unanswered) {
                if (threads.getActiveCount() > 1) {
                    nudgers.execute(nudge);
                }
            }
        }
        return result.get(Math.max(0, until - System.nanoTime()), TimeUnit.NANOSECONDS);
    }

    /** Takes no more calls, and does the last thing once all are back: at once, or whenever a hanging one returns. */
    void close(Duration patience, Last last) {
        threads.shutdown();
        nudgers.shutdown();
        Thread closer = Thread.ofPlatform().daemon().name("libvirt-close").start(() -> {
            try {
                while (!threads.awaitTermination(1, TimeUnit.HOURS) || !nudgers.awaitTermination(1, TimeUnit.HOURS)) {
                    Thread.onSpinWait();
                }
                last.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try {
            closer.join(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is done after all calls. */
    @FunctionalInterface
    interface Last {
        void run() throws InterruptedException;
    }

    static MusterException closed() {
        return Problem.of(
                        ErrorCode.HOST_UNREACHABLE,
                        "The connection to the host is closed.",
                        "Its VMs go on running.",
                        "Connect to the host again.")
                .toException();
    }

    static MusterException timedOut(String why) {
        return Problem.of(
                        ErrorCode.HYPERVISOR_TIMEOUT,
                        "The hypervisor does not answer in time.",
                        "It is not known whether the action will still take place.",
                        "Look at the VM's process and at libvirtd on the host, then try again.")
                .withDetails(why)
                .toException();
    }

    static RuntimeException asUnchecked(Throwable cause) {
        return switch (cause) {
            case LibvirtException failed -> new LibvirtException(failed.error());
            case MusterException failed -> MusterException.of(failed.problem(), failed);
            case RuntimeException failed -> failed;
            default -> new IllegalStateException(cause);
        };
    }

    private void more(int threadsMore) {
        synchronized (threads) {
            int size = threads.getCorePoolSize() + threadsMore;
            if (threadsMore > 0) {
                threads.setMaximumPoolSize(size);
                threads.setCorePoolSize(size);
            } else {
                threads.setCorePoolSize(size);
                threads.setMaximumPoolSize(size);
            }
        }
    }

    /** One call; waiting, running, left behind, or done. */
    private final class Run<T> implements Runnable {
        private static final int WAITING = 0;
        private static final int RUNNING = 1;
        private static final int LEFT = 2;
        private static final int DONE = 3;

        private final String about;
        private final Callable<T> call;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final AtomicInteger state = new AtomicInteger(WAITING);

        private Run(String about, Callable<T> call) {
            this.about = about;
            this.call = call;
        }

        @Override
        // what the call throws, errors of the linker included, is thrown again where it is waited for
        @SuppressWarnings("CatchingUnchecked")
        public void run() {
            if (!state.compareAndSet(WAITING, RUNNING)) {
                return;
            }
            try {
                result.complete(call.call());
            } catch (Exception | LinkageError e) {
                result.completeExceptionally(e);
            }
            if (!state.compareAndSet(RUNNING, DONE)) {
                hanging.remove(about);
                more(-1);
            }
        }

        private void leave() {
            if (state.compareAndSet(WAITING, DONE)) {
                return;
            }
            hanging.add(about);
            if (state.compareAndSet(RUNNING, LEFT)) {
                more(1);
            } else {
                hanging.remove(about);
            }
        }
    }
}
