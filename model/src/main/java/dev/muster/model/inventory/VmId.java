package dev.muster.model.inventory;

import java.util.UUID;

/**
 * One VM on one host, {@code host/uuid}.
 *
 * @param host where it is
 * @param uuid libvirt's UUID of it; the same on every host that has it
 */
public record VmId(HostId host, UUID uuid) implements Id {
    /** Reads the id back from its text. */
    public static VmId of(String text) {
        String[] parts = Ids.pair("VM", text);
        return new VmId(HostId.of(parts[0]), Ids.uuid("VM", parts[1]));
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
