package dev.muster.bridge.backup;

import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.job.JobId;
import java.util.List;
import java.util.UUID;

/**
 * Keeps jobs of this bridge apart that work on the restore points of one VM in one repository: any number may read them, also
 * while one adds a point; while points are merged or deleted nobody else is there.
 */
final class ChainClaims {
    private final FileClaims claims = new FileClaims();

    /** To read points; {@code VOLUME_BUSY}. */
    Claim reading(JobId job, RepositoryId repository, UUID vm, String work) {
        return claims.claim(job, List.of(), List.of(chain(repository, vm)), work);
    }

    /** To add a point; {@code VOLUME_BUSY}. */
    Claim adding(JobId job, RepositoryId repository, UUID vm, String work) {
        return claims.claim(job, List.of(chain(repository, vm) + "/tip"), List.of(chain(repository, vm)), work);
    }

    /** To merge or delete points; {@code VOLUME_BUSY}. */
    Claim changing(JobId job, RepositoryId repository, UUID vm, String work) {
        return claims.claim(job, List.of(chain(repository, vm)), List.of(), work);
    }

    private static String chain(RepositoryId repository, UUID vm) {
        return repository + "/" + vm;
    }
}
