package dev.muster.model.recovery;

import dev.muster.model.backup.RepositoryId;
import java.util.Optional;

/**
 * How the restore point of a machine is chosen.
 *
 * @param rule which one
 * @param earlierAllowed whether an earlier one is taken where that one is missing or damaged
 * @param repository where it is looked for; empty for all repositories
 */
public record PointChoice(PointRule rule, boolean earlierAllowed, Optional<RepositoryId> repository) {
    /** The newest of all repositories, or an earlier one. */
    public static final PointChoice DEFAULT = new PointChoice(new PointRule.Newest(), true, Optional.empty());
}
