package dev.muster.model.command;

import dev.muster.model.access.AccessQuery;
import dev.muster.model.access.Role;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.cluster.ClusterQuery;
import dev.muster.model.finding.FindingQuery;
import dev.muster.model.group.GroupQuery;
import dev.muster.model.host.HostQuery;
import dev.muster.model.job.JobQuery;
import dev.muster.model.network.NetworkQuery;
import dev.muster.model.recovery.BootQuery;
import dev.muster.model.recovery.RecoveryQuery;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.report.ReportQuery;
import dev.muster.model.schedule.ScheduleQuery;
import dev.muster.model.snapshot.SnapshotQuery;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.storage.PoolQuery;
import dev.muster.model.vm.VmQuery;
import java.util.Optional;

/**
 * Something to be read that is not in the inventory, as a value.
 *
 * @param <R> the record that answers it
 */
public sealed interface Query<R extends Record>
        permits AccessQuery,
                AuditQuery,
                BackupQuery,
                BootQuery,
                ClusterQuery,
                FindingQuery,
                GroupQuery,
                HostQuery,
                JobQuery,
                NetworkQuery,
                PoolQuery,
                RecoveryQuery,
                ReportQuery,
                RunQuery,
                ScheduleQuery,
                SnapshotQuery,
                StatsQuery,
                VmQuery {
    /** The class of the answer, for reading it from JSON. */
    Class<R> answer();

    /** The least role that may ask this. */
    default Role requires() {
        return Role.VIEWER;
    }

    /** What the audit keeps of it; empty for what anybody may read without a trace. */
    default Optional<Audited> audited() {
        return Optional.empty();
    }

    /**
     * What the audit keeps of a query that was answered.
     *
     * @param subject the id of the object it is about, as text
     * @param detail what else is worth keeping; never a secret
     */
    record Audited(String subject, String detail) {}
}
