package dev.muster.model.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How long a recovery takes, as a run does it: tier after tier; an item begins when its needs have met their gates, its delay is
 * over, and its tier and its host have a slot. Of several that could begin, the one further up in the plan does. A machine keeps
 * its slots from its begin until its gates are met; prompts need none. Nothing fails. Times are counted in milliseconds, those
 * below zero as zero and those over 1 000 days as 1 000 days.
 *
 * @param bars one for each item that begins, in the order of the plan
 * @param total until the last gate is met
 * @param path the critical path: items of which each began because of the one before; together they take the total
 * @param shares where the times of that path come from
 * @param outcome how that compares with the objective; empty where the plan has none
 * @param stuck keys of items that never begin, as their needs are on a cycle; {@link PlanCheck} names it
 */
public record Forecast(
        List<Bar> bars,
        Duration total,
        List<PathStep> path,
        Shares shares,
        Optional<Outcome> outcome,
        List<String> stuck) {
    public Forecast {
        bars = List.copyOf(bars);
        path = List.copyOf(path);
        stuck = List.copyOf(stuck);
    }

    /**
     * One item of the critical path. It began when the one before it met its gates and the delay was over.
     *
     * @param key of the item
     * @param waitedFor why it did not begin before
     * @param delay between the one before and its begin
     * @param restore from its begin until it was started
     * @param boot from then until its gates were met
     */
    public record PathStep(String key, Wait waitedFor, Duration delay, Duration restore, Duration boot) {
        /** All of it. */
        public Duration length() {
            return delay.plus(restore).plus(boot);
        }
    }

    /**
     * Where the times of the critical path come from; together they are the total.
     *
     * @param measured in runs
     * @param estimated by the operator
     * @param assumed by default
     * @param planned delays, which are as long as the plan says
     */
    public record Shares(Duration measured, Duration estimated, Duration assumed, Duration planned) {}

    /**
     * The total beside the recovery time objective.
     *
     * @param objective the objective
     * @param total the total
     */
    public record Outcome(Duration objective, Duration total) {
        /** Whether the total is no longer than the objective. */
        public boolean kept() {
            return !margin().isNegative();
        }

        /** How much time is left; negative where the objective is missed by that much. */
        public Duration margin() {
            return objective.minus(total);
        }
    }

    /** The forecast of a plan whose prompts are answered by their defaults. */
    public static Forecast of(PlanSpec plan, Measures measures, Limits limits) {
        return of(plan, measures, limits, Map.of());
    }

    /**
     * The forecast of a plan.
     *
     * @param plan may have faults; keys it does not have are passed over
     * @param measures how long its items take
     * @param limits {@link Limits#of} for those of the plan
     * @param answers by the key of the prompt; others are answered by their defaults
     */
    public static Forecast of(PlanSpec plan, Measures measures, Limits limits, Map<String, String> answers) {
        return new ForecastResult(new Simulation(new SimulatedPlan(plan, measures, answers), limits)).forecast(plan);
    }

    /** How long a recovery takes at least: without limits, each item begins as soon as what it waits for is there. */
    public static Duration lowerBound(PlanSpec plan, Measures measures) {
        return of(plan, measures, Limits.NONE).total();
    }

    /** The bar of an item; empty where it never begins. */
    public Optional<Bar> bar(String key) {
        return bars.stream().filter(bar -> bar.key().equals(key)).findFirst();
    }
}
