package dev.muster.app.storage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.shots.SampleBridge;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.storage.PoolQuery;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VolumeLineTest {
    private final InventoryImage image = new SampleBridge().inventory();

    @Test
    void a_volume_names_the_vms_of_its_host_that_use_it_and_a_medium_nobody_uses_names_none() {
        Pool pool = pool("default");
        List<VolumeLine> lines = VolumeLine.of(image, pool.id(), VolumeUsersViewModel.NOTHING);
        assertThat(lines).hasSize(18);
        assertThat(lines)
                .filteredOn(line -> line.volume().name().endsWith(".iso"))
                .allMatch(line -> line.users().isEmpty());
        assertThat(lines)
                .filteredOn(line -> line.volume().name().equals("web-10.qcow2"))
                .singleElement()
                .satisfies(line -> assertThat(line.users()).containsExactly("web-10"));
    }

    @Test
    void what_the_bridge_knows_beside_disks_is_told_with_them() {
        Pool pool = pool("default");
        PoolQuery.VolumeUsers told = new PoolQuery.VolumeUsers(
                new TreeMap<>(Map.of("web-10.qcow2", List.of("copy", "web-10"))),
                new TreeMap<>(Map.of("web-10.qcow2", "lies upon itself")),
                List.of());
        List<VolumeLine> lines = VolumeLine.of(image, pool.id(), told);
        assertThat(lines)
                .filteredOn(line -> line.volume().name().equals("web-10.qcow2"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.users()).containsExactly("copy", "web-10");
                    assertThat(line.odd()).isEqualTo("lies upon itself");
                });
    }

    @Test
    void a_pool_without_volumes_has_no_lines() {
        assertThat(VolumeLine.of(image, pool("fast").id(), VolumeUsersViewModel.NOTHING))
                .isEmpty();
    }

    private Pool pool(String name) {
        return image.pools().values().stream()
                .filter(pool ->
                        pool.name().equals(name) && pool.id().host().text().equals("h1"))
                .findFirst()
                .orElseThrow();
    }
}
