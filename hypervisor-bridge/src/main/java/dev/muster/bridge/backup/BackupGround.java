package dev.muster.bridge.backup;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import java.time.Clock;

/**
 * What backups stand on.
 *
 * @param lookup hosts and VMs
 * @param repositories where the points are kept
 * @param vms holds VMs while they are worked on
 * @param chains keeps jobs of this bridge apart that work on the points of one VM
 * @param lease keeps bridges apart that work in one repository
 * @param hooks programs run before and after
 * @param clock what the time is
 */
record BackupGround(
        Lookup lookup,
        Repositories repositories,
        VmClaims vms,
        ChainClaims chains,
        RepositoryLease lease,
        Hooks hooks,
        Clock clock) {}
