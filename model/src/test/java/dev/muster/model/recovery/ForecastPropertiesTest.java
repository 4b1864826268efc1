package dev.muster.model.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.inventory.HostId;
import dev.muster.model.recovery.Forecast.PathStep;
import dev.muster.model.recovery.Forecast.Shares;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What holds for the forecast of any plan. */
class ForecastPropertiesTest {
    private static final int CASES = 400;

    private record Case(int seed, PlanSpec plan, Measures measures, Limits limits, Forecast forecast) {
        Bar bar(String key) {
            return forecast.bar(key).orElseThrow();
        }
    }

    private static List<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            PlanSpec plan = Plans.random(random, 50);
            Measures measures = measures(random, plan);
            Limits limits = Limits.of(plan).withHosts(1 + random.nextInt(2));
            cases.add(new Case(seed, plan, measures, limits, Forecast.of(plan, measures, limits)));
        }
        return cases;
    }

    private static Measures measures(Random random, PlanSpec plan) {
        Map<String, Measure> measured = new HashMap<>();
        for (PlanItem item : plan.items()) {
            if (item instanceof PlanMachine && random.nextInt(5) > 0) {
                Basis basis = random.nextBoolean() ? new Basis.Measured(2) : new Basis.Estimated();
                // coarse, so that much happens at the same instant, and sometimes nothing at all
                measured.put(
                        item.key(),
                        new Measure(
                                Duration.ofSeconds(10L * random.nextInt(3)),
                                Duration.ofSeconds(10L * random.nextInt(4)),
                                basis));
            }
        }
        return new Measures(measured);
    }

    @Test
    void no_more_machines_than_the_limits_are_recovered_at_a_time() {
        for (Case one : cases()) {
            for (Bar at : one.forecast.bars()) {
                long inTier = running(one, at.begins(), bar -> bar.tier() == at.tier());
                assertThat(inTier).as("seed %d", one.seed).isLessThanOrEqualTo(one.limits.tier(at.tier()));
                for (int host = 0; host < 3; host++) {
                    Optional<HostId> id = Optional.of(HostId.of("h" + host));
                    assertThat(running(one, at.begins(), bar -> host(one, bar).equals(id)))
                            .as("seed %d", one.seed)
                            .isLessThanOrEqualTo(one.plan.hostLimit());
                }
                assertThat(running(one, at.begins(), bar -> host(one, bar).isEmpty()))
                        .as("seed %d", one.seed)
                        .isLessThanOrEqualTo(one.limits.undecided());
            }
        }
    }

    private static long running(Case one, Duration at, Predicate<Bar> which) {
        return one.forecast.bars().stream()
                .filter(bar -> one.plan.item(bar.key()).orElseThrow() instanceof PlanMachine)
                .filter(which)
                .filter(bar -> bar.begins().compareTo(at) <= 0 && bar.met().compareTo(at) > 0)
                .count();
    }

    private static Optional<HostId> host(Case one, Bar bar) {
        return one.plan.item(bar.key()).orElseThrow() instanceof PlanMachine machine
                ? machine.place().knownHost()
                : Optional.empty();
    }

    @Test
    void tiers_needs_and_delays_are_kept() {
        for (Case one : cases()) {
            assertThat(one.forecast.bars())
                    .as("seed %d", one.seed)
                    .hasSize(one.plan.items().size());
            for (Bar bar : one.forecast.bars()) {
                PlanItem item = one.plan.item(bar.key()).orElseThrow();
                Duration available = bar.begins().minus(item.delay());
                assertThat(available).as("seed %d: %s", one.seed, bar.key()).isGreaterThanOrEqualTo(bar.queued());
                for (String need : item.needs()) {
                    assertThat(available)
                            .as("seed %d: %s after %s", one.seed, bar.key(), need)
                            .isGreaterThanOrEqualTo(one.bar(need).met());
                }
                one.forecast.bars().stream()
                        .filter(other -> other.tier() < bar.tier())
                        .forEach(other -> assertThat(available)
                                .as("seed %d: %s after tier of %s", one.seed, bar.key(), other.key())
                                .isGreaterThanOrEqualTo(other.met()));
            }
        }
    }

    @Test
    void the_critical_path_adds_up_to_the_total_and_has_no_slack() {
        for (Case one : cases()) {
            Duration sum = Duration.ZERO;
            Duration end = Duration.ZERO;
            for (PathStep step : one.forecast.path()) {
                Bar bar = one.bar(step.key());
                assertThat(bar.begins()).as("seed %d: %s", one.seed, step).isEqualTo(end.plus(step.delay()));
                assertThat(bar.waitedFor()).as("seed %d", one.seed).isEqualTo(step.waitedFor());
                assertThat(bar.slack()).as("seed %d: %s", one.seed, step).isZero();
                end = bar.met();
                sum = sum.plus(step.length());
            }
            assertThat(sum).as("seed %d", one.seed).isEqualTo(one.forecast.total());
            Shares shares = one.forecast.shares();
            assertThat(shares.measured()
                            .plus(shares.estimated())
                            .plus(shares.assumed())
                            .plus(shares.planned()))
                    .as("seed %d", one.seed)
                    .isEqualTo(one.forecast.total());
        }
    }

    @Test
    void the_wait_that_is_told_ends_when_the_item_begins() {
        for (Case one : cases()) {
            for (Bar bar : one.forecast.bars()) {
                Duration end = switch (bar.waitedFor()) {
                    case Wait.Nothing() -> Duration.ZERO;
                    case Wait.ForTier(String key) -> one.bar(key).met();
                    case Wait.ForNeed(String key) -> one.bar(key).met();
                    case Wait.ForTierSlot(String key) -> one.bar(key).met();
                    case Wait.ForHostSlot(String key, Optional<HostId> host) -> {
                        assertThat(host(one, one.bar(key))).isEqualTo(host);
                        yield one.bar(key).met();
                    }
                    case Wait.ForDelay(Duration length, Optional<String> key) ->
                        key.map(after -> one.bar(after).met())
                                .orElse(Duration.ZERO)
                                .plus(length);
                };
                assertThat(bar.begins()).as("seed %d: %s", one.seed, bar).isEqualTo(end);
            }
        }
    }

    @Test
    void no_slot_stays_free_while_an_item_could_take_it() {
        for (Case one : cases()) {
            for (Bar bar : one.forecast.bars()) {
                if (bar.begins().equals(bar.ready())) {
                    continue;
                }
                // just before it began
                Duration at = bar.begins().minusMillis(1);
                Optional<HostId> host = host(one, bar);
                int hostLimit = host.isEmpty() ? one.limits.undecided() : one.plan.hostLimit();
                boolean hostFull = running(one, at, other -> host(one, other).equals(host)) == hostLimit;
                boolean tierFull = running(one, at, other -> other.tier() == bar.tier()) == one.limits.tier(bar.tier());
                assertThat(hostFull || tierFull)
                        .as("seed %d: %s", one.seed, bar)
                        .isTrue();
                assertThat(bar.waitedFor() instanceof Wait.ForHostSlot ? hostFull : tierFull)
                        .as("seed %d: %s", one.seed, bar)
                        .isTrue();
            }
        }
    }

    @Test
    void no_total_is_below_the_lower_bound_and_equal_limits_change_nothing() {
        for (Case one : cases()) {
            assertThat(one.forecast.total())
                    .as("seed %d", one.seed)
                    .isGreaterThanOrEqualTo(Forecast.lowerBound(one.plan, one.measures));
            assertThat(Forecast.of(one.plan, one.measures, one.limits.withTier(0, one.limits.tier(0))))
                    .as("seed %d", one.seed)
                    .isEqualTo(one.forecast);
            Limits large = new Limits(10_000, List.of(10_000, 10_000, 10_000, 10_000), 1);
            assertThat(Forecast.of(one.plan, one.measures, large).total())
                    .as("seed %d: limits that nothing reaches", one.seed)
                    .isEqualTo(Forecast.lowerBound(one.plan, one.measures));
        }
    }

    @Test
    void an_item_may_take_its_slack_longer() {
        for (Case one : cases()) {
            // without limits the order of the others stays, so that the slack is exact
            Forecast free = Forecast.of(one.plan, one.measures, Limits.NONE);
            for (Bar bar : free.bars()) {
                assertThat(Forecast.of(one.plan, slower(one, bar, Duration.ZERO), Limits.NONE)
                                .total())
                        .as("seed %d: %s", one.seed, bar)
                        .isEqualTo(free.total());
                assertThat(Forecast.of(one.plan, slower(one, bar, Duration.ofMillis(1)), Limits.NONE)
                                .total())
                        .as("seed %d: %s", one.seed, bar)
                        .isEqualTo(free.total().plusMillis(1));
            }
        }
    }

    private static Measures slower(Case one, Bar bar, Duration beyond) {
        Measure known = one.measures.of(one.plan.item(bar.key()).orElseThrow());
        Map<String, Measure> measured = new HashMap<>(one.measures.measured());
        measured.put(
                bar.key(),
                new Measure(known.restore(), known.boot().plus(bar.slack()).plus(beyond), known.basis()));
        return new Measures(measured);
    }

    @Test
    void two_thousand_machines_are_forecast_in_time() {
        List<Tier> tiers = new ArrayList<>();
        Random random = new Random(7);
        for (int tier = 0; tier < 8; tier++) {
            List<PlanItem> items = new ArrayList<>();
            for (int item = 0; item < 250; item++) {
                String key = "k" + tier + "-" + item;
                List<String> needs = item == 0 ? List.of() : List.of("k" + tier + "-" + random.nextInt(item));
                items.add(Plans.machine(key).withNeeds(needs).withPlace(Place.on(HostId.of("h" + random.nextInt(10)))));
            }
            tiers.add(new Tier("t" + tier, 20, items));
        }
        PlanSpec plan = PlanSpec.of(tiers);
        Measures measures = measures(random, plan);
        Duration forecast = fastest(() -> Forecast.of(plan, measures, Limits.of(plan)));
        assertThat(forecast).as("one forecast").isLessThan(Duration.ofMillis(50));
        Duration advice = fastest(() -> Advice.of(plan, measures, Limits.of(plan)));
        assertThat(advice).as("all advice").isLessThan(Duration.ofMillis(500));
    }

    private static Duration fastest(Runnable work) {
        Duration best = Duration.ofDays(1);
        for (int run = 0; run < 30; run++) {
            Instant before = Instant.now();
            work.run();
            Duration took = Duration.between(before, Instant.now());
            best = took.compareTo(best) < 0 ? took : best;
        }
        return best;
    }
}
