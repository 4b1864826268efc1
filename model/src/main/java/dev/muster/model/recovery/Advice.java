package dev.muster.model.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What other limits would do to the total.
 *
 * @param change the limit that is other; all else stays
 * @param total how long the recovery takes then
 * @param saved how much shorter that is; negative where it takes longer, as a different order of the machines can
 */
public record Advice(Change change, Duration total, Duration saved) {
    /** A limit that is other. */
    public sealed interface Change {
        /** That of one tier, from 0; {@link Limits#UNLIMITED} for none. */
        record OfTier(int tier, int limit) implements Change {}

        /** That of each host. */
        record OfHosts(int limit) implements Change {}

        /** No limit on any tier or host. */
        record OfAll() implements Change {}
    }

    /**
     * Returns for each tier in order, and then for the hosts, what a limit one higher, doubled and none would do; last, what no
     * limit at all would do. Left out are limits that no machine of the plan has ever to wait for. Each takes a forecast of its own.
     */
    public static List<Advice> of(PlanSpec plan, Measures measures, Limits limits) {
        return of(plan, measures, limits, Map.of());
    }

    /** The same for these answers to prompts. */
    public static List<Advice> of(PlanSpec plan, Measures measures, Limits limits, Map<String, String> answers) {
        SimulatedPlan simulated = new SimulatedPlan(plan, measures, answers);
        long total = new Simulation(simulated, limits).total();
        List<Advice> advice = new ArrayList<>();
        for (int tier = 0; tier < simulated.graph.tierCount(); tier++) {
            int machines = (int) IntStream.range(simulated.graph.tierStart(tier), simulated.graph.tierStart(tier + 1))
                    .filter(item -> simulated.slots[item])
                    .count();
            for (int limit : higher(limits.tier(tier), machines)) {
                advice.add(of(simulated, limits.withTier(tier, limit), new Change.OfTier(tier, limit), total));
            }
        }
        int fullest = fullestHost(simulated, limits);
        for (int limit : higher(limits.host(), fullest)) {
            advice.add(of(simulated, limits.withPerHost(limit), new Change.OfHosts(limit), total));
        }
        if (!advice.isEmpty()) {
            advice.add(of(simulated, Limits.NONE, new Change.OfAll(), total));
        }
        return List.copyOf(advice);
    }

    /** How many machines one host has at most; of those that are not decided its share. */
    private static int fullestHost(SimulatedPlan plan, Limits limits) {
        int[] counts = new int[plan.hostIds.size()];
        for (int item = 0; item < plan.size; item++) {
            counts[plan.hosts[item]] += plan.slots[item] ? 1 : 0;
        }
        counts[0] = Math.ceilDiv(counts[0], Math.max(1, limits.hosts()));
        return IntStream.of(counts).max().orElse(0);
    }

    private static int[] higher(int limit, int machines) {
        if (limit >= machines) {
            return new int[0];
        }
        return IntStream.of(limit + 1, limit * 2, Limits.UNLIMITED)
                .filter(one -> one > limit && (one < machines || one == Limits.UNLIMITED))
                .distinct()
                .toArray();
    }

    private static Advice of(SimulatedPlan plan, Limits limits, Change change, long before) {
        long total = new Simulation(plan, limits).total();
        return new Advice(change, Duration.ofMillis(total), Duration.ofMillis(before - total));
    }
}
