package dev.muster.model.cluster;

import dev.muster.model.inventory.Id;
import java.util.UUID;

/**
 * What a VM is known by to the boot controller: the UUID in its virtual hardware (SMBIOS), which a guest cannot change.
 *
 * @param uuid the domain's UUID
 */
public record Identifier(UUID uuid) implements Id {
    /** Reads the identifier back from its text. */
    public static Identifier of(String text) {
        try {
            return new Identifier(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw Refusals.refused(
                    "\"" + text + "\" is not the identifier of a VM.", "Give the UUID of its virtual hardware.");
        }
    }

    @Override
    public String text() {
        return uuid.toString();
    }

    @Override
    public String toString() {
        return text();
    }
}
