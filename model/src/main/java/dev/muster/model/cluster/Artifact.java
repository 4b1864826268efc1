package dev.muster.model.cluster;

import dev.muster.model.inventory.LiveObject;
import java.time.Instant;

/**
 * A file that VMs boot from. Its content is stored once for all artifacts that have the same.
 *
 * @param id its name
 * @param digest SHA-256 of its content, 64 lower-case hex digits
 * @param size bytes of its content, at least 1
 * @param kind what it is for
 * @param stored when it was put
 * @param state what is known of its content
 */
public record Artifact(ArtifactId id, String digest, long size, ArtifactKind kind, Instant stored, ArtifactState state)
        implements LiveObject {
    public Artifact {
        Digests.require(digest);
    }

    /** The same artifact in another state. */
    public Artifact withState(ArtifactState now) {
        return new Artifact(id, digest, size, kind, stored, now);
    }
}
