package dev.muster.bridge.console;

import dev.muster.model.access.Principal;
import dev.muster.model.console.ConsoleChannel;
import dev.muster.model.console.ConsoleState;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** One who looks at a console. */
final class Seat implements ConsoleChannel {
    /** A viewer this far behind makes its console wait. */
    private static final int QUEUED = 512 << 10;

    private final Principal by;
    private final Seats seats;
    private final Line line;
    private final InputGate gate;
    private final Consumer<Seat> onClosed;
    private final ByteQueue queue = new ByteQueue(QUEUED);
    private final InputStream input = new QueueInput(queue, this::whyEnded);
    private final OutputStream output = new Typed();
    private final List<Consumer<ConsoleState>> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile Optional<Problem> lost = Optional.empty();
    private volatile ConsoleState state = ConsoleState.NOBODY;

    Seat(Principal by, Seats seats, Line line, InputGate gate, Consumer<Seat> onClosed) {
        this.by = by;
        this.seats = seats;
        this.line = line;
        this.gate = gate;
        this.onClosed = onClosed;
    }

    String name() {
        return by.name();
    }

    ByteQueue queue() {
        return queue;
    }

    /** The console ended under it. */
    void ended(Optional<Problem> why) {
        lost = why;
        queue.end();
    }

    /** Who types is somebody else now. */
    void tell(ConsoleState now) {
        state = now;
        listeners.forEach(listener -> listener.accept(now));
    }

    @Override
    public InputStream input() {
        return input;
    }

    @Override
    public OutputStream output() {
        return output;
    }

    @Override
    public ConsoleState state() {
        return state;
    }

    @Override
    public void listen(Consumer<ConsoleState> listener) {
        listeners.add(listener);
        listener.accept(state);
    }

    @Override
    public void takeOver() {
        seats.take(this);
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            queue.drop();
            seats.leave(this);
            line.leave(this);
            onClosed.accept(this);
        }
    }

    private Optional<Problem> whyEnded() {
        return closed.get() ? Optional.empty() : lost;
    }

    private final class Typed extends OutputStream {
        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public synchronized void write(byte[] bytes, int offset, int length) {
            lost.ifPresent(problem -> {
                throw MusterException.of(problem, null);
            });
            if (!closed.get()) {
                byte[] passed = gate.pass(bytes, offset, length, state.writable());
                line.write(passed);
            }
        }
    }
}
