package dev.muster.model.recovery;

import java.util.List;

/**
 * One step of a recovery plan; the next begins when all items of this one have met their gates.
 *
 * @param name unique in the plan
 * @param limit machines of it that are recovered at a time, at least 1
 * @param items those further up begin first where several are ready
 */
public record Tier(String name, int limit, List<PlanItem> items) {
    /** The default of {@code limit}. */
    public static final int DEFAULT_LIMIT = 10;

    public Tier {
        items = List.copyOf(items);
    }

    /** The same tier with these items. */
    public Tier withItems(List<? extends PlanItem> others) {
        return new Tier(name, limit, List.copyOf(others));
    }

    /** The same tier with that name. */
    public Tier withName(String other) {
        return new Tier(other, limit, items);
    }

    /** The same tier with that limit. */
    public Tier withLimit(int other) {
        return new Tier(name, other, items);
    }
}
