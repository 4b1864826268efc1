package dev.muster.bridge.event;

import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.Step;
import dev.muster.model.job.Substep;
import java.util.List;
import java.util.Optional;

/** Estimates how much memory an event holds: enough to tell a line of a log from a job of thousands of steps. */
final class EventWeight {
    private static final long EVENT = 64;
    private static final long CHANGE = 1024;
    private static final long JOB = 400;
    private static final long STEP = 250;
    private static final long SUBSTEP = 200;

    private EventWeight() {}

    /** Returns about how many bytes an event holds. */
    static long of(BridgeEvent event) {
        return EVENT
                + switch (event) {
                    case BridgeEvent.Snapshot all ->
                        all.jobs().stream().mapToLong(EventWeight::job).sum();
                    case BridgeEvent.InventoryChanged changed ->
                        CHANGE * changed.delta().changes().size();
                    case BridgeEvent.JobChanged changed -> job(changed.job());
                    case BridgeEvent.JobStepsChanged changed -> job(changed.job()) + steps(changed.changed());
                    case BridgeEvent.JobLogged logged ->
                        EVENT + text(logged.line().text());
                };
    }

    private static long job(Job job) {
        return JOB + text(job.title()) + problem(job.problem()) + steps(job.steps());
    }

    private static long steps(List<Step> steps) {
        long sum = 0;
        for (Step step : steps) {
            sum += STEP
                    + text(step.id())
                    + text(step.name())
                    + text(step.subject())
                    + text(step.waitingFor())
                    + problem(step.problem());
            for (Substep part : step.substeps()) {
                sum += SUBSTEP + text(part.name()) + problem(part.problem());
                for (String line : part.output()) {
                    sum += EVENT + text(line);
                }
            }
        }
        return sum;
    }

    private static long problem(Optional<Problem> problem) {
        return problem.map(why -> SUBSTEP + text(why.what()) + text(why.details()))
                .orElse(0L);
    }

    /** Two bytes a character at most. */
    private static long text(String text) {
        return 2L * text.length();
    }
}
