package dev.muster.app.storage;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One pool and how much is in it.
 *
 * @param pool the pool
 * @param volumes how many volumes it has
 * @param reachable whether its host can be asked
 */
record PoolLine(Pool pool, int volumes, boolean reachable) {
    /** All pools of an image, by host and name. */
    static List<PoolLine> of(InventoryImage image) {
        Map<PoolId, Integer> volumes = new HashMap<>();
        image.volumes().keySet().forEach(volume -> volumes.merge(volume.pool(), 1, Integer::sum));
        return image.pools().values().stream()
                .sorted(Comparator.comparing((Pool pool) -> pool.id().host()).thenComparing(Pool::name))
                .map(pool -> new PoolLine(
                        pool,
                        volumes.getOrDefault(pool.id(), 0),
                        image.isConnected(pool.id().host())))
                .toList();
    }
}
