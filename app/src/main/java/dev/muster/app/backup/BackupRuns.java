package dev.muster.app.backup;

import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The jobs that backed VMs up. */
final class BackupRuns {
    private static final String RUN = "backup.run";

    private BackupRuns() {}

    /**
     * The newest run of each VM, by the text of its id.
     *
     * @param jobs the newest first
     */
    static Map<String, Job> newest(Collection<Job> jobs) {
        Map<String, Job> newest = new HashMap<>();
        for (Job job : jobs) {
            if (job.kind().equals(RUN)) {
                job.steps().forEach(step -> newest.putIfAbsent(step.subject(), job));
            }
        }
        return newest;
    }

    /** The newest run of that VM. */
    static Optional<Job> newest(Collection<Job> jobs, VmId vm) {
        return Optional.ofNullable(newest(jobs).get(vm.text()));
    }

    /** Whether it ended without a restore point. */
    static boolean failed(Job run) {
        return run.state() == JobState.FAILED || run.state() == JobState.UNDONE;
    }
}
