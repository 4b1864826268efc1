package dev.muster.app.console;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.ConsoleUser;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.console.ConsoleState;
import dev.muster.model.console.ConsoleTarget;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/**
 * One console as a window lives with it: open while it is looked at and the VM runs, opened again by itself when it was lost
 * or the VM was started again. All methods on the window's thread.
 */
public final class ConsoleViewModel {
    /** How it stands with it. */
    public enum Phase {
        /** Nobody looks. */
        IDLE,
        /** The VM does not run. */
        OFF,
        OPENING,
        OPEN,
        /** It was lost and is about to be opened again. */
        LOST,
        /** It cannot be opened; trying again by itself makes no sense. */
        REFUSED
    }

    /** What reads an open console until it ends. */
    @FunctionalInterface
    public interface Reader {
        /** On a thread of the background; see {@link ConsoleUser#use}. */
        void read(ConsoleChannel console, Executor ui) throws IOException;
    }

    private static final long[] PAUSES_MILLIS = {500, 1_000, 2_000, 5_000, 10_000};

    private final Asks asks;
    private final ConsoleTarget target;
    private final Reader reader;
    private final ReadOnlyObjectWrapper<Phase> phase = new ReadOnlyObjectWrapper<>(Phase.IDLE);
    private final ReadOnlyObjectWrapper<Optional<Problem>> problem = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final ReadOnlyObjectWrapper<ConsoleState> state = new ReadOnlyObjectWrapper<>(ConsoleState.NOBODY);
    private Optional<ConsoleChannel> channel = Optional.empty();
    private boolean looking;
    private boolean running;
    private int tries;
    /** Counts the openings, so that what an earlier one says late is not taken for the newest one's words. */
    private long turn;

    /** A console that is read by that reader. */
    public ConsoleViewModel(Asks asks, VmId vm, ConsoleKind kind, Reader reader) {
        this.asks = asks;
        this.target = new ConsoleTarget(vm, kind);
        this.reader = reader;
    }

    /** How it stands with it. */
    public ReadOnlyObjectProperty<Phase> phaseProperty() {
        return phase.getReadOnlyProperty();
    }

    /** Why it was lost or cannot be opened. */
    public ReadOnlyObjectProperty<Optional<Problem>> problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Who types. */
    public ReadOnlyObjectProperty<ConsoleState> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** The channel while it is open. */
    public Optional<ConsoleChannel> channel() {
        return channel;
    }

    /** Somebody looks at it, or nobody any more. */
    public void setLooking(boolean now) {
        looking = now;
        tries = 0;
        settle();
    }

    /** The VM runs, or not. */
    public void setRunning(boolean now) {
        if (now != running) {
            running = now;
            tries = 0;
            settle();
        }
    }

    /** Opens it again at once. */
    public void reopen() {
        tries = 0;
        close();
        phase.set(Phase.IDLE);
        settle();
    }

    /** Types from now on. */
    public void takeOver() {
        channel.ifPresent(ConsoleChannel::takeOver);
    }

    private void settle() {
        if (!looking) {
            close();
            phase.set(Phase.IDLE);
        } else if (!running) {
            close();
            phase.set(Phase.OFF);
        } else if (phase.get() == Phase.IDLE || phase.get() == Phase.OFF || phase.get() == Phase.LOST) {
            open();
        }
    }

    private void open() {
        long mine = ++turn;
        phase.set(Phase.OPENING);
        asks.openConsole(target, new ConsoleUser() {
            @Override
            public void opened(ConsoleChannel console) {
                if (mine != turn) {
                    console.close();
                    return;
                }
                channel = Optional.of(console);
                problem.set(Optional.empty());
                phase.set(Phase.OPEN);
            }

            @Override
            public void told(ConsoleState now) {
                if (mine == turn) {
                    state.set(now);
                }
            }

            @Override
            public void use(ConsoleChannel console, Executor ui) throws IOException {
                reader.read(console, ui);
            }

            @Override
            public void ended(Optional<Problem> why) {
                if (mine == turn) {
                    over(why);
                }
            }
        });
    }

    private void over(Optional<Problem> why) {
        boolean wasOpen = channel.isPresent();
        channel = Optional.empty();
        state.set(ConsoleState.NOBODY);
        problem.set(why);
        if (why.filter(ConsoleViewModel::isFinal).isPresent()) {
            phase.set(Phase.REFUSED);
            return;
        }
        if (wasOpen) {
            tries = 0;
        }
        phase.set(Phase.LOST);
        long mine = ++turn;
        long pause = PAUSES_MILLIS[Math.min(tries++, PAUSES_MILLIS.length - 1)];
        CompletableFuture.delayedExecutor(pause, TimeUnit.MILLISECONDS)
                .execute(() -> asks.ui().execute(() -> {
                    if (mine == turn && phase.get() == Phase.LOST) {
                        settle();
                    }
                }));
    }

    private void close() {
        turn++;
        channel.ifPresent(ConsoleChannel::close);
        channel = Optional.empty();
        state.set(ConsoleState.NOBODY);
    }

    private static boolean isFinal(Problem problem) {
        return problem.code() != ErrorCode.CONSOLE_LOST
                && problem.code() != ErrorCode.BRIDGE_UNREACHABLE
                && problem.code() != ErrorCode.HOST_UNREACHABLE
                && problem.code() != ErrorCode.VM_STATE;
    }
}
