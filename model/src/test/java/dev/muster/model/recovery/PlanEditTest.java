package dev.muster.model.recovery;

import static dev.muster.model.recovery.Plans.machine;
import static dev.muster.model.recovery.Plans.network;
import static dev.muster.model.recovery.Plans.plan;
import static dev.muster.model.recovery.Plans.prompt;
import static dev.muster.model.recovery.Plans.tier;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.recovery.FirewallRule.Action;
import dev.muster.model.recovery.FirewallRule.Peer;
import dev.muster.model.recovery.PlanEdit.Dropped;
import dev.muster.model.recovery.RecoveryNetwork.PortForward;
import dev.muster.model.recovery.RecoveryNetwork.Reservation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class PlanEditTest {
    private static final PlanSpec PLAN = plan(
                    tier("base", 2, machine("a"), machine("b", "a"), machine("c"), prompt("p", "yes", "no")),
                    tier(
                            "front",
                            3,
                            machine("d", "a", "c"),
                            machine("e").withOnlyIf(Optional.of(new Choice("p", "no")))))
            .withNetworks(List.of(network("n", "10.7.0.0/24")
                    .with(
                            List.of(new Reservation("a", 1, "10.7.0.5")),
                            List.of(new PortForward(Protocol.TCP, 80, "a", 80)),
                            List.of(
                                    new FirewallRule(
                                            Action.DENY,
                                            new Peer.Anywhere(),
                                            new Peer.Machine("a"),
                                            Protocol.ANY,
                                            List.of()),
                                    new FirewallRule(
                                            Action.ALLOW,
                                            new Peer.Machine("d"),
                                            new Peer.Anywhere(),
                                            Protocol.ANY,
                                            List.of())))));

    @Test
    void items_are_moved_together_and_keep_their_order() {
        assertThat(keys(PlanEdit.move(PLAN, List.of("d", "a"), 0, 2)))
                .containsExactly(List.of("b", "a", "d", "c", "p"), List.of("e"));
        assertThat(keys(PlanEdit.move(PLAN, List.of("a", "c"), 1, 2)))
                .containsExactly(List.of("b", "p"), List.of("d", "e", "a", "c"));
        assertThat(keys(PlanEdit.move(PLAN, List.of("a", "b"), 0, 4)))
                .containsExactly(List.of("c", "p", "a", "b"), List.of("d", "e"));
        assertThat(PlanEdit.move(PLAN, List.of("b"), 0, 1)).as("before itself").isEqualTo(PLAN);
        assertThat(PlanEdit.move(PLAN, List.of("b"), 0, 2)).as("behind itself").isEqualTo(PLAN);
    }

    @Test
    void what_names_a_removed_item_goes_with_it_and_is_told() {
        PlanEdit.Removal removal = PlanEdit.remove(PLAN, List.of("a", "p"));
        assertThat(keys(removal.plan())).containsExactly(List.of("b", "c"), List.of("d", "e"));
        assertThat(removal.dropped())
                .containsExactly(
                        new Dropped(Dropped.Kind.NEED, "b", "a"),
                        new Dropped(Dropped.Kind.NEED, "d", "a"),
                        new Dropped(Dropped.Kind.ONLY_IF, "e", "p"),
                        new Dropped(Dropped.Kind.RESERVATION, "n", "a"),
                        new Dropped(Dropped.Kind.PORT_FORWARD, "n", "a"),
                        new Dropped(Dropped.Kind.FIREWALL_RULE, "n", "a"));
        assertThat(removal.plan().item("d").orElseThrow().needs()).containsExactly("c");
        assertThat(removal.plan().networks().getFirst().firewall()).hasSize(1);
        assertThat(PlanCheck.of(removal.plan())).isEmpty();
    }

    @Test
    void items_are_added_at_a_place() {
        PlanSpec added = PlanEdit.add(PLAN, List.of(machine("x"), machine("y")), 1, 1);
        assertThat(keys(added).get(1)).containsExactly("d", "x", "y", "e");
        refused(() -> PlanEdit.add(PLAN, List.of(machine("a")), 0, 0));
        refused(() -> PlanEdit.add(PLAN, List.of(machine("x"), machine("x")), 0, 0));
    }

    @Test
    void tiers_are_added_renamed_moved_and_removed() {
        PlanSpec added = PlanEdit.addTier(PLAN, 1, "middle");
        assertThat(added.tiers()).extracting(Tier::name).containsExactly("base", "middle", "front");
        assertThat(PlanEdit.renameTier(PLAN, 1, "web").tiers().get(1).name()).isEqualTo("web");
        assertThat(PlanEdit.renameTier(PLAN, 1, "front")).isEqualTo(PLAN);
        assertThat(PlanEdit.setTierLimit(PLAN, 0, 7).tiers().getFirst().limit()).isEqualTo(7);
        assertThat(PlanEdit.moveTier(added, 0, 3).tiers())
                .extracting(Tier::name)
                .containsExactly("middle", "front", "base");
        assertThat(PlanEdit.moveTier(added, 2, 0).tiers())
                .extracting(Tier::name)
                .containsExactly("front", "base", "middle");
        PlanEdit.Removal removal = PlanEdit.removeTier(PLAN, 0);
        assertThat(keys(removal.plan())).containsExactly(List.of("d", "e"));
        assertThat(removal.dropped()).hasSize(6);
    }

    @Test
    void a_replaced_item_keeps_its_place_and_those_that_name_it() {
        PlanMachine renamed = machine("db");
        PlanSpec replaced = PlanEdit.replace(PLAN, "a", renamed);
        assertThat(keys(replaced)).containsExactly(List.of("db", "b", "c", "p"), List.of("d", "e"));
        assertThat(replaced.item("d").orElseThrow().needs()).containsExactly("db", "c");
        RecoveryNetwork network = replaced.networks().getFirst();
        assertThat(network.reservations().getFirst().machine()).isEqualTo("db");
        assertThat(network.forwards().getFirst().machine()).isEqualTo("db");
        assertThat(network.firewall().getFirst().to()).isEqualTo(new Peer.Machine("db"));
        PlanSpec prompt = PlanEdit.replace(PLAN, "p", prompt("q", "yes", "no"));
        assertThat(prompt.item("e").orElseThrow().onlyIf()).contains(new Choice("q", "no"));
        refused(() -> PlanEdit.replace(PLAN, "a", machine("b")));
    }

    @Test
    void needs_are_set_each_once() {
        PlanSpec set = PlanEdit.setNeeds(PLAN, "e", List.of("a", "c", "a"));
        assertThat(set.item("e").orElseThrow().needs()).containsExactly("a", "c");
    }

    @Test
    void what_the_plan_does_not_have_is_refused() {
        refused(() -> PlanEdit.move(PLAN, List.of("x"), 0, 0));
        refused(() -> PlanEdit.move(PLAN, List.of("a"), 2, 0));
        refused(() -> PlanEdit.move(PLAN, List.of("a"), 0, 5));
        refused(() -> PlanEdit.move(PLAN, List.of("a"), 0, -1));
        refused(() -> PlanEdit.remove(PLAN, List.of("x")));
        refused(() -> PlanEdit.removeTier(PLAN, -1));
        refused(() -> PlanEdit.addTier(PLAN, 3, "x"));
        refused(() -> PlanEdit.addTier(PLAN, 0, "base"));
        refused(() -> PlanEdit.renameTier(PLAN, 0, "front"));
        refused(() -> PlanEdit.setNeeds(PLAN, "x", List.of()));
        refused(() -> PlanId.of("Shop"));
    }

    @Test
    void moves_lose_no_item_and_double_none() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            PlanSpec plan = Plans.random(random, 30);
            for (int step = 0; step < 10; step++) {
                List<String> chosen = plan.items().stream()
                        .map(PlanItem::key)
                        .filter(_ -> random.nextInt(4) == 0)
                        .toList();
                int tier = random.nextInt(plan.tiers().size());
                int index = random.nextInt(plan.tiers().get(tier).items().size() + 1);
                PlanSpec moved = PlanEdit.move(plan, chosen, tier, index);
                String as = "seed %d step %d".formatted(seed, step);
                assertThat(moved.items()).as(as).containsExactlyInAnyOrderElementsOf(plan.items());
                List<String> there =
                        keys(moved).get(tier).stream().filter(chosen::contains).toList();
                assertThat(there).as("%s: together, in order", as).isEqualTo(chosen);
                List<List<String>> others = new ArrayList<>(keys(plan));
                others.replaceAll(keys ->
                        keys.stream().filter(key -> !chosen.contains(key)).toList());
                List<List<String>> rest = new ArrayList<>(keys(moved));
                rest.replaceAll(keys ->
                        keys.stream().filter(key -> !chosen.contains(key)).toList());
                assertThat(rest).as("%s: the others stay", as).isEqualTo(others);
                plan = moved;
            }
        }
    }

    @Test
    void a_removal_takes_what_was_named_and_nothing_else() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            PlanSpec plan = Plans.random(random, 30);
            List<String> chosen = plan.items().stream()
                    .map(PlanItem::key)
                    .filter(_ -> random.nextInt(3) == 0)
                    .toList();
            PlanEdit.Removal removal = PlanEdit.remove(plan, chosen);
            List<String> left =
                    removal.plan().items().stream().map(PlanItem::key).toList();
            assertThat(left).as("seed %d", seed).doesNotContainAnyElementsOf(chosen.isEmpty() ? List.of("-") : chosen);
            assertThat(left).as("seed %d", seed).hasSize(plan.items().size() - chosen.size());
            long needs =
                    plan.items().stream().mapToLong(item -> item.needs().size()).sum();
            long ofRemoved = chosen.stream()
                    .mapToLong(key -> plan.item(key).orElseThrow().needs().size())
                    .sum();
            long kept = removal.plan().items().stream()
                    .mapToLong(item -> item.needs().size())
                    .sum();
            assertThat(kept + removal.dropped().size())
                    .as("seed %d: each need that went is told", seed)
                    .isEqualTo(needs - ofRemoved);
        }
    }

    private static List<List<String>> keys(PlanSpec plan) {
        return plan.tiers().stream()
                .map(tier -> tier.items().stream().map(PlanItem::key).toList())
                .toList();
    }

    private static void refused(ThrowingCallable wrong) {
        assertThatThrownBy(wrong)
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.USAGE_INVALID));
    }
}
