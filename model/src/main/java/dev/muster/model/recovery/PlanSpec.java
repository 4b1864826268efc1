package dev.muster.model.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a recovery plan says. A value may hold faults, so that an editor can keep what is not finished; {@link PlanCheck} lists
 * them all, and a plan with faults is not run.
 *
 * @param description for people
 * @param objective recovery time objective: how long a recovery may take until the last gate is met
 * @param ageObjective recovery point objective: how old the points that are recovered may be
 * @param testValidity how long a successful test counts
 * @param hostLimit machines that are recovered at a time on one host, at least 1
 * @param tiers in order; an item begins when all items of the tiers before have met their gates. A tier may be empty.
 * @param networks what the machines are plugged into
 * @param decision the time limit that decides about a recovery that stands; empty to leave it to people
 */
public record PlanSpec(
        String description,
        Optional<Duration> objective,
        Optional<Duration> ageObjective,
        Duration testValidity,
        int hostLimit,
        List<Tier> tiers,
        List<RecoveryNetwork> networks,
        Optional<Decision> decision) {
    /** The default of {@code testValidity}. */
    public static final Duration DEFAULT_TEST_VALIDITY = Duration.ofDays(90);

    /** The default of {@code hostLimit}. */
    public static final int DEFAULT_HOST_LIMIT = 8;

    public PlanSpec {
        tiers = List.copyOf(tiers);
        networks = List.copyOf(networks);
        // a version that was saved before there were time limits
        decision = Objects.requireNonNullElse(decision, Optional.empty());
    }

    /** A plan of these tiers with defaults for all else. */
    public static PlanSpec of(List<Tier> tiers) {
        return new PlanSpec(
                "",
                Optional.empty(),
                Optional.empty(),
                DEFAULT_TEST_VALIDITY,
                DEFAULT_HOST_LIMIT,
                tiers,
                List.of(),
                Optional.empty());
    }

    /** Returns the items of all tiers in order. */
    public List<PlanItem> items() {
        return tiers.stream().flatMap(tier -> tier.items().stream()).toList();
    }

    /** Returns the item with that key; the first where a faulty plan has several. */
    public Optional<PlanItem> item(String key) {
        return tiers.stream()
                .flatMap(tier -> tier.items().stream())
                .filter(item -> item.key().equals(key))
                .findFirst();
    }

    /** The same plan with these tiers. */
    public PlanSpec withTiers(List<Tier> others) {
        return new PlanSpec(description, objective, ageObjective, testValidity, hostLimit, others, networks, decision);
    }

    /** The same plan with these networks. */
    public PlanSpec withNetworks(List<RecoveryNetwork> others) {
        return new PlanSpec(description, objective, ageObjective, testValidity, hostLimit, tiers, others, decision);
    }

    /** The same plan with that limit per host. */
    public PlanSpec withHostLimit(int limit) {
        return new PlanSpec(description, objective, ageObjective, testValidity, limit, tiers, networks, decision);
    }

    /** The same plan with these objectives. */
    public PlanSpec withObjectives(Optional<Duration> time, Optional<Duration> age) {
        return new PlanSpec(description, time, age, testValidity, hostLimit, tiers, networks, decision);
    }

    /** The same plan with that time limit. */
    public PlanSpec withDecision(Optional<Decision> other) {
        return new PlanSpec(description, objective, ageObjective, testValidity, hostLimit, tiers, networks, other);
    }
}
