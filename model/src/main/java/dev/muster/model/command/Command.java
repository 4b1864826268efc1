package dev.muster.model.command;

import dev.muster.model.access.AccessCommand;
import dev.muster.model.access.Role;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.cluster.ArtifactCommand;
import dev.muster.model.cluster.ClusterCommand;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.host.HostCommand;
import dev.muster.model.job.JobCommand;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.vm.VmCommand;

/**
 * Something to be changed, as a value. The window, the command line, HTTP and the tests speak only these. The compact
 * constructor of each record refuses what makes no sense by itself ({@code USAGE_INVALID}); what needs the state of a host
 * is checked by the bridge before the job is journaled.
 */
public sealed interface Command
        permits AccessCommand,
                ArtifactCommand,
                BackupCommand,
                BootCommand,
                ClusterCommand,
                FindingCommand,
                GroupCommand,
                HostCommand,
                JobCommand,
                NetworkCommand,
                PoolCommand,
                RecoveryCommand,
                ReportCommand,
                RestoreCommand,
                ScheduleCommand,
                SnapshotCommand,
                VmCommand {

    /** The least role that may ask this. */
    Role requires();

    /**
     * Whether it ends or destroys something that nothing brings back, such as what a guest had in memory. Cut off, it is gone on
     * with only for a while: later somebody may have made up their mind, or something else goes by that name.
     */
    default boolean destroys() {
        return false;
    }

    /** The id of the object it is about, as text, for the audit; several are joined with a space. */
    String subject();
}
