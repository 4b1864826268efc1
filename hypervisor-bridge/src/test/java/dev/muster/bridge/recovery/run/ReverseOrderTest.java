package dev.muster.bridge.recovery.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Tier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ReverseOrderTest {
    private static PlanMachine machine(String key, String... needs) {
        return PlanMachine.of(key, new MachineSource.OfImage(UUID.randomUUID(), key))
                .withNeeds(List.of(needs));
    }

    private static PlanSpec shop() {
        return PlanSpec.of(List.of(
                new Tier("data", 10, List.of(machine("db"), machine("cache"))),
                new Tier("empty", 10, List.of()),
                new Tier("front", 10, List.of(machine("web", "app"), machine("app")))));
    }

    @Test
    void what_needs_others_is_off_before_them_and_a_tier_before_the_earlier_ones() {
        Map<String, List<String>> order = ReverseOrder.of(shop(), Set.of("db", "cache", "web", "app"));
        assertThat(List.copyOf(order.keySet()))
                .containsSubsequence("web", "app", "db")
                .contains("cache");
        assertThat(order.get("web")).isEmpty();
        assertThat(order.get("app")).containsExactly("web");
        assertThat(order.get("db")).containsExactlyInAnyOrder("web", "app");
        assertThat(order.get("cache")).containsExactlyInAnyOrder("web", "app");
    }

    @Test
    void machines_without_a_source_are_not_waited_for() {
        assertThat(ReverseOrder.of(shop(), Set.of("db"))).containsExactly(Map.entry("db", List.of()));
    }
}
