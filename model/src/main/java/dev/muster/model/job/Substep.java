package dev.muster.model.job;

import dev.muster.model.error.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A part of a step, such as one package of many that are installed. A step that does one thing has none.
 *
 * @param id what it is known by, unique in its step and never shown
 * @param name what it does, in words, such as {@code Install qemu-system-x86}
 * @param state where it stands; running until its end is told, or that of its step
 * @param waitingFor what it waits for right now, in words; empty when it does not wait
 * @param progress how far it has come
 * @param started when it was begun
 * @param ended when it ended
 * @param output the last lines of what it said, the newest last; {@link #OUTPUT_LINES} at most
 * @param problem why it failed
 */
public record Substep(
        String id,
        String name,
        StepState state,
        String waitingFor,
        Progress progress,
        Optional<Instant> started,
        Optional<Instant> ended,
        List<String> output,
        Optional<Problem> problem) {
    /** The most lines of output a sub-step keeps; those before are dropped. */
    public static final int OUTPUT_LINES = 50;

    public Substep {
        output = List.copyOf(output.subList(Math.max(0, output.size() - OUTPUT_LINES), output.size()));
    }
}
