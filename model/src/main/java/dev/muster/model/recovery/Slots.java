package dev.muster.model.recovery;

import java.util.ArrayDeque;

/** The slots of a tier or a host. Each remembers who left it; those that were left longest ago are taken first. */
final class Slots {
    /** Nobody was in that slot before. */
    static final int NOBODY = -1;

    private int untouched;
    private long filled = -1;
    private long fullUntil = -1;
    private final ArrayDeque<Integer> left = new ArrayDeque<>();

    Slots(int number) {
        untouched = number;
    }

    boolean free() {
        return untouched > 0 || !left.isEmpty();
    }

    /** Takes a slot and returns who left it. */
    int take(long now) {
        int before = untouched > 0 ? NOBODY : left.remove();
        untouched -= before == NOBODY ? 1 : 0;
        if (!free()) {
            filled = now;
        }
        return before;
    }

    void leave(int item, long now) {
        if (!free() && filled < now) {
            fullUntil = now;
        }
        left.add(item);
    }

    /** Whether none was free just before that instant, the last at which something happened. */
    boolean fullUntil(long now) {
        return fullUntil == now;
    }
}
