package dev.muster.bridge.recovery.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.Tier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class MacClashesTest {
    private static PlanMachine machine(String key, int number) {
        return PlanMachine.of(key, new MachineSource.OfImage(new UUID(0, number), key));
    }

    private static Decided.Machine with(String... macs) {
        return new Decided.Machine(
                new PointId(new RepositoryId("main"), new UUID(0, 1), "20261129T000000Z"),
                Instant.EPOCH,
                new PoolId(HostId.of("h1"), new UUID(0, 9)),
                "",
                "",
                List.of(macs),
                Optional.empty(),
                "",
                Optional.empty());
    }

    @Test
    void two_machines_with_one_address_cannot_both_run_however_it_is_written() {
        PlanSpec spec = PlanSpec.of(List.of(new Tier("all", 10, List.of(machine("a", 1), machine("b", 2)))));
        assertThat(MacClashes.of(
                        RunKind.TEST,
                        spec,
                        Map.of(
                                "a", with("52:54:00:00:00:0a", "52:54:00:00:00:01"),
                                "b", with("52:54:00:00:00:0A", "52:54:00:00:00:02")),
                        List.of()))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.severity()).isEqualTo(Health.CRITICAL);
                    assertThat(finding.item()).isEqualTo("b");
                    assertThat(finding.problem().what()).contains("which a has too");
                });
    }

    @Test
    void machines_that_could_not_be_decided_do_not_clash() {
        PlanSpec spec = PlanSpec.of(List.of(new Tier("all", 10, List.of(machine("a", 1), machine("b", 2)))));
        assertThat(MacClashes.of(RunKind.TEST, spec, Map.of("a", with("52:54:00:00:00:0a")), List.of()))
                .isEmpty();
    }
}
