package dev.muster.model.recovery;

import static dev.muster.model.recovery.Plans.machine;
import static dev.muster.model.recovery.Plans.plan;
import static dev.muster.model.recovery.Plans.tier;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanGraphTest {
    @Test
    void a_cycle_is_named_from_its_first_item_and_back_to_it() {
        PlanGraph graph =
                PlanGraph.of(Plans.of(machine("a", "b"), machine("b", "c"), machine("c", "a"), machine("d", "a")));
        assertThat(graph.cycles()).singleElement().satisfies(cycle -> {
            assertThat(cycle.text()).isEqualTo("a → b → c → a");
            assertThat(cycle.throughTiers()).isFalse();
        });
        assertThat(graph.order()).as("d waits for one that never begins").isEmpty();
    }

    @Test
    void an_item_that_needs_itself_is_a_cycle() {
        PlanGraph graph = PlanGraph.of(Plans.of(machine("a", "a"), machine("b")));
        assertThat(graph.cycles()).extracting(PlanGraph.Cycle::text).containsExactly("a → a");
        assertThat(graph.cycleWith("b", "b")).map(PlanGraph.Cycle::text).contains("b → b");
        assertThat(graph.order()).containsExactly("b");
    }

    @Test
    void a_need_on_a_later_tier_is_a_cycle_through_the_tiers() {
        PlanGraph graph = PlanGraph.of(plan(tier("1", 1, machine("a", "c")), tier("2", 1), tier("3", 1, machine("c"))));
        assertThat(graph.cycles()).containsExactly(new PlanGraph.Cycle(List.of("a", "c", "a"), true));
        assertThat(graph.order()).isEmpty();
    }

    @Test
    void an_editor_is_told_the_cycle_a_need_would_make() {
        PlanGraph graph = PlanGraph.of(
                plan(tier("1", 1, machine("a"), machine("b", "a")), tier("2", 1, machine("c"), machine("d", "c"))));
        assertThat(graph.cycleWith("a", "b")).map(PlanGraph.Cycle::text).contains("a → b → a");
        assertThat(graph.cycleWith("a", "d")).contains(new PlanGraph.Cycle(List.of("a", "d", "a"), true));
        assertThat(graph.cycleWith("d", "a")).isEmpty();
        assertThat(graph.cycleWith("b", "unknown")).isEmpty();
        assertThat(graph.waitsFor("b")).containsExactly("a");
        assertThat(graph.waitedForBy("a")).containsExactly("b");
    }

    @Test
    void an_item_bound_to_an_answer_waits_for_its_prompt() {
        PlanItem bound = machine("a").withOnlyIf(Optional.of(new Choice("p", "yes")));
        PlanGraph graph = PlanGraph.of(Plans.of(bound, Plans.prompt("p", "yes", "no")));
        assertThat(graph.order()).containsExactly("p", "a");
        assertThat(graph.cycleWith("p", "a")).map(PlanGraph.Cycle::text).contains("p → a → p");
    }

    @Test
    void plans_without_cycles_have_none_and_are_ordered_whole() {
        for (int seed = 0; seed < 300; seed++) {
            PlanSpec plan = Plans.random(new Random(seed), 40);
            PlanGraph graph = PlanGraph.of(plan);
            assertThat(graph.cycles()).as("seed %d", seed).isEmpty();
            List<String> order = graph.order();
            assertThat(order).as("seed %d", seed).hasSize(plan.items().size());
            Set<String> before = new HashSet<>();
            for (String key : order) {
                assertThat(before).as("seed %d: %s", seed, key).containsAll(graph.waitsFor(key));
                before.add(key);
            }
        }
    }

    @Test
    void a_need_closes_a_cycle_exactly_where_the_editor_says_so() {
        int closing = 0;
        for (int seed = 0; seed < 600; seed++) {
            int number = seed;
            Random random = new Random(seed);
            PlanSpec plan = Plans.random(random, 25);
            List<PlanItem> items = plan.items();
            if (items.isEmpty()) {
                continue;
            }
            PlanItem item = items.get(random.nextInt(items.size()));
            String need = items.get(random.nextInt(items.size())).key();
            Optional<PlanGraph.Cycle> foretold = PlanGraph.of(plan).cycleWith(item.key(), need);
            List<String> needs = new ArrayList<>(item.needs());
            needs.add(need);
            PlanSpec changed = plan.withTiers(plan.tiers().stream()
                    .map(tier -> tier.withItems(tier.items().stream()
                            .map(one -> one.key().equals(item.key()) ? one.withNeeds(needs) : one)
                            .toList()))
                    .toList());
            List<PlanGraph.Cycle> cycles = PlanGraph.of(changed).cycles();
            assertThat(cycles.isEmpty()).as("seed %d", seed).isEqualTo(foretold.isEmpty());
            assertThat(PlanGraph.of(changed).order().size() == items.size())
                    .as("seed %d: all of it can be ordered", seed)
                    .isEqualTo(foretold.isEmpty());
            for (PlanGraph.Cycle cycle : cycles) {
                requireCycle(changed, cycle, seed);
            }
            foretold.ifPresent(cycle -> requireCycle(changed, cycle, number));
            closing += cycles.isEmpty() ? 0 : 1;
        }
        assertThat(closing).as("cases of each kind").isBetween(100, 500);
    }

    private static void requireCycle(PlanSpec plan, PlanGraph.Cycle cycle, int seed) {
        assertThat(cycle.keys().getFirst()).isEqualTo(cycle.keys().getLast());
        PlanGraph graph = PlanGraph.of(plan);
        for (int at = 0; at + 1 < cycle.keys().size(); at++) {
            String one = cycle.keys().get(at);
            String next = cycle.keys().get(at + 1);
            boolean byTier = graph.tier(graph.index(next)) < graph.tier(graph.index(one));
            assertThat(byTier || graph.waitsFor(one).contains(next))
                    .as("seed %d: %s waits for %s", seed, one, next)
                    .isTrue();
        }
    }

    @Test
    void two_thousand_machines_are_asked_about_within_a_frame() {
        List<PlanItem> items = new ArrayList<>();
        for (int item = 0; item < 2000; item++) {
            items.add(item == 0 ? machine("k0") : machine("k" + item, "k" + (item - 1), "k" + item / 2));
        }
        Collections.reverse(items);
        PlanSpec plan = plan(new Tier("all", 10, items));
        Duration best = Duration.ofDays(1);
        for (int run = 0; run < 20; run++) {
            Instant before = Instant.now();
            assertThat(PlanGraph.of(plan).cycleWith("k0", "k1999")).isPresent();
            Duration took = Duration.between(before, Instant.now());
            best = took.compareTo(best) < 0 ? took : best;
        }
        assertThat(best).isLessThan(Duration.ofMillis(33));
    }
}
