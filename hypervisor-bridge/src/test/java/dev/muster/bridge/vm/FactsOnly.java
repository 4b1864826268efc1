package dev.muster.bridge.vm;

import dev.muster.bridge.job.StepContext;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** A step's context that remembers facts and nothing else. */
final class FactsOnly implements StepContext {
    private final Map<String, String> facts;

    FactsOnly(Map<String, String> facts) {
        this.facts = new HashMap<>(facts);
    }

    @Override
    public JobId job() {
        return JobId.of("test");
    }

    @Override
    public void progress(long done, long total, String unit) {}

    @Override
    public void waitingFor(String what) {}

    @Override
    public void log(LogLine.Level level, String text) {}

    @Override
    public void checkCancelled() {}

    @Override
    public Optional<String> fact(String name) {
        return Optional.ofNullable(facts.get(name));
    }

    @Override
    public void putFact(String name, String value) {
        facts.put(name, value);
    }
}
