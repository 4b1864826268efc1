package dev.muster.bridge.job;

import java.util.List;

/**
 * One step of a job.
 *
 * @param id a short word or two in kebab-case, such as {@code define} or {@code delete/local/…}; unique in its job and never
 *     shown. The journal knows the step by it, also after an upgrade: it stays when the name is reworded
 * @param name what it does, in words, such as {@code Start web-01}
 * @param subject the id of the object it works on, as text; empty where there is none
 * @param after indices of the steps that must be done before it; steps that do not wait for each other run side by side
 * @param run makes it so; run again after a restart, so doing it twice must be doing it once
 * @param undo takes it back; run also when {@code run} was only begun, so taking back what is not there does nothing
 * @param steering where an operator has a say in it
 * @param pace when it begins, beside what it waits for
 */
public record StepDefinition(
        String id,
        String name,
        String subject,
        List<Integer> after,
        Action run,
        Action undo,
        Steering steering,
        Pace pace) {
    public StepDefinition {
        after = List.copyOf(after);
    }

    /** A step in which nobody has a say. */
    public StepDefinition(String id, String name, String subject, List<Integer> after, Action run, Action undo) {
        this(id, name, subject, after, run, undo, Steering.NONE, Pace.AT_ONCE);
    }

    /** The same step, doing and undoing that. */
    public StepDefinition doing(Action otherRun, Action otherUndo) {
        return new StepDefinition(id, name, subject, after, otherRun, otherUndo, steering, pace);
    }

    /** The same step, waiting for those. */
    public StepDefinition after(List<Integer> others) {
        return new StepDefinition(id, name, subject, others, run, undo, steering, pace);
    }

    /** The same step, in which an operator has a say. */
    public StepDefinition steered(Steering how) {
        return new StepDefinition(id, name, subject, after, run, undo, how, pace);
    }

    /** The same step, which begins at that pace. */
    public StepDefinition paced(Pace when) {
        return new StepDefinition(id, name, subject, after, run, undo, steering, when);
    }

    /** Work of a step. What it throws becomes the step's problem; interruption means cancelled. */
    @FunctionalInterface
    public interface Action {
        /** Does it. */
        void run(StepContext context) throws InterruptedException;
    }

    /** Nothing to take back. */
    public static final Action NOTHING = context -> {};
}
