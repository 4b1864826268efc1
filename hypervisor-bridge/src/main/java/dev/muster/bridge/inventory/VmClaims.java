package dev.muster.bridge.inventory;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;

/** Keeps two jobs of whatever features from working on one VM at the same time. */
public interface VmClaims {
    /**
     * Holds a VM for a job until the job has ended.
     *
     * @param work what is done with it, in words such as {@code Start web-01}
     * @throws dev.muster.model.error.MusterException {@code VM_BUSY}
     */
    JobDefinition.Claim claim(JobId job, VmId vm, String work);

    /** {@code VM_BUSY} where a job would not get the VM now. */
    void requireFree(VmId vm);
}
