package dev.muster.bridge.vm;

import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Keeps two jobs from working on one VM at the same time. A job claims its VMs before it is journaled and keeps them until it
 * has ended, over restarts of the bridge too, since the engine claims anew for every unfinished job before it takes on
 * others. Nobody waits for a VM: all are looked at in one go and a busy one is refused, so jobs on many VMs cannot wait for
 * each other in a circle.
 */
public final class VmLocks implements VmClaims {
    private final Map<VmId, Held> held = new HashMap<>();

    /** How a job holds a VM. */
    enum Manner {
        /** It only waits for the guest; whoever loses patience may force the VM off meanwhile. */
        PATIENT,
        EXCLUSIVE,
        /** Exclusive, and takes the VM from whoever is patient. */
        FORCED
    }

    private record Held(JobId job, String work, Manner manner) {}

    /** A VM held by a step; closing it lets go, unless the job as a whole holds it. */
    final class Hold implements AutoCloseable {
        private final VmId vm;
        private final Optional<Held> own;

        private Hold(VmId vm, Optional<Held> own) {
            this.vm = vm;
            this.own = own;
        }

        @Override
        public void close() {
            own.ifPresent(mine -> remove(vm, mine));
        }
    }

    @SuppressWarnings("ReferenceEquality") // this very hold, not another of the same job
    private synchronized void remove(VmId vm, Held mine) {
        held.computeIfPresent(vm, (_, there) -> there == mine ? null : there);
    }

    @Override
    public Claim claim(JobId job, VmId vm, String work) {
        return claimAll(job, List.of(vm), work, Manner.EXCLUSIVE);
    }

    @Override
    public void requireFree(VmId vm) {
        refusal(vm, Manner.EXCLUSIVE).ifPresent(busy -> {
            throw busy;
        });
    }

    /**
     * Claims all these VMs or none.
     *
     * @param work what is done with them, in words such as {@code Start web-01}
     * @throws MusterException {@code VM_BUSY}
     */
    synchronized Claim claimAll(JobId job, Collection<VmId> vms, String work, Manner manner) {
        vms.forEach(vm -> requireFree(job, vm, manner));
        return take(job, vms, new Held(job, work, manner));
    }

    /**
     * Claims those of these VMs that are free; the steps on the others fail, unless the VM is free by then.
     *
     * @throws MusterException {@code VM_BUSY} when none is
     */
    synchronized Claim claimFree(JobId job, Collection<VmId> vms, String work, Manner manner) {
        List<VmId> free =
                vms.stream().filter(vm -> busy(job, vm, manner).isEmpty()).toList();
        if (free.isEmpty()) {
            vms.forEach(vm -> requireFree(job, vm, manner));
        }
        return take(job, free, new Held(job, work, manner));
    }

    private Claim take(JobId job, Collection<VmId> vms, Held mine) {
        vms.forEach(vm -> held.put(vm, mine));
        List<VmId> taken = List.copyOf(vms);
        return () -> taken.forEach(vm -> release(job, vm));
    }

    /** Lets go of a VM the job needs no more. */
    synchronized void release(JobId job, VmId vm) {
        held.computeIfPresent(vm, (_, there) -> there.job().equals(job) ? null : there);
    }

    /**
     * Holds a VM for a step: as a part of what its job holds, or alone.
     *
     * @throws MusterException {@code VM_BUSY}
     */
    synchronized Hold hold(JobId job, VmId vm, String work, Manner manner) {
        if (Optional.ofNullable(held.get(vm))
                .filter(there -> there.job().equals(job))
                .isPresent()) {
            return new Hold(vm, Optional.empty());
        }
        requireFree(job, vm, manner);
        Held mine = new Held(job, work, manner);
        held.put(vm, mine);
        return new Hold(vm, Optional.of(mine));
    }

    /** Why a job would not get the VM now; empty when it would. */
    synchronized Optional<MusterException> refusal(VmId vm, Manner manner) {
        return there(vm, manner, _ -> true).map(VmLocks::refused);
    }

    private void requireFree(JobId job, VmId vm, Manner manner) {
        busy(job, vm, manner).ifPresent(there -> {
            throw refused(there);
        });
    }

    private Optional<Held> busy(JobId job, VmId vm, Manner manner) {
        return there(vm, manner, other -> !other.job().equals(job));
    }

    private Optional<Held> there(VmId vm, Manner manner, Predicate<Held> other) {
        return Optional.ofNullable(held.get(vm))
                .filter(other)
                .filter(there -> there.manner() != Manner.PATIENT || manner != Manner.FORCED);
    }

    private static MusterException refused(Held there) {
        return Problem.of(
                        ErrorCode.VM_BUSY,
                        "Another job is at work on the VM: " + there.work() + " (" + there.job() + ").",
                        "Nothing was changed by this one.",
                        "Wait for that job, or cancel it.")
                .toException();
    }
}
