package dev.muster.model.inventory;

import java.util.UUID;

/**
 * One volume of a pool, {@code host/pool-uuid/name}.
 *
 * @param pool the pool it lies in
 * @param name its name there; may contain {@code /} for block devices
 */
public record VolumeId(PoolId pool, String name) implements Id {
    /** Reads the id back from its text. */
    public static VolumeId of(String text) {
        String[] outer = Ids.pair("volume", text);
        String[] inner = Ids.pair("volume", outer[1]);
        UUID uuid = Ids.uuid("volume", inner[0]);
        return new VolumeId(new PoolId(HostId.of(outer[0]), uuid), inner[1]);
    }

    @Override
    public String text() {
        return pool.text() + "/" + name;
    }

    @Override
    public String toString() {
        return text();
    }
}
