package dev.muster.model.recovery;

import java.util.ArrayList;
import java.util.List;

/**
 * How many machines are recovered at a time; {@link #UNLIMITED} for as many as are ready. Values below 1 count as 1.
 *
 * @param perHost on one host
 * @param perTier of each tier; tiers beyond the list are unlimited
 * @param hosts over how many hosts the machines are spread whose host is decided when the plan is run; these have their own slots,
 *     as if no other machine were on those hosts
 */
public record Limits(int perHost, List<Integer> perTier, int hosts) {
    /** No limit. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** No limit on hosts and tiers. */
    public static final Limits NONE = new Limits(UNLIMITED, List.of(), 1);

    public Limits {
        perTier = List.copyOf(perTier);
    }

    /** Those of a plan, on one host where it does not say. */
    public static Limits of(PlanSpec plan) {
        return new Limits(
                plan.hostLimit(), plan.tiers().stream().map(Tier::limit).toList(), 1);
    }

    /** The same limits with machines spread over so many hosts. */
    public Limits withHosts(int number) {
        return new Limits(perHost, perTier, number);
    }

    /** The same limits with another per host. */
    public Limits withPerHost(int limit) {
        return new Limits(limit, perTier, hosts);
    }

    /** The same limits with another of one tier, from 0. */
    public Limits withTier(int tier, int limit) {
        List<Integer> others = new ArrayList<>(perTier);
        while (others.size() <= tier) {
            others.add(UNLIMITED);
        }
        others.set(tier, limit);
        return new Limits(perHost, others, hosts);
    }

    /** The limit of a tier, at least 1. */
    int tier(int tier) {
        return tier < perTier.size() ? Math.max(1, perTier.get(tier)) : UNLIMITED;
    }

    /** The limit of one host, at least 1. */
    int host() {
        return Math.max(1, perHost);
    }

    /** The limit of all machines whose host is not decided. */
    int undecided() {
        return (int) Math.min(UNLIMITED, (long) host() * Math.max(1, hosts));
    }
}
