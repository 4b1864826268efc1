package dev.muster.app.storage;

import dev.muster.app.ask.Asks;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.PoolQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Who uses the volumes of one pool, as the bridge tells it, which knows more than disks: kernels, images below others, files by
 * other names. Asked for another pool, and again when a definition or the volumes of its host changed; one question at a time.
 */
final class VolumeUsersViewModel {
    /** Before the bridge has answered. */
    static final PoolQuery.VolumeUsers NOTHING = new PoolQuery.VolumeUsers(new TreeMap<>(), new TreeMap<>(), List.of());

    private final Asks asks;
    private final Runnable onTold;
    private Optional<PoolId> pool = Optional.empty();
    private Set<Object> asked = Set.of();
    private PoolQuery.VolumeUsers told = NOTHING;
    private boolean asking;

    /** @param onTold hears that something else was told */
    VolumeUsersViewModel(Asks asks, Runnable onTold) {
        this.asks = asks;
        this.onTold = onTold;
    }

    /** What is known by now of that pool. */
    PoolQuery.VolumeUsers of(PoolId wanted, InventoryImage image) {
        if (!pool.equals(Optional.of(wanted))) {
            pool = Optional.of(wanted);
            asked = Set.of();
            told = NOTHING;
        }
        Set<Object> now = ground(wanted, image);
        if (!asking && image.isConnected(wanted.host()) && !now.equals(asked)) {
            asked = now;
            ask(wanted);
        }
        return told;
    }

    private void ask(PoolId wanted) {
        asking = true;
        asks.ask(
                new PoolQuery.Users(wanted),
                answer -> {
                    asking = false;
                    if (pool.equals(Optional.of(wanted))) {
                        told = answer;
                    }
                    onTold.run();
                },
                // what is wrong with the host or its pool is said elsewhere; the bridge looks again before it acts
                why -> asking = false);
    }

    /** What the answer hangs on: how the VMs of the host are defined, and what volumes it has. */
    private static Set<Object> ground(PoolId pool, InventoryImage image) {
        Set<Object> all = new HashSet<>();
        for (Vm vm : image.vms().values()) {
            if (vm.id().host().equals(pool.host())) {
                all.add(vm.definition());
                all.add(vm.name());
                all.add(vm.disks());
            }
        }
        for (VolumeId volume : image.volumes().keySet()) {
            if (volume.pool().host().equals(pool.host())) {
                all.add(volume);
            }
        }
        return all;
    }
}
