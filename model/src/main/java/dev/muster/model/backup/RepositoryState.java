package dev.muster.model.backup;

import dev.muster.model.error.Problem;
import java.util.Optional;

/**
 * A repository as it is found now.
 *
 * @param repository which one
 * @param totalBytes of its file system; 0 where it cannot be reached
 * @param freeBytes of its file system that may be used; 0 where it cannot be reached
 * @param points how many restore points are in it
 * @param problem why it cannot be worked with; empty where it can
 */
public record RepositoryState(
        Repository repository, long totalBytes, long freeBytes, int points, Optional<Problem> problem) {}
