package dev.muster.bridge.job;

import dev.muster.model.job.Answer;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What one step may say and ask while it runs or is taken back. */
final class RunningStep implements StepContext {
    private final Scribe scribe;
    private final int index;
    private final BooleanSupplier cancelled;

    /** @param cancelled whether it is to stop; never true while it is taken back */
    RunningStep(Scribe scribe, int index, BooleanSupplier cancelled) {
        this.scribe = scribe;
        this.index = index;
        this.cancelled = cancelled;
    }

    @Override
    public JobId job() {
        return scribe.live().row().id();
    }

    @Override
    public void progress(long done, long total, String unit) {
        scribe.progress(index, done, total, unit);
    }

    @Override
    public void waitingFor(String what) {
        scribe.waitingFor(index, what);
    }

    @Override
    public SubstepContext substep(String id, String name) {
        scribe.substeps(index, parts -> parts.begin(id, name, scribe.clock().instant()));
        return new RunningSubstep(scribe, index, id);
    }

    @Override
    public void log(LogLine.Level level, String text) {
        scribe.log(index, level, text);
    }

    @Override
    public void checkCancelled() {
        if (cancelled.getAsBoolean()) {
            throw JobProblems.stopped(scribe.live().step(index), "the job was asked to stop")
                    .toException();
        }
    }

    /** Only one with a prompt is told something before it begins, and then that is the first. */
    @Override
    public Optional<String> answer(String step) {
        return scribe.live().steps().stream()
                .filter(row -> row.id().equals(step))
                .flatMap(row -> row.answers().stream().limit(1))
                .map(Answer::choice)
                .findFirst();
    }

    @Override
    public Optional<String> fact(String name) {
        return scribe.fact(name);
    }

    @Override
    public void putFact(String name, String value) {
        scribe.putFact(index, name, value);
    }
}
