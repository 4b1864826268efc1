package dev.muster.bridge.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.host.HostCommand;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.stats.StatsFigure;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.stats.StatsRange;
import dev.muster.model.stats.VmUsage;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every bridge with hosts behind it does besides: it says how busy VMs are. */
abstract class StatsContract extends BridgeContract {
    @Test
    void who_asks_sees_how_busy_vms_are_now_and_were() {
        HypervisorBridge bridge = administrator();
        bridge.submit(new HostCommand.Connect(new ConnectionId("s1"), "sim:///?hosts=1&vms=12&seed=77"), "key-s1");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> bridge.inventory().vms().values().stream().anyMatch(vm -> vm.state() == VmState.RUNNING));
        VmId vm = bridge.inventory().vms().values().stream()
                .filter(each -> each.state() == VmState.RUNNING)
                .findFirst()
                .orElseThrow()
                .id();
        HypervisorBridge asking = viewer();

        await().atMost(Duration.ofSeconds(20))
                .until(() -> asking.ask(new StatsQuery.Load(vm.host())).total().cpuPercent() > 0);
        StatsQuery.HostLoad load = asking.ask(new StatsQuery.Load(vm.host()));
        assertThat(load.vms()).extracting(StatsQuery.VmLoad::vm).contains(vm);
        StatsQuery.VmHistory history = asking.ask(new StatsQuery.History(vm, StatsRange.TEN_MINUTES));
        assertThat(history.usage()).hasSize(StatsRange.TEN_MINUTES.points());
        assertThat(history.usage().getFirst()).isEqualTo(VmUsage.UNKNOWN);
        assertThat(history.usage())
                .anySatisfy(usage -> assertThat(usage.memoryBytes()).isPositive());
        StatsQuery.SparkLines lines =
                asking.ask(new StatsQuery.Sparks(List.of(vm), Set.of(StatsFigure.CPU, StatsFigure.NETWORK)));
        assertThat(lines.lines())
                .singleElement()
                .satisfies(line -> assertThat(line.values())
                        .containsOnlyKeys(StatsFigure.CPU, StatsFigure.NETWORK)
                        .allSatisfy((figure, values) -> assertThat(values).hasSize(30)));
    }

    @Test
    void how_busy_nobody_is_is_not_told() {
        VmId nobody = new VmId(new HostId("nowhere"), new UUID(4, 4));
        assertThatThrownBy(() -> viewer().ask(new StatsQuery.History(nobody, StatsRange.WEEK)))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ErrorCode.VM_NOT_FOUND));
    }
}
