package dev.muster.model.recovery;

import dev.muster.model.command.Query;
import dev.muster.model.job.JobId;
import java.util.List;

/** What can be asked about running recovery plans. */
public sealed interface RunQuery<R extends Record> extends Query<R> {
    /**
     * The runs of a plan, the newest first.
     *
     * @param plan which one
     * @param limit at most so many, 1 to 100
     */
    record Runs(PlanId plan, int limit) implements RunQuery<RunList> {
        /** The most that are told at once. */
        public static final int MOST = 100;

        public Runs {
            if (limit < 1 || limit > MOST) {
                throw Refusals.refused(
                        "So many runs cannot be told at once: " + limit + ".", "Ask for 1 to " + MOST + ".");
            }
        }

        @Override
        public Class<RunList> answer() {
            return RunList.class;
        }
    }

    /** One run in full; {@code JOB_NOT_FOUND} where that job is no run of a plan. */
    record Run(JobId job) implements RunQuery<RunRecord> {
        @Override
        public Class<RunRecord> answer() {
            return RunRecord.class;
        }
    }

    /**
     * What stands against running a plan now, without starting anything.
     *
     * @param plan which one
     * @param version the version
     * @param kind what it would be run for
     */
    record DryRun(PlanId plan, long version, RunKind kind) implements RunQuery<Findings> {
        @Override
        public Class<Findings> answer() {
            return Findings.class;
        }
    }

    /** What peers of the WireGuard tunnels of recovery networks are told; it is the same for all networks of a bridge. */
    record VpnAccess() implements RunQuery<VpnKey> {
        @Override
        public Class<VpnKey> answer() {
            return VpnKey.class;
        }
    }

    /**
     * The bridge's end of all tunnels.
     *
     * @param key its public key in base64
     */
    record VpnKey(String key) {}

    /** Runs of a plan, the newest first. */
    record RunList(List<RunSummary> runs) {
        public RunList {
            runs = List.copyOf(runs);
        }
    }

    /**
     * What was found about running a plan.
     *
     * @param findings the worst first
     */
    record Findings(List<PlanFinding> findings) {
        public Findings {
            findings = List.copyOf(findings);
        }

        /** The worst of them. */
        public Health health() {
            return findings.stream()
                    .map(PlanFinding::severity)
                    .max(Health::compareTo)
                    .orElse(Health.OK);
        }
    }
}
