package dev.muster.bridge.job;

import dev.muster.model.error.Problem;
import dev.muster.model.job.Progress;
import dev.muster.model.job.StepState;
import dev.muster.model.job.Substep;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The parts of one step, in the order they were begun. Used with the lock of their {@link LiveJob} held. */
final class Substeps {
    private static final int LONGEST_LINE = 500;

    private final Map<String, Substep> parts = new LinkedHashMap<>();
    private final Map<String, ProgressMeter> meters = new HashMap<>();

    Substeps(List<Substep> known) {
        known.forEach(part -> parts.put(part.id(), part));
    }

    List<Substep> all() {
        return List.copyOf(parts.values());
    }

    /** One that was done before a restart stays done; any other begins anew. */
    void begin(String id, String name, Instant now) {
        Substep before = parts.get(id);
        if (before == null || before.state() != StepState.DONE) {
            meters.remove(id);
            parts.put(
                    id,
                    new Substep(
                            id,
                            name,
                            StepState.RUNNING,
                            "",
                            Progress.NONE,
                            Optional.of(now),
                            Optional.empty(),
                            List.of(),
                            Optional.empty()));
        }
    }

    void progress(String id, long done, long total, String unit, Clock clock) {
        ProgressMeter meter = meters.computeIfAbsent(id, _ -> new ProgressMeter());
        meter.update(done, total, unit, clock.millis());
        change(id, part -> with(part, part.state(), part.waitingFor(), meter.progress(), part.output()));
    }

    void waitingFor(String id, String what) {
        change(id, part -> with(part, part.state(), what, part.progress(), part.output()));
    }

    void output(String id, String text) {
        change(id, part -> {
            List<String> output = new ArrayList<>(part.output());
            text.lines()
                    .map(line -> line.length() > LONGEST_LINE ? line.substring(0, LONGEST_LINE) + "…" : line)
                    .forEach(output::add);
            return with(part, part.state(), part.waitingFor(), part.progress(), output);
        });
    }

    void done(String id, Instant now) {
        change(id, part -> ended(part, StepState.DONE, now, Optional.empty()));
    }

    void failed(String id, Problem why, Instant now) {
        change(id, part -> ended(part, StepState.FAILED, now, Optional.of(why)));
    }

    private void change(String id, UnaryOperator<Substep> how) {
        parts.computeIfPresent(id, (_, part) -> how.apply(part));
    }

    private static Substep with(
            Substep part, StepState state, String waitingFor, Progress progress, List<String> output) {
        return new Substep(
                part.id(),
                part.name(),
                state,
                waitingFor,
                progress,
                part.started(),
                part.ended(),
                output,
                part.problem());
    }

    private static Substep ended(Substep part, StepState state, Instant now, Optional<Problem> why) {
        return new Substep(
                part.id(),
                part.name(),
                state,
                "",
                part.progress(),
                part.started(),
                Optional.of(now),
                part.output(),
                why);
    }

    /** What they are once their step is in this state: those still running end with it. */
    static List<Substep> ending(List<Substep> parts, StepState step, Instant now) {
        return step == StepState.DONE || step == StepState.FAILED
                ? parts.stream()
                        .map(part ->
                                part.state() == StepState.RUNNING ? ended(part, step, now, Optional.empty()) : part)
                        .toList()
                : parts;
    }
}
