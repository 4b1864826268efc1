package dev.muster.bridge.points;

import dev.muster.bridge.hypervisor.CaptureLine;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.inventory.Vm;

/**
 * A restore point of one VM that is made together with those of others: prepared before they are held still, captured while they
 * are, read out afterwards, and named once all of them are there. Cut off before it has its name, it leaves nothing when it is
 * released and discarded.
 */
public interface MemberPoint extends AutoCloseable {
    /** The name of the point. */
    String point();

    /** Ends what an earlier attempt began, and finds out all that the capture needs. */
    Vm prepare(StepContext context) throws InterruptedException;

    /** The instant all disks of a VM that runs or is paused are of. */
    void capture(CaptureLine line, StepContext context) throws InterruptedException;

    /** The same of a VM that is off: nobody has to be asked for its disks. */
    void captureOff(StepContext context) throws InterruptedException;

    /**
     * Reads it out while the VM goes on; all of it is on the disk then, and nothing is missing but its name.
     *
     * @param frozen whether its file systems were still at the capture
     * @param set the set it belongs to, {@code group/name}
     */
    PointManifest read(boolean frozen, String set, StepContext context) throws InterruptedException;

    /** Gives one that was read out its name, also after a restart; twice is once. */
    void publish();

    /** From this point on alone is it kept track of what is written. */
    void forgetEarlier(StepContext context);

    /** Deletes what was written of it, unless it has its name. */
    void discard();

    /** Ends what its host was asked for by a capture. */
    void release(StepContext context) throws InterruptedException;

    /** Lets go of what was captured. */
    @Override
    void close();
}
