package dev.muster.model.inventory;

import java.util.UUID;

/**
 * One pool on one host, {@code host/uuid}.
 *
 * @param host where it is
 * @param uuid libvirt's UUID of it; the same on every host that has it
 */
public record PoolId(HostId host, UUID uuid) implements Id {
    /** Reads the id back from its text. */
    public static PoolId of(String text) {
        String[] parts = Ids.pair("pool", text);
        return new PoolId(HostId.of(parts[0]), Ids.uuid("pool", parts[1]));
    }

    @Override
    public String text() {
        return host.text() + "/" + uuid;
    }

    @Override
    public String toString() {
        return text();
    }
}
