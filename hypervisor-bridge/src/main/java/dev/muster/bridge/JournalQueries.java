package dev.muster.bridge;

import dev.muster.bridge.audit.Audit;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.job.JobEngine;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobQuery;
import java.util.List;

/** Answers what is asked about jobs and the audit, which are foundations and no features. */
record JournalQueries(JobEngine jobs, Audit audit) {
    private static final int MOST = 1000;

    List<QueryHandler> handlers() {
        return List.of(
                QueryHandler.of(JobQuery.class, (JobQuery<?> query) -> job(query)),
                QueryHandler.of(AuditQuery.class, (AuditQuery<?> query) -> audited(query)));
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
            case JobQuery.Reverse reverse -> jobs.reversal(reverse.job());
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
