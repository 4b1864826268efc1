package dev.muster.app.shell;

import dev.muster.app.alert.AlertFeature;
import dev.muster.app.audit.AuditFeature;
import dev.muster.app.backup.BackupFeature;
import dev.muster.app.cluster.ClusterFeature;
import dev.muster.app.console.ConsoleFeature;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.finding.FindingFeature;
import dev.muster.app.group.GroupFeature;
import dev.muster.app.hardware.HardwareFeature;
import dev.muster.app.host.HostFeature;
import dev.muster.app.network.NetworkFeature;
import dev.muster.app.recovery.RecoveryFeature;
import dev.muster.app.report.ReportFeature;
import dev.muster.app.snapshot.SnapshotFeature;
import dev.muster.app.stats.StatsFeature;
import dev.muster.app.storage.StorageFeature;
import dev.muster.app.vm.VmFeature;
import java.util.List;

/** The list of features, in the order of their screens in the tree: the one line a feature has in the window outside its room. */
public final class AppFeatures {
    private AppFeatures() {}

    /** All of them. */
    public static List<AppFeature> all() {
        return List.of(
                new VmFeature(),
                new HostFeature(),
                new ConsoleFeature(),
                new HardwareFeature(),
                new SnapshotFeature(),
                new StatsFeature(),
                new ClusterFeature(),
                new RecoveryFeature(),
                new GroupFeature(),
                new NetworkFeature(),
                new StorageFeature(),
                new BackupFeature(),
                new FindingFeature(),
                new ReportFeature(),
                new AlertFeature(),
                new AuditFeature());
    }
}
