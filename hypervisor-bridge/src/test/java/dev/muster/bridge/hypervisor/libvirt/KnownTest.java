package dev.muster.bridge.hypervisor.libvirt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.inventory.ScriptedDriver;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Volume;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownTest {
    @Test
    void a_volume_that_cannot_be_read_just_now_is_not_gone() {
        try (WorkBench bench = new WorkBench(new ScriptedDriver(), "sim:///?vms=3", (_, _) -> List.of())) {
            Volume volume = bench.inventory().image().volumes().values().stream()
                    .findFirst()
                    .orElseThrow();
            Pool pool = bench.inventory().image().pools().values().stream()
                    .filter(one -> one.id().equals(volume.id().pool()))
                    .findFirst()
                    .orElseThrow();
            Known known = new Known(bench.inventory().image().host(bench.host()).orElseThrow(), Clock.systemUTC());
            var _ = known.putPool(new PoolReader.Filled(pool, new Listed<>(List.of(volume), Set.of())));

            assertThat(known.putPool(new PoolReader.Filled(pool, new Listed<>(List.of(), Set.of(volume.id())))))
                    .isEmpty();
            assertThat(known.putPool(new PoolReader.Filled(pool, new Listed<>(List.of(), Set.of()))))
                    .containsExactly(new InventoryChange.VolumeGone(volume.id()));
        }
    }
}
