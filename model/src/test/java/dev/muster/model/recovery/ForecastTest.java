package dev.muster.model.recovery;

import static dev.muster.model.recovery.Plans.machine;
import static dev.muster.model.recovery.Plans.plan;
import static dev.muster.model.recovery.Plans.prompt;
import static dev.muster.model.recovery.Plans.tier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.inventory.HostId;
import dev.muster.model.recovery.Forecast.PathStep;
import dev.muster.model.recovery.Forecast.Shares;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForecastTest {
    private static final HostId H1 = HostId.of("h1");

    @Test
    void with_one_item_per_tier_the_total_is_the_sum() {
        PlanSpec plan = plan(tier("1", 5, machine("a")), tier("2", 5, machine("b")), tier("3", 5, machine("c")));
        Forecast forecast = forecast(plan, "a", 10, "b", 20, "c", 30);
        assertThat(forecast.total()).isEqualTo(seconds(60));
        assertThat(forecast.path()).extracting(PathStep::key).containsExactly("a", "b", "c");
        assertThat(forecast.bars())
                .extracting(Bar::waitedFor)
                .containsExactly(new Wait.Nothing(), new Wait.ForTier("a"), new Wait.ForTier("b"));
        assertThat(forecast.stuck()).isEmpty();
    }

    @Test
    void a_tier_begins_when_the_slowest_of_the_one_before_has_met_its_gates() {
        PlanSpec plan = plan(tier("1", 5, machine("a"), machine("b")), tier("empty", 1), tier("3", 5, machine("c")));
        Forecast forecast = forecast(plan, "a", 10, "b", 20, "c", 30);
        assertThat(forecast.total()).isEqualTo(seconds(50));
        Bar c = bar(forecast, "c");
        assertThat(c.queued()).isEqualTo(seconds(20));
        assertThat(c.started()).as("half of it is the restore").isEqualTo(seconds(35));
        assertThat(bar(forecast, "a").slack()).isEqualTo(seconds(10));
        assertThat(bar(forecast, "b").slack()).isZero();
    }

    @Test
    void items_further_up_take_the_slots_of_the_tier_first() {
        PlanSpec plan = plan(tier("1", 2, machine("c"), machine("a"), machine("b"), machine("d")));
        Forecast forecast = forecast(plan, "a", 10, "b", 20, "c", 30, "d", 5);
        assertThat(bar(forecast, "b").waitedFor()).isEqualTo(new Wait.ForTierSlot("a"));
        assertThat(bar(forecast, "b").begins()).isEqualTo(seconds(10));
        assertThat(bar(forecast, "d").begins()).isEqualTo(seconds(30));
        assertThat(forecast.total()).isEqualTo(seconds(35));
    }

    @Test
    void a_full_host_lets_those_of_other_hosts_pass() {
        PlanSpec plan = plan(tier("1", 10, on(H1, "a"), on(H1, "b"), on(HostId.of("h2"), "c")))
                .withHostLimit(1);
        Forecast forecast = forecast(plan, "a", 10, "b", 10, "c", 10);
        assertThat(bar(forecast, "c").begins()).isZero();
        assertThat(bar(forecast, "b").waitedFor()).isEqualTo(new Wait.ForHostSlot("a", Optional.of(H1)));
        assertThat(forecast.total()).isEqualTo(seconds(20));
    }

    @Test
    void machines_whose_host_is_not_decided_are_spread_over_as_many_as_one_says() {
        PlanSpec plan =
                Plans.of(machine("a"), machine("b"), machine("c"), machine("d")).withHostLimit(1);
        Measures measures = measures("a", 10, "b", 10, "c", 10, "d", 10);
        assertThat(Forecast.of(plan, measures, Limits.of(plan)).total()).isEqualTo(seconds(40));
        assertThat(Forecast.of(plan, measures, Limits.of(plan).withHosts(2)).total())
                .isEqualTo(seconds(20));
    }

    @Test
    void needs_and_delays_are_waited_for_and_told() {
        PlanSpec plan = plan(tier(
                "1",
                10,
                machine("a"),
                machine("b", "a"),
                machine("c", "b").withDelay(seconds(7)),
                machine("d").withDelay(seconds(3))));
        Forecast forecast = forecast(plan, "a", 10, "b", 20, "c", 30, "d", 2);
        assertThat(bar(forecast, "b").waitedFor()).isEqualTo(new Wait.ForNeed("a"));
        assertThat(bar(forecast, "c").waitedFor()).isEqualTo(new Wait.ForDelay(seconds(7), Optional.of("b")));
        assertThat(bar(forecast, "c").begins()).isEqualTo(seconds(37));
        assertThat(bar(forecast, "d").waitedFor()).isEqualTo(new Wait.ForDelay(seconds(3), Optional.empty()));
        assertThat(forecast.total()).isEqualTo(seconds(67));
        assertThat(forecast.path()).extracting(PathStep::key).containsExactly("a", "b", "c");
        assertThat(forecast.path().getLast())
                .isEqualTo(new PathStep(
                        "c", new Wait.ForDelay(seconds(7), Optional.of("b")), seconds(7), seconds(15), seconds(15)));
    }

    @Test
    void times_come_from_runs_or_the_operator_or_defaults_and_prompts_take_none() {
        Readiness gated = new Readiness(List.of(new Gate.Ping()), Duration.ofMinutes(5));
        PlanSpec plan = plan(
                tier("1", 1, machine("a")),
                tier("2", 1, machine("b").withEstimate(Optional.of(seconds(90)))),
                tier("3", 1, machine("c").withReadiness(gated)),
                tier("4", 1, prompt("p", "yes", "no")),
                tier("5", 1, machine("d").withDelay(seconds(5))));
        Forecast forecast = forecast(plan, "a", 10);
        assertThat(forecast.shares())
                .isEqualTo(new Shares(seconds(10), seconds(90), seconds(60 + 10 + 10), seconds(5)));
        assertThat(forecast.bars())
                .extracting(Bar::basis)
                .containsExactly(
                        new Basis.Measured(3),
                        new Basis.Estimated(),
                        new Basis.Assumed(),
                        new Basis.Unattended(),
                        new Basis.Assumed());
        assertThat(bar(forecast, "b").started().minus(bar(forecast, "b").begins()))
                .isEqualTo(Measures.ASSUMED_RESTORE);
    }

    @Test
    void the_objective_is_kept_or_missed_by_so_much() {
        PlanSpec plan = Plans.of(machine("a"));
        assertThat(forecast(plan, "a", 10).outcome()).isEmpty();
        Forecast.Outcome kept = outcome(plan, 12);
        assertThat(kept.kept()).isTrue();
        assertThat(kept.margin()).isEqualTo(seconds(2));
        assertThat(outcome(plan, 10).kept()).isTrue();
        assertThat(outcome(plan, 7).kept()).isFalse();
        assertThat(outcome(plan, 7).margin()).isEqualTo(seconds(-3));
    }

    private static Forecast.Outcome outcome(PlanSpec plan, int objective) {
        return forecast(plan.withObjectives(Optional.of(seconds(objective)), Optional.empty()), "a", 10)
                .outcome()
                .orElseThrow();
    }

    @Test
    void items_bound_to_another_answer_are_skipped_but_what_they_wait_for_is_waited_for() {
        PlanSpec plan = Plans.of(
                prompt("size", "small", "large"),
                machine("db"),
                machine("extra", "db").withOnlyIf(Optional.of(new Choice("size", "large"))),
                machine("web", "extra"));
        Measures measures = measures("db", 10, "extra", 20, "web", 5);
        Forecast small = Forecast.of(plan, measures, Limits.of(plan));
        assertThat(bar(small, "extra").skipped()).isTrue();
        assertThat(small.total()).isEqualTo(seconds(15));
        Forecast large = Forecast.of(plan, measures, Limits.of(plan), Map.of("size", "large"));
        assertThat(bar(large, "extra").skipped()).isFalse();
        assertThat(large.total()).isEqualTo(seconds(35));
    }

    @Test
    void an_item_bound_to_a_skipped_prompt_is_skipped_too() {
        PlanSpec plan = Plans.of(
                prompt("p", "yes", "no"),
                prompt("q", "yes", "no").withOnlyIf(Optional.of(new Choice("p", "no"))),
                machine("a").withOnlyIf(Optional.of(new Choice("q", "yes"))));
        assertThat(bar(Forecast.of(plan, Measures.NONE, Limits.of(plan)), "a").skipped())
                .isTrue();
        assertThat(bar(Forecast.of(plan, Measures.NONE, Limits.of(plan), Map.of("p", "no")), "a")
                        .skipped())
                .isFalse();
    }

    @Test
    void what_is_on_a_cycle_or_waits_for_one_never_begins() {
        PlanSpec plan = plan(
                tier("1", 1, machine("a"), machine("b", "c"), machine("c", "b"), machine("d", "b")),
                tier("2", 1, machine("e")));
        Forecast forecast = forecast(plan, "a", 10);
        assertThat(forecast.stuck()).containsExactly("b", "c", "d", "e");
        assertThat(forecast.bars()).extracting(Bar::key).containsExactly("a");
        assertThat(forecast.bar("b")).isEmpty();
        assertThat(forecast.total()).isEqualTo(seconds(10));
    }

    @Test
    void a_plan_without_items_takes_no_time() {
        Forecast forecast = Forecast.of(plan(), Measures.NONE, Limits.of(plan()));
        assertThat(forecast.total()).isZero();
        assertThat(forecast.path()).isEmpty();
        assertThat(Advice.of(plan(), Measures.NONE, Limits.NONE)).isEmpty();
    }

    @Test
    void advice_says_what_other_limits_would_do() {
        PlanSpec plan = plan(tier("1", 1, machine("a"), machine("b"), machine("c"), machine("d")))
                .withHostLimit(2);
        List<Advice> advice = Advice.of(plan, measures("a", 10, "b", 10, "c", 10, "d", 10), Limits.of(plan));
        assertThat(advice)
                .containsExactly(
                        new Advice(new Advice.Change.OfTier(0, 2), seconds(20), seconds(20)),
                        new Advice(new Advice.Change.OfTier(0, Limits.UNLIMITED), seconds(20), seconds(20)),
                        new Advice(new Advice.Change.OfHosts(3), seconds(40), Duration.ZERO),
                        new Advice(new Advice.Change.OfHosts(Limits.UNLIMITED), seconds(40), Duration.ZERO),
                        new Advice(new Advice.Change.OfAll(), seconds(10), seconds(30)));
    }

    private static PlanMachine on(HostId host, String key) {
        return machine(key).withPlace(Place.on(host));
    }

    private static Bar bar(Forecast forecast, String key) {
        return forecast.bar(key).orElseThrow();
    }

    private static Forecast forecast(PlanSpec plan, Object... keysAndSeconds) {
        return Forecast.of(plan, measures(keysAndSeconds), Limits.of(plan));
    }

    /** Keys and how many seconds each takes; half of it is the restore. */
    private static Measures measures(Object... keysAndSeconds) {
        Map<String, Measure> measured = new HashMap<>();
        for (int at = 0; at < keysAndSeconds.length; at += 2) {
            Duration half = Duration.ofMillis((int) keysAndSeconds[at + 1] * 500L);
            measured.put((String) keysAndSeconds[at], new Measure(half, half, new Basis.Measured(3)));
        }
        return new Measures(measured);
    }

    private static Duration seconds(int number) {
        return Duration.ofSeconds(number);
    }
}
