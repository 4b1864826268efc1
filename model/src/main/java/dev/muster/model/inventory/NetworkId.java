package dev.muster.model.inventory;

import java.util.UUID;

/**
 * One network on one host, {@code host/uuid}.
 *
 * @param host where it is
 * @param uuid libvirt's UUID of it; the same on every host that has it
 */
public record NetworkId(HostId host, UUID uuid) implements Id {
    /** Reads the id back from its text. */
    public static NetworkId of(String text) {
        String[] parts = Ids.pair("network", text);
        return new NetworkId(HostId.of(parts[0]), Ids.uuid("network", parts[1]));
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
