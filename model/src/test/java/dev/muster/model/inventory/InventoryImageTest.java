package dev.muster.model.inventory;

import static dev.muster.model.inventory.Samples.H1;
import static dev.muster.model.inventory.Samples.H2;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class InventoryImageTest {
    private static final Vm WEB = Samples.vm(H1, 1, "web-01", VmState.RUNNING);
    private static final Vm DB = Samples.vm(H2, 2, "db-01", VmState.OFF);
    private static final Pool POOL = Samples.pool(H1, 1);
    private static final Volume VOLUME = Samples.volume(POOL.id(), "a.raw");
    private static final InventoryImage IMAGE = InventoryImage.of(
            List.of(Samples.host(H1), Samples.host(H2)),
            List.of(WEB, DB),
            List.of(Samples.network(H1, 1), Samples.network(H2, 2)),
            List.of(POOL, Samples.pool(H2, 2)),
            List.of(VOLUME));

    @Test
    void a_change_leads_to_another_image_and_leaves_the_old_one_as_it_was() {
        Vm paused = WEB.in(VmState.PAUSED, "user", Optional.empty());

        InventoryImage next = IMAGE.with(new InventoryChange.VmPut(paused));

        assertThat(next.vm(WEB.id())).hasValue(paused);
        assertThat(IMAGE.vm(WEB.id())).hasValue(WEB);
        assertThat(next.pools()).isSameAs(IMAGE.pools());
    }

    @Test
    void every_change_applied_twice_gives_the_same_image() {
        List<InventoryChange> changes = List.of(
                new InventoryChange.HostPut(Samples.host(HostId.of("h3"))),
                new InventoryChange.VmGone(DB.id()),
                new InventoryChange.VmPut(Samples.vm(H1, 3, "app-01", VmState.OFF)),
                new InventoryChange.NetworkPut(Samples.network(H1, 5)),
                new InventoryChange.NetworkGone(Samples.network(H2, 2).id()),
                new InventoryChange.VolumePut(Samples.volume(POOL.id(), "b.raw")),
                new InventoryChange.VolumeGone(VOLUME.id()),
                new InventoryChange.PoolPut(Samples.pool(H1, 9)),
                new InventoryChange.PoolGone(POOL.id()),
                new InventoryChange.HostGone(H2));
        InventoryImage image = IMAGE;
        for (InventoryChange change : changes) {
            InventoryImage once = image.with(change);
            assertThat(once.with(change)).as(change.toString()).isEqualTo(once);
            image = once;
        }
        assertThat(image).isEqualTo(IMAGE.apply(new InventoryDelta(changes)));
    }

    @Test
    void a_host_that_goes_takes_along_what_is_on_it_and_nothing_else() {
        InventoryImage without = IMAGE.with(new InventoryChange.HostGone(H1));

        assertThat(without.hosts()).containsOnlyKeys(H2);
        assertThat(without.vms()).containsOnlyKeys(DB.id());
        assertThat(without.networks()).hasSize(1);
        assertThat(without.pools()).hasSize(1);
        assertThat(without.volumes()).isEmpty();
    }

    @Test
    void a_pool_that_goes_takes_its_volumes_along() {
        InventoryImage without = IMAGE.with(new InventoryChange.PoolGone(POOL.id()));

        assertThat(without.volumes()).isEmpty();
        assertThat(without.pools()).hasSize(1);
    }

    @Test
    void what_is_not_there_is_empty() {
        assertThat(InventoryImage.EMPTY.host(H1)).isEmpty();
        assertThat(InventoryImage.EMPTY.vm(WEB.id())).isEmpty();
        assertThat(InventoryImage.EMPTY.with(new InventoryChange.HostGone(H1))).isEqualTo(InventoryImage.EMPTY);
    }
}
