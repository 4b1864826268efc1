package dev.muster.model.backup;

import dev.muster.model.error.Problem;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A repository as it is found now.
 *
 * @param repository which one
 * @param totalBytes of its file system; 0 where it cannot be reached
 * @param freeBytes of its file system that may be used; 0 where it cannot be reached
 * @param points how many restore points are in it
 * @param storedPerDay bytes that incremental points of the last days have added each day; 0 where that is not known yet. What merging
 *     gives back is not counted, so it is rather too much
 * @param problem why it cannot be worked with; empty where it can
 */
public record RepositoryState(
        Repository repository,
        long totalBytes,
        long freeBytes,
        int points,
        long storedPerDay,
        Optional<Problem> problem) {
    /** One that cannot be worked with, and why. */
    public static RepositoryState unusable(Repository repository, Problem problem) {
        return new RepositoryState(repository, 0, 0, 0, 0, Optional.of(problem));
    }

    /** In how many days it is full if nothing is merged or deleted; empty where that cannot be said. */
    public OptionalLong daysLeft() {
        return storedPerDay <= 0 ? OptionalLong.empty() : OptionalLong.of(freeBytes / storedPerDay);
    }
}
