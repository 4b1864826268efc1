package dev.muster.bridge.job;

import dev.muster.model.error.Problem;
import dev.muster.model.job.Answer;
import dev.muster.model.job.Question;
import dev.muster.model.job.StepState;
import dev.muster.model.job.Substep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step as the journal keeps it.
 *
 * @param id what its definition knows it by; empty where it was journaled before steps had ids
 * @param begun its place in the order in which steps were begun, from 1; 0 while it was not
 * @param undo how far taking it back has come
 * @param substeps its parts
 * @param question what it waits to be told
 * @param answers what it was told, the oldest first
 */
record StepRow(
        int index,
        String id,
        String name,
        String subject,
        List<Integer> after,
        StepState state,
        int attempt,
        int begun,
        Undo undo,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<Problem> problem,
        List<Substep> substeps,
        Optional<Question> question,
        List<Answer> answers) {

    /** How far taking a step back has come. */
    enum Undo {
        NONE,
        BEGUN,
        DONE,
        FAILED
    }

    static StepRow fresh(int index, StepDefinition definition) {
        return new StepRow(
                index,
                definition.id(),
                definition.name(),
                definition.subject(),
                definition.after(),
                StepState.WAITING,
                0,
                0,
                Undo.NONE,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    /** The same step with these parts. */
    StepRow substeps(List<Substep> parts) {
        return new StepRow(
                index, id, name, subject, after, state, attempt, begun, undo, started, ended, problem, parts, question,
                answers);
    }

    /** The same step, known by an id from now on. */
    StepRow identified(String by) {
        return new StepRow(
                index, by, name, subject, after, state, attempt, begun, undo, started, ended, problem, substeps,
                question, answers);
    }

    StepRow begun(int place, Instant when) {
        return with(
                StepState.RUNNING,
                attempt + 1,
                begun == 0 ? place : begun,
                undo,
                Optional.of(started.orElse(when)),
                Optional.empty(),
                Optional.empty());
    }

    StepRow done(Instant when) {
        return with(StepState.DONE, attempt, begun, undo, started, Optional.of(when), problem);
    }

    StepRow failed(Problem why, Instant when) {
        return with(StepState.FAILED, attempt, begun, undo, started, Optional.of(when), Optional.of(why));
    }

    StepRow skipped() {
        return with(StepState.SKIPPED, attempt, begun, undo, started, ended, problem);
    }

    /** Nothing is begun any more: one that failed and waits to be told what now has failed then. */
    StepRow unneeded(Instant when) {
        return state == StepState.ASKING && problem.isPresent() ? failed(problem.get(), when) : skipped();
    }

    StepRow waiting() {
        return with(StepState.WAITING, attempt, begun, undo, started, ended, problem);
    }

    /** It waits to be told something; after a failure, with the problem. */
    StepRow asking(Question what, Optional<Problem> why, Instant when) {
        return new StepRow(
                index,
                id,
                name,
                subject,
                after,
                StepState.ASKING,
                attempt,
                begun,
                undo,
                started,
                why.isPresent() ? Optional.of(when) : ended,
                why,
                substeps,
                Optional.of(what),
                answers);
    }

    /** Its question waits until then. */
    StepRow askingUntil(Instant later) {
        return new StepRow(
                index,
                id,
                name,
                subject,
                after,
                state,
                attempt,
                begun,
                undo,
                started,
                ended,
                problem,
                substeps,
                question.map(asked -> asked.until(later)),
                answers);
    }

    /** It was told; what comes of that is up to the caller. */
    StepRow answered(Answer answer) {
        List<Answer> all = new ArrayList<>(answers);
        all.add(answer);
        return new StepRow(
                index,
                id,
                name,
                subject,
                after,
                state,
                attempt,
                begun,
                undo,
                started,
                ended,
                problem,
                substeps,
                Optional.empty(),
                List.copyOf(all));
    }

    /** It failed and is not needed. */
    StepRow waived() {
        return with(StepState.WAIVED, attempt, begun, undo, started, ended, problem);
    }

    /** Whether it waits to be told something. */
    boolean isAsking() {
        return state == StepState.ASKING && question.isPresent();
    }

    StepRow undoBegun() {
        return with(state, attempt, begun, Undo.BEGUN, started, ended, problem);
    }

    StepRow undone(Instant when) {
        return with(StepState.UNDONE, attempt, begun, Undo.DONE, started, Optional.of(when), problem);
    }

    StepRow undoFailed(Problem why, Instant when) {
        return with(StepState.FAILED, attempt, begun, Undo.FAILED, started, Optional.of(when), Optional.of(why));
    }

    /** Whether there is something to take back that was not tried yet. */
    boolean undoable() {
        return begun > 0 && (undo == Undo.NONE || undo == Undo.BEGUN);
    }

    private StepRow with(
            StepState state,
            int attempt,
            int begun,
            Undo undo,
            Optional<Instant> started,
            Optional<Instant> ended,
            Optional<Problem> problem) {
        return new StepRow(
                index,
                id,
                name,
                subject,
                after,
                state,
                attempt,
                begun,
                undo,
                started,
                ended,
                problem,
                substeps,
                Optional.empty(),
                answers);
    }
}
