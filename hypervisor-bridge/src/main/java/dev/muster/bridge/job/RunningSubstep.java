package dev.muster.bridge.job;

import dev.muster.model.error.Problem;
import dev.muster.model.job.StepState;

/** What one part of a running step may say. */
final class RunningSubstep implements SubstepContext {
    private final Scribe scribe;
    private final int step;
    private final String id;

    RunningSubstep(Scribe scribe, int step, String id) {
        this.scribe = scribe;
        this.step = step;
        this.id = id;
    }

    @Override
    public boolean isDone() {
        return scribe.live().step(step).substeps().stream()
                .anyMatch(part -> part.id().equals(id) && part.state() == StepState.DONE);
    }

    @Override
    public void progress(long done, long total, String unit) {
        scribe.substeps(step, parts -> parts.progress(id, done, total, unit, scribe.clock()));
    }

    @Override
    public void waitingFor(String what) {
        scribe.substeps(step, parts -> parts.waitingFor(id, what));
    }

    @Override
    public void output(String text) {
        scribe.substeps(step, parts -> parts.output(id, text));
    }

    @Override
    public void done() {
        scribe.substeps(step, parts -> parts.done(id, scribe.clock().instant()));
    }

    @Override
    public void failed(Problem why) {
        scribe.substeps(step, parts -> parts.failed(id, why, scribe.clock().instant()));
    }
}
