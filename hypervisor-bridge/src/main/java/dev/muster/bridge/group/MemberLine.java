package dev.muster.bridge.group;

import dev.muster.bridge.hypervisor.BackupOperations.Freeze;
import dev.muster.bridge.hypervisor.CaptureLine;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.points.MemberPoint;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupSet.Times;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One member while its group is held: a way of its own, and a thread on which what is asked of it follows one upon the other. What
 * hangs in being held is let go as soon as it comes back, since that was asked for behind it.
 */
final class MemberLine implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final Vm vm;
    private final MemberPoint point;
    private final StepContext context;
    private final @Nullable CaptureLine line;
    private final ExecutorService thread;
    private volatile boolean suspended;
    private volatile boolean thawing;
    private volatile boolean frozen;
    private volatile long asked;
    private volatile long locked;
    private volatile long captureAsked;
    private volatile long captured;
    private volatile long released;

    /**
     * A member that was prepared.
     *
     * @param line the way to it; none to one that is off
     */
    MemberLine(Vm vm, MemberPoint point, @Nullable CaptureLine line, StepContext context) {
        this.vm = vm;
        this.point = point;
        this.line = line;
        this.context = context;
        this.thread = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().daemon().name("muster-lock-" + vm.name()).factory());
    }

    Vm vm() {
        return vm;
    }

    MemberPoint point() {
        return point;
    }

    /** Whether its file systems were still at the capture. */
    boolean isFrozen() {
        return frozen;
    }

    /** Holds it still. One that is off or paused already does so by itself. */
    CompletableFuture<Void> lock(GroupLock how) {
        return then(() -> {
            asked = System.nanoTime();
            if (line != null && isRunning(vm)) {
                if (how == GroupLock.FREEZE) {
                    freeze(line);
                }
                suspended = true;
                line.suspend();
            }
            locked = System.nanoTime();
        });
    }

    /** Whether it has to be held to stand still. */
    static boolean isRunning(Vm vm) {
        return vm.state() == VmState.RUNNING || vm.state() == VmState.SHUTTING_DOWN;
    }

    private void freeze(CaptureLine way) {
        thawing = true;
        String why = switch (way.freeze()) {
            case Freeze.Still(int fileSystems) when fileSystems > 0 -> "";
            case Freeze.Still _ -> "the agent knows no file system that can be frozen";
            case Freeze.Silent(String words) -> {
                thawing = false; // it was not asked
                yield words;
            }
            case Freeze.Refused(String words) -> words;
            case Freeze.Late(String words) -> words;
        };
        frozen = why.isEmpty();
        if (!frozen) {
            context.log(LogLine.Level.INFO, vm.name() + " is paused only, its file systems are not frozen: " + why);
        }
    }

    /** Captures it. */
    CompletableFuture<Void> capture() {
        return then(() -> {
            captureAsked = System.nanoTime();
            if (line == null) {
                point.captureOff(context);
            } else {
                point.capture(line, context);
            }
            captured = System.nanoTime();
        });
    }

    /** Done when it is seen that it has stood still since it was locked; {@code VM_STATE} where it went on. */
    CompletableFuture<Void> requireStill() {
        return then(() -> {
            if (line != null && suspended && line.state() != VmState.PAUSED) {
                throw Problem.of(
                                ErrorCode.VM_STATE,
                                vm.name() + " went on before all members were captured.",
                                "What was captured of them does not fit together, so no set is made of it.",
                                "Look who resumed it or forced it off, then capture again.")
                        .toException();
            }
        });
    }

    /** Lets it go on; done when it does, or when it is off. */
    CompletableFuture<Void> release() {
        return then(() -> {
            if (line != null && suspended) {
                try {
                    line.resume();
                } catch (MusterException e) {
                    // one that died stands still no more
                    if (line.state() != VmState.OFF) {
                        throw e;
                    }
                }
            }
            if (line != null && thawing) {
                thaw(line);
            }
            released = System.nanoTime();
        });
    }

    private void thaw(CaptureLine way) throws InterruptedException {
        try {
            long begun = System.nanoTime();
            while (!way.thaw()) {
                if (System.nanoTime() - begun > PATIENCE.toNanos()) {
                    throw Problem.of(
                                    ErrorCode.FREEZE_FAILED,
                                    "The agent of " + vm.name() + " was told to freeze and does not answer.",
                                    "Where its file systems stay frozen, what writes to them waits.",
                                    "Restart the agent in the guest.")
                            .toException();
                }
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.FREEZE_FAILED) {
                throw e;
            }
            if (frozen && way.state() != VmState.OFF) {
                context.log(
                        LogLine.Level.WARNING,
                        "the file systems of " + vm.name() + " may have gone on before it was captured: "
                                + e.problem().details());
            }
            frozen = false;
        }
    }

    /** What was measured, from that instant on. */
    Times times(long begun) {
        return new Times(
                Duration.ofNanos(asked - begun),
                Duration.ofNanos(locked - begun),
                Duration.ofNanos(captureAsked - begun),
                Duration.ofNanos(captured - begun),
                Duration.ofNanos(released - begun),
                // only hosts whose files are those of this machine can be captured, so there is one clock
                Duration.ZERO);
    }

    /** Something that may fail. */
    @FunctionalInterface
    private interface Work {
        void run() throws InterruptedException;
    }

    private CompletableFuture<Void> then(Work work) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        thread.execute(() -> {
            try {
                work.run();
                done.complete(null);
            } catch (MusterException | InterruptedException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    /** Closes the way to it behind all that was asked. */
    @Override
    public void close() {
        if (line != null) {
            thread.execute(line::close);
        }
        thread.shutdown();
    }
}
