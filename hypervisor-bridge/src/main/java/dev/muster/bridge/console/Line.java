package dev.muster.bridge.console;

import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An open link and who hears it. Read on a thread of its own, which waits for whoever is furthest behind. */
final class Line {
    private static final Logger LOG = LoggerFactory.getLogger(Line.class);
    private static final int CHUNK = 32 << 10;

    private final ConsoleLink link;
    private final Recent recent;
    private final long patienceMillis;
    private final List<Seat> heardBy = new ArrayList<>();
    /** How many are about to join; whoever it was made for is the first. */
    private int expected = 1;

    private boolean started;
    private boolean ended;
    private Optional<Problem> why = Optional.empty();

    /**
     * A line.
     *
     * @param recent what is told first to who comes later
     * @param patienceMillis a hearer that does not read for so long is let go
     */
    Line(ConsoleLink link, Recent recent, long patienceMillis) {
        this.link = link;
        this.recent = recent;
        this.patienceMillis = patienceMillis;
    }

    /** Begins to read, unless it did already. Who is to hear the first byte has joined before. */
    void start(String name) {
        synchronized (this) {
            if (started) {
                return;
            }
            started = true;
        }
        Thread.ofPlatform().daemon().name("muster-console-" + name).start(this::pump);
    }

    /** Whether it still brings something. */
    synchronized boolean isOpen() {
        return !ended;
    }

    /**
     * Keeps the line open for one more who is about to {@link #join}, also when all others leave meanwhile.
     *
     * @return whether it is open; where not, another line is needed
     */
    synchronized boolean expect() {
        if (!ended) {
            expected++;
        }
        return !ended;
    }

    /** Hears what was said lately, and everything from now on. */
    void join(Seat seat) {
        synchronized (this) {
            expected--;
            put(seat, recent.bytes());
            heardBy.add(seat);
            if (ended) {
                seat.ended(why);
            }
        }
    }

    /** Hears no more. Without anybody the link is closed. */
    void leave(Seat seat) {
        boolean last;
        synchronized (this) {
            heardBy.remove(seat);
            last = heardBy.isEmpty() && expected == 0;
            ended |= last;
        }
        if (last) {
            link.close();
        }
    }

    void write(byte[] bytes) {
        if (bytes.length > 0) {
            link.write(bytes, 0, bytes.length);
        }
    }

    private void pump() {
        Optional<Problem> reason = Optional.empty();
        byte[] chunk = new byte[CHUNK];
        try {
            for (int count = link.read(chunk); count >= 0; count = link.read(chunk)) {
                byte[] part = Arrays.copyOf(chunk, count);
                List<Seat> to;
                synchronized (this) {
                    recent.add(part);
                    to = List.copyOf(heardBy);
                }
                to.forEach(seat -> put(seat, part));
            }
        } catch (MusterException e) {
            reason = Optional.of(e.problem());
        } catch (RuntimeException e) {
            LOG.warn("A console ended by a defect", e);
            reason = Optional.of(lost("The console ended by a defect.").withDetails(e.toString()));
        } finally {
            link.close();
            List<Seat> to;
            synchronized (this) {
                ended = true;
                why = reason;
                to = List.copyOf(heardBy);
            }
            for (Seat seat : to) {
                seat.ended(reason);
            }
        }
    }

    private void put(Seat seat, byte[] part) {
        try {
            if (!seat.queue().put(part, patienceMillis)) {
                seat.ended(Optional.of(lost("This console was not read for " + patienceMillis / 1000 + " s.")));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            seat.ended(Optional.of(lost("The bridge is stopping.")));
        }
    }

    private static Problem lost(String what) {
        return Problem.of(ErrorCode.CONSOLE_LOST, what, "The VM goes on as it is.", "Open the console again.");
    }
}
