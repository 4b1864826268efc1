package dev.muster.bridge;

import dev.muster.bridge.access.AccessAnswers;
import dev.muster.bridge.audit.Audit;
import dev.muster.bridge.host.HostQueries;
import dev.muster.bridge.job.JobEngine;
import dev.muster.bridge.network.NetworkQueries;
import dev.muster.bridge.snapshot.SnapshotQueries;
import dev.muster.bridge.stats.StatsAnswers;
import dev.muster.bridge.storage.StorageQueries;
import dev.muster.bridge.vm.VmQueries;
import dev.muster.model.access.AccessQuery;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.host.HostQuery;
import dev.muster.model.job.JobQuery;
import dev.muster.model.network.NetworkQuery;
import dev.muster.model.snapshot.SnapshotQuery;
import dev.muster.model.stats.StatsQuery;
import dev.muster.model.storage.PoolQuery;
import dev.muster.model.vm.VmQuery;

/** Sends each query to the room that can answer it. */
final class QueryDesk {
    private static final int MOST = 1000;

    private final JobEngine jobs;
    private final Audit audit;
    private final HostQueries hosts;
    private final VmQueries vms;
    private final SnapshotQueries snapshots;
    private final AccessAnswers access;
    private final StatsAnswers stats;
    private final NetworkQueries networks;
    private final StorageQueries storage;

    QueryDesk(
            JobEngine jobs,
            Audit audit,
            HostQueries hosts,
            VmQueries vms,
            SnapshotQueries snapshots,
            AccessAnswers access,
            StatsAnswers stats,
            NetworkQueries networks,
            StorageQueries storage) {
        this.jobs = jobs;
        this.audit = audit;
        this.hosts = hosts;
        this.vms = vms;
        this.snapshots = snapshots;
        this.access = access;
        this.stats = stats;
        this.networks = networks;
        this.storage = storage;
    }

    Record answer(Query<?> query) {
        return switch (query) {
            case AccessQuery<?> about -> access.answer(about);
            case AuditQuery<?> about -> audited(about);
            case HostQuery<?> about -> hosts.answer(about);
            case JobQuery<?> about -> job(about);
            case NetworkQuery<?> about -> networks.answer(about);
            case PoolQuery<?> about -> storage.answer(about);
            case SnapshotQuery<?> about -> snapshots.answer(about);
            case StatsQuery<?> about -> stats.answer(about);
            case VmQuery<?> about -> vms.answer(about);
        };
    }

    private Record audited(AuditQuery<?> query) {
        return switch (query) {
            case AuditQuery.Recent recent -> audit.recent(recent.before(), limit(recent.limit()));
            case AuditQuery.Verify _ -> audit.verify();
        };
    }

    private Record job(JobQuery<?> query) {
        return switch (query) {
            case JobQuery.Recent recent -> new JobQuery.Jobs(jobs.recent(recent.before(), limit(recent.limit())));
            case JobQuery.Show show -> jobs.job(show.job());
            case JobQuery.Log log -> new JobQuery.Lines(jobs.log(log.job(), log.after()));
        };
    }

    private static int limit(int wanted) {
        if (wanted < 1 || wanted > MOST) {
            throw Problem.of(
                            ErrorCode.QUERY_INVALID,
                            "A list has 1 to " + MOST + " entries, not " + wanted + ".",
                            "",
                            "Ask for fewer, and for the next part with \"before\".")
                    .toException();
        }
        return wanted;
    }
}
