package dev.muster.bridge.hypervisor;

import dev.muster.bridge.hypervisor.BackupOperations.Capture;
import dev.muster.bridge.hypervisor.BackupOperations.Freeze;
import dev.muster.model.inventory.VmState;

/**
 * A way to one VM that waits for nothing else: opened before the VM is held still, so that holding it, capturing it and letting it
 * go each take one call. Made for one thread at a time. Calls do not time out: who cannot wait for them leaves them behind.
 *
 * <p>What fails is a {@link dev.muster.model.error.MusterException}.
 */
public interface CaptureLine extends AutoCloseable {
    /** What the VM is doing. */
    VmState state();

    /** Pauses it; it has to run. Returns when it stands still. */
    void suspend();

    /**
     * Lets it go on; one that runs is left alone. Waits for a call about it that is under way, so that what another asked for before
     * does not pause it afterwards.
     */
    void resume();

    /** As {@link BackupOperations#freeze}. */
    Freeze freeze();

    /** As {@link BackupOperations#thaw}. */
    boolean thaw();

    /** As {@link BackupOperations#begin}. */
    void begin(Capture capture);

    @Override
    void close();
}
