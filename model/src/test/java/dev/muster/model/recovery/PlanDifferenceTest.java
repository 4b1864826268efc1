package dev.muster.model.recovery;

import static dev.muster.model.recovery.Plans.machine;
import static dev.muster.model.recovery.Plans.network;
import static dev.muster.model.recovery.Plans.plan;
import static dev.muster.model.recovery.Plans.tier;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.recovery.PlanDifference.Changed;
import dev.muster.model.recovery.PlanDifference.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PlanDifferenceTest {
    @Test
    void items_are_added_removed_moved_and_changed() {
        PlanSpec before =
                plan(tier("base", 2, machine("a"), machine("b"), machine("c")), tier("front", 2, machine("d")));
        PlanSpec after = plan(
                tier("base", 2, machine("c"), machine("b", "c")),
                tier("front", 2, machine("e"), machine("d").withDelay(Duration.ofMinutes(2)), machine("a")));
        assertThat(PlanDifference.between(before, after))
                .containsExactlyInAnyOrder(
                        new PlanDifference.ItemMoved("c", "base", "base"),
                        new Changed(Subject.ITEM, "b", "needs", "", "c"),
                        new PlanDifference.ItemAdded("e", "front"),
                        new Changed(Subject.ITEM, "d", "delay", "PT0S", "PT2M"),
                        new PlanDifference.ItemMoved("a", "base", "front"));
    }

    @Test
    void values_of_the_plan_and_of_tiers_are_told() {
        PlanSpec before = plan(tier("base", 2, machine("a")), tier("gone", 1, machine("x")), tier("old", 1));
        PlanSpec after = plan(tier("base", 3, machine("a")), tier("new", 1), tier("old", 1))
                .withHostLimit(9)
                .withObjectives(Optional.of(Duration.ofHours(1)), Optional.empty());
        assertThat(PlanDifference.between(before, after))
                .containsExactly(
                        new Changed(Subject.PLAN, "", "objective", "", "PT1H"),
                        new Changed(Subject.PLAN, "", "hostLimit", "8", "9"),
                        new Changed(Subject.TIER, "base", "limit", "2", "3"),
                        new Changed(Subject.TIER, "new", "name", "gone", "new"),
                        new PlanDifference.ItemRemoved("x", "gone"));
    }

    @Test
    void tiers_are_added_removed_and_moved_with_their_items() {
        PlanSpec before = plan(tier("a", 1, machine("x")), tier("b", 1, machine("y")), tier("c", 1));
        PlanSpec after = plan(tier("b", 1, machine("y")), tier("a", 1, machine("x")));
        assertThat(PlanDifference.between(before, after))
                .hasSize(2)
                .contains(new PlanDifference.TierRemoved("c"))
                .anyMatch(PlanDifference.TierMoved.class::isInstance);
        assertThat(PlanDifference.between(after, before)).contains(new PlanDifference.TierAdded("c"));
    }

    @Test
    void networks_are_added_removed_and_changed() {
        PlanSpec before =
                Plans.of(machine("a")).withNetworks(List.of(network("n", "10.7.0.0/24"), network("x", "10.8.0.0/24")));
        PlanSpec after =
                Plans.of(machine("a")).withNetworks(List.of(network("n", "10.9.0.0/24"), network("y", "10.8.0.0/24")));
        assertThat(PlanDifference.between(before, after))
                .containsExactly(
                        new PlanDifference.NetworkRemoved("x"),
                        new Changed(Subject.NETWORK, "n", "subnet", "10.7.0.0/24", "10.9.0.0/24"),
                        new PlanDifference.NetworkAdded("y"));
    }

    @Test
    void a_prompt_in_the_place_of_a_machine_is_told_field_by_field() {
        assertThat(PlanDifference.between(
                        Plans.of(machine("a"), machine("p")), Plans.of(machine("a"), Plans.prompt("p", "yes"))))
                .contains(
                        new Changed(Subject.ITEM, "p", "kind", "machine", "prompt"),
                        new Changed(Subject.ITEM, "p", "choices", "", "yes"));
    }

    @Test
    void equal_plans_have_no_differences_and_others_some() {
        for (int seed = 0; seed < 200; seed++) {
            PlanSpec plan = Plans.random(new Random(seed), 30);
            assertThat(PlanDifference.between(plan, plan.withTiers(plan.tiers())))
                    .as("seed %d", seed)
                    .isEmpty();
            PlanSpec other = Plans.random(new Random(seed + 1000), 30);
            assertThat(PlanDifference.between(plan, other).isEmpty())
                    .as("seed %d", seed)
                    .isEqualTo(plan.equals(other));
        }
    }

    @Test
    void the_fewest_items_are_said_to_have_moved() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            List<String> from = new ArrayList<>();
            for (int name = 0; name < 30; name++) {
                from.add("k" + name);
            }
            List<String> to = new ArrayList<>(from);
            int moves = random.nextInt(4);
            for (int move = 0; move < moves; move++) {
                String one = to.remove(random.nextInt(to.size()));
                to.add(random.nextInt(to.size() + 1), one);
            }
            assertThat(PlanComparison.moved(from, to)).as("seed %d", seed).hasSizeLessThanOrEqualTo(moves);
            List<String> rest = new ArrayList<>(to);
            rest.removeAll(PlanComparison.moved(from, to));
            List<String> stayed = new ArrayList<>(from);
            stayed.removeAll(PlanComparison.moved(from, to));
            assertThat(rest)
                    .as("seed %d: those that stay keep their order", seed)
                    .isEqualTo(stayed);
            Collections.shuffle(to, random);
            assertThat(PlanComparison.moved(from, to).isEmpty())
                    .as("seed %d", seed)
                    .isEqualTo(from.equals(to));
        }
    }
}
