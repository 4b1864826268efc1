package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.SubstepContext;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.Optional;

/**
 * A step in which several machines are worked on at the same time: the parts of each have ids of their own.
 *
 * @param whole the step
 * @param key the machine
 */
record KeyedContext(StepContext whole, String key) implements StepContext {
    @Override
    public JobId job() {
        return whole.job();
    }

    @Override
    public void progress(long done, long total, String unit) {
        // that of one of them says nothing about the step
    }

    @Override
    public void waitingFor(String what) {
        whole.waitingFor(what);
    }

    @Override
    public SubstepContext substep(String id, String name) {
        return whole.substep(key + "-" + id, key + ": " + name);
    }

    @Override
    public void log(LogLine.Level level, String text) {
        whole.log(level, text);
    }

    @Override
    public void checkCancelled() {
        whole.checkCancelled();
    }

    @Override
    public Optional<String> answer(String step) {
        return whole.answer(step);
    }

    @Override
    public Optional<String> fact(String name) {
        return whole.fact(name);
    }

    @Override
    public void putFact(String name, String value) {
        whole.putFact(name, value);
    }
}
