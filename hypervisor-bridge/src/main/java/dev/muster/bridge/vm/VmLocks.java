package dev.muster.bridge.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps two jobs from working on one VM at the same time. A step holds the VM while it runs; a step run again after a
 * restart takes it again, so nothing needs to be remembered.
 */
public final class VmLocks {
    private final ConcurrentMap<VmId, Hold> holds = new ConcurrentHashMap<>();

    /** How a step holds a VM. */
    enum Manner {
        /** It only waits for the guest; whoever loses patience may force the VM off meanwhile. */
        PATIENT,
        EXCLUSIVE,
        /** Exclusive, and takes the VM from whoever is patient. */
        FORCED
    }

    /** A VM held; closing it lets go. */
    final class Hold implements AutoCloseable {
        private final VmId vm;
        private final String work;
        private final Manner manner;

        private Hold(VmId vm, String work, Manner manner) {
            this.vm = vm;
            this.work = work;
            this.manner = manner;
        }

        @Override
        public void close() {
            holds.remove(vm, this);
        }
    }

    /**
     * Holds a VM.
     *
     * @param work what is done with it, in words such as {@code Start web-01}
     * @throws MusterException {@code VM_BUSY}
     */
    Hold hold(VmId vm, String work, Manner manner) {
        Hold wanted = new Hold(vm, work, manner);
        holds.compute(vm, (_, there) -> {
            if (there != null && !mayTake(there, manner)) {
                throw busy(there);
            }
            return wanted;
        });
        return wanted;
    }

    /** Why a step would not get the VM now; empty when it would. */
    Optional<MusterException> refusal(VmId vm, Manner manner) {
        return Optional.ofNullable(holds.get(vm))
                .filter(there -> !mayTake(there, manner))
                .map(VmLocks::busy);
    }

    private static boolean mayTake(Hold there, Manner manner) {
        return there.manner == Manner.PATIENT && manner == Manner.FORCED;
    }

    private static MusterException busy(Hold there) {
        return Problem.of(
                        ErrorCode.VM_BUSY,
                        "Another job is at work on the VM: " + there.work + ".",
                        "Nothing was changed by this one.",
                        "Wait for that job, or cancel it.")
                .toException();
    }
}
