package dev.muster.model.recovery;

import dev.muster.model.recovery.Forecast.Outcome;
import dev.muster.model.recovery.Forecast.PathStep;
import dev.muster.model.recovery.Forecast.Shares;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Reads out of a simulation what a forecast says. */
final class ForecastResult {
    private static final int NOBODY = Slots.NOBODY;

    private final Simulation run;
    private final SimulatedPlan plan;
    private final long total;

    ForecastResult(Simulation run) {
        this.run = run;
        this.plan = run.plan;
        this.total = run.total();
    }

    Forecast forecast(PlanSpec spec) {
        boolean[] begun = new boolean[plan.size];
        run.sequence.forEach(item -> begun[item] = true);
        long[] slacks = slacks();
        List<Bar> bars = new ArrayList<>();
        List<String> stuck = new ArrayList<>();
        for (int item = 0; item < plan.size; item++) {
            if (begun[item]) {
                bars.add(bar(item, slacks[item]));
            } else {
                stuck.add(key(item));
            }
        }
        List<Integer> path = path();
        Duration whole = Duration.ofMillis(total);
        return new Forecast(
                bars,
                whole,
                path.stream().map(this::step).toList(),
                shares(path),
                spec.objective().map(objective -> new Outcome(objective, whole)),
                stuck);
    }

    private Bar bar(int item, long slack) {
        return new Bar(
                key(item),
                plan.graph.tier(item),
                Duration.ofMillis(run.queued[item]),
                Duration.ofMillis(run.ready[item]),
                Duration.ofMillis(run.begins[item]),
                Duration.ofMillis(run.begins[item] + plan.restores[item]),
                Duration.ofMillis(run.met[item]),
                waitOf(item),
                Duration.ofMillis(slack),
                plan.measures[item].basis(),
                plan.skipped[item]);
    }

    private String key(int item) {
        return plan.graph.items().get(item).key();
    }

    private boolean waitedForHost(int item) {
        return waitedForSlot(item) && run.hostWasFull[item];
    }

    private boolean waitedForSlot(int item) {
        return run.begins[item] > run.ready[item];
    }

    private Wait waitOf(int item) {
        if (waitedForHost(item)) {
            return new Wait.ForHostSlot(key(run.hostSlotOf[item]), plan.hostIds.get(plan.hosts[item]));
        }
        if (waitedForSlot(item)) {
            return new Wait.ForTierSlot(key(run.tierSlotOf[item]));
        }
        int cause = run.causedBy[item];
        if (plan.delays[item] > 0) {
            return new Wait.ForDelay(
                    Duration.ofMillis(plan.delays[item]), cause == NOBODY ? Optional.empty() : Optional.of(key(cause)));
        }
        return switch (run.causes[item]) {
            case NOTHING -> new Wait.Nothing();
            case TIER -> new Wait.ForTier(key(cause));
            case NEED -> new Wait.ForNeed(key(cause));
        };
    }

    /**
     * The item whose gate it waited for last; its delay may be in between. Slots are taken in the order in which they were
     * left: where there was none before, the one it took was left at the instant it began.
     */
    private int before(int item) {
        if (waitedForHost(item)) {
            return run.hostSlotOf[item];
        }
        return waitedForSlot(item) ? run.tierSlotOf[item] : run.causedBy[item];
    }

    private List<Integer> path() {
        List<Integer> path = new ArrayList<>();
        int last = run.sequence.stream()
                .filter(item -> run.met[item] == total)
                .findFirst()
                .orElse(NOBODY);
        for (int item = last; item != NOBODY; item = before(item)) {
            path.add(item);
        }
        Collections.reverse(path);
        return path;
    }

    private PathStep step(int item) {
        return new PathStep(
                key(item),
                waitOf(item),
                Duration.ofMillis(delayBefore(item)),
                Duration.ofMillis(plan.restores[item]),
                Duration.ofMillis(plan.boots[item]));
    }

    /** Its delay, where that is over when it begins; where it waited for a slot after that, the delay was in the shade. */
    private long delayBefore(int item) {
        return waitedForSlot(item) ? 0 : plan.delays[item];
    }

    private Shares shares(List<Integer> path) {
        long measured = 0;
        long estimated = 0;
        long assumed = 0;
        long planned = 0;
        for (int item : path) {
            long length = plan.restores[item] + plan.boots[item];
            planned += delayBefore(item);
            switch (plan.measures[item].basis()) {
                case Basis.Measured _ -> measured += length;
                case Basis.Estimated() -> estimated += length;
                case Basis.Assumed() -> assumed += length;
                // takes no time, unless somebody says it does: then that is an assumption too
                case Basis.Unattended() -> assumed += length;
            }
        }
        return new Shares(
                Duration.ofMillis(measured),
                Duration.ofMillis(estimated),
                Duration.ofMillis(assumed),
                Duration.ofMillis(planned));
    }

    /** How much later each could end, from the last to begin to the first: all that wait for it begin after it. */
    private long[] slacks() {
        long[] latest = new long[plan.size];
        Arrays.fill(latest, total);
        long barrier = total;
        long tierLatest = total;
        int tier = plan.graph.tierCount();
        for (int item : run.sequence.reversed()) {
            if (plan.graph.tier(item) < tier) {
                tier = plan.graph.tier(item);
                barrier = Math.min(barrier, tierLatest);
            }
            latest[item] = Math.min(latest[item], barrier);
            long begin = latest[item] - plan.restores[item] - plan.boots[item];
            long wish = begin - plan.delays[item];
            tierLatest = Math.min(tierLatest, wish);
            for (int need : plan.graph.waits(item)) {
                latest[need] = Math.min(latest[need], wish);
            }
            for (int left : new int[] {run.hostSlotOf[item], run.tierSlotOf[item]}) {
                if (left != NOBODY) {
                    latest[left] = Math.min(latest[left], begin);
                }
            }
        }
        long[] slacks = new long[plan.size];
        run.sequence.forEach(item -> slacks[item] = latest[item] - run.met[item]);
        return slacks;
    }
}
