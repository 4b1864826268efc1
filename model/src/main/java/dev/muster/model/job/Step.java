package dev.muster.model.job;

import dev.muster.model.error.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A part of a job.
 *
 * @param index its place, from 0
 * @param id what it is known by, unique in its job and never shown; empty when told by a bridge before steps had ids
 * @param name what it does, in words, such as {@code Start web-01}
 * @param subject the id of the object it works on, as text; empty where there is none
 * @param after indices of the steps that must be done before it
 * @param state where it stands
 * @param waitingFor what it waits for right now, in words; empty when it does not wait
 * @param attempt how often it was begun; more than 1 after a restart of the bridge
 * @param progress how far it has come
 * @param started when it was first begun
 * @param ended when it ended
 * @param problem why it failed
 * @param substeps its parts in the order they were begun; most steps have none
 * @param question what it waits to be told
 * @param answers what it was told, the oldest first
 */
public record Step(
        int index,
        String id,
        String name,
        String subject,
        List<Integer> after,
        StepState state,
        String waitingFor,
        int attempt,
        Progress progress,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<Problem> problem,
        List<Substep> substeps,
        Optional<Question> question,
        List<Answer> answers) {
    public Step {
        id = Objects.requireNonNullElse(id, "");
        after = List.copyOf(after);
        substeps = List.copyOf(substeps);
        answers = List.copyOf(Objects.requireNonNullElse(answers, List.of()));
    }

    /** A step known by its place alone, without parts. */
    public Step(
            int index,
            String name,
            String subject,
            List<Integer> after,
            StepState state,
            String waitingFor,
            int attempt,
            Progress progress,
            Optional<Instant> started,
            Optional<Instant> ended,
            Optional<Problem> problem) {
        this(
                index,
                "",
                name,
                subject,
                after,
                state,
                waitingFor,
                attempt,
                progress,
                started,
                ended,
                problem,
                List.of(),
                Optional.empty(),
                List.of());
    }
}
