package dev.muster.model.backup;

import dev.muster.model.inventory.LiveObject;
import java.time.Instant;
import java.util.UUID;

/**
 * A directory of the bridge's machine in which restore points are kept.
 *
 * @param id its name
 * @param mark what its directory is known by: an empty mount point has none, so it is never taken for the repository
 * @param path the directory
 * @param added since when the bridge works with it
 */
public record Repository(RepositoryId id, UUID mark, String path, Instant added) implements LiveObject {}
