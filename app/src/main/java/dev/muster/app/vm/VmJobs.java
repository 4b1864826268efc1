package dev.muster.app.vm;

import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;

/** Which jobs are about a VM. */
final class VmJobs {
    private VmJobs() {}

    /** Whether a step of the job works on the VM. */
    static boolean about(Job job, VmId vm) {
        String id = vm.text();
        return job.steps().stream().anyMatch(step -> step.subject().equals(id));
    }
}
