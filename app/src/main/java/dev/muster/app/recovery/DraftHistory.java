package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** What a draft said before its changes, and what was undone of them. */
final class DraftHistory {
    private static final int MOST = 200;

    private final Deque<PlanSpec> undone = new ArrayDeque<>();
    private final Deque<PlanSpec> redone = new ArrayDeque<>();

    /** Keeps what the draft said before a change. */
    void keep(PlanSpec before) {
        undone.push(before);
        if (undone.size() > MOST) {
            undone.removeLast();
        }
        redone.clear();
    }

    void clear() {
        undone.clear();
        redone.clear();
    }

    boolean canUndo() {
        return !undone.isEmpty();
    }

    boolean canRedo() {
        return !redone.isEmpty();
    }

    /** What the draft said before its last change. */
    Optional<PlanSpec> undo(PlanSpec now) {
        return step(undone, redone, now);
    }

    /** What it said before the last undo. */
    Optional<PlanSpec> redo(PlanSpec now) {
        return step(redone, undone, now);
    }

    private static Optional<PlanSpec> step(Deque<PlanSpec> from, Deque<PlanSpec> to, PlanSpec now) {
        if (from.isEmpty()) {
            return Optional.empty();
        }
        to.push(now);
        return Optional.of(from.pop());
    }
}
