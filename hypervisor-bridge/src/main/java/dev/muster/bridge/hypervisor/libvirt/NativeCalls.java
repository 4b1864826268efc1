package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The platform threads native calls to one host run on: few, because libvirtd answers five calls of a connection at a
 * time. A native call cannot be interrupted, so one that does not return in time is left behind and its thread replaced; as
 * long as it hangs, further calls about the same object are refused at once and cannot use up the connection. Calls that
 * last by their nature run elsewhere ({@link LongCalls}).
 */
final class NativeCalls {
    static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int THREADS = 4;

    private final ThreadPoolExecutor threads;
    private final Set<String> hanging = ConcurrentHashMap.newKeySet();

    NativeCalls(String name) {
        threads = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name("libvirt-" + name + "-", 1).factory());
        threads.allowCoreThreadTimeOut(true);
    }

    /** What is run. */
    @FunctionalInterface
    interface Call<T> {
        /**
         * Runs it.
         *
         * @param left whether nobody waits for it any more: what was not begun then had better not be
         */
        T run(BooleanSupplier left);
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
    <T> T run(String about, Duration timeout, Call<T> call) {
        return run(about, timeout, call, late -> {});
    }

    /** The same; what a call that took longer brings in the end is told on its thread, unless it fails. */
    <T> T run(String about, Duration timeout, Call<T> call, Consumer<T> late) {
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
            return run.result.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
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

    /** Takes no more calls, and does the last thing once all are back: at once, or whenever a hanging one returns. */
    void close(Duration patience, Last last) {
        threads.shutdown();
        Thread closer = Thread.ofPlatform().daemon().name("libvirt-close").start(() -> {
            try {
                while (!threads.awaitTermination(1, TimeUnit.HOURS)) {
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
        private final Call<T> call;
        private final CompletableFuture<T> result = new CompletableFuture<>();
        private final AtomicInteger state = new AtomicInteger(WAITING);

        private Run(String about, Call<T> call) {
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
                result.complete(call.run(() -> state.get() == LEFT));
            } catch (RuntimeException | LinkageError e) {
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
