package dev.muster.bridge;

import dev.muster.bridge.access.AccessFeature;
import dev.muster.bridge.access.PairedClients;
import dev.muster.bridge.access.PairingCodes;
import dev.muster.bridge.backup.BackupFeature;
import dev.muster.bridge.cluster.ClusterFeature;
import dev.muster.bridge.cluster.artifact.ArtifactFeature;
import dev.muster.bridge.cluster.artifact.ArtifactStore;
import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.Submitter;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.finding.Exercises;
import dev.muster.bridge.finding.FindingFeature;
import dev.muster.bridge.finding.Findings;
import dev.muster.bridge.group.GroupFeature;
import dev.muster.bridge.host.HostFeature;
import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.network.NetworkFeature;
import dev.muster.bridge.recovery.RecoveryFeature;
import dev.muster.bridge.recovery.run.RunFeature;
import dev.muster.bridge.recovery.run.Runs;
import dev.muster.bridge.report.ReportFeature;
import dev.muster.bridge.report.ReportGround;
import dev.muster.bridge.schedule.ScheduleFeature;
import dev.muster.bridge.snapshot.SnapshotFeature;
import dev.muster.bridge.stats.StatsFeature;
import dev.muster.bridge.storage.StorageFeature;
import dev.muster.bridge.store.PlanVersions;
import dev.muster.bridge.store.ScheduleRuns;
import dev.muster.bridge.vm.VmFeature;
import dev.muster.model.finding.Finding;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunRecord;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The list of features: the one line a feature has in the bridge outside its room. */
final class Features {
    private Features() {}

    static List<Feature> all(
            FeatureContext context,
            PairedClients clients,
            PairingCodes codes,
            ScheduleRuns runs,
            PlanVersions plans,
            ReportGround reports,
            Submitter submitter) {
        FileClaims files = new FileClaims();
        VmFeature vms = new VmFeature(context, files);
        ArtifactStore artifacts = new ArtifactStore(context);
        ClusterFeature clusters = new ClusterFeature(context, artifacts, vms.claims());
        BackupFeature backups = new BackupFeature(context, vms.claims());
        Runs recoveries = new Runs(context.documents(), context.jobs());
        RecoveryFeature recovery = new RecoveryFeature(context, plans, recoveries::measures);
        Findings findings = new Findings(context.store(Finding.class));
        List<Feature> features = List.of(
                new AccessFeature(clients, codes),
                new ArtifactFeature(context, artifacts, clusters::boots),
                clusters,
                backups,
                new FindingFeature(context, findings, exercises(recoveries, recovery), submitter),
                new GroupFeature(context, vms.claims(), backups.points()),
                new HostFeature(context),
                new NetworkFeature(context),
                recovery,
                new RunFeature(
                        context, backups.points(), vms.claims(), recoveries, recovery::plan, findings, submitter),
                new ScheduleFeature(context, runs, submitter),
                new SnapshotFeature(context, vms.claims()),
                new StatsFeature(context),
                new StorageFeature(context, files),
                vms);
        return Stream.concat(features.stream(), Stream.of(new ReportFeature(context, reports, providers(features))))
                .toList();
    }

    private static Exercises exercises(Runs runs, RecoveryFeature recovery) {
        return new Exercises() {
            @Override
            public List<RunRecord> runs() {
                return runs.all();
            }

            @Override
            public Optional<RunRecord> run(JobId job) {
                return runs.find(job);
            }

            @Override
            public SavedPlan plan(PlanId plan, long version) {
                return recovery.plan(plan, version);
            }
        };
    }

    private static List<ReportProvider> providers(List<Feature> features) {
        return features.stream().flatMap(feature -> feature.reports().stream()).toList();
    }
}
