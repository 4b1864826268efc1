package dev.muster.bridge.inventory;

import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.PowerAction;
import java.time.Duration;
import java.util.Optional;

/** Brings VMs into being and takes them away, and returns when the inventory shows it. For VMs the caller's job holds. */
public final class VmLife {
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Lookup lookup;

    /** Works on those hosts. */
    public VmLife(Lookup lookup) {
        this.lookup = lookup;
    }

    /** The VM as its host describes it now; empty where it is not there. */
    public Optional<Vm> now(VmId id) {
        try {
            return Optional.of(lookup.hypervisor(id.host()).vms().get(id));
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.VM_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Defines it, or defines it anew. */
    public void define(VmId id, String xml, StepContext context) throws InterruptedException {
        lookup.hypervisor(id.host()).vms().define(id.host(), xml);
        Await.seen(
                lookup.inventory(),
                context,
                "the host to tell of the VM",
                LIMIT,
                image -> image.vm(id).isPresent());
    }

    /** Starts it; one that runs is left alone. */
    public void start(VmId id, StepContext context) throws InterruptedException {
        lookup.hypervisor(id.host()).vms().power(id, PowerAction.START);
        await(id, VmState.RUNNING, "the VM to run", context);
    }

    /** Forces off what has a process; a VM that is gone is off. */
    public void forceOff(VmId id, StepContext context) throws InterruptedException {
        if (now(id).map(Vm::state).filter(VmState::isActive).isPresent()) {
            lookup.hypervisor(id.host()).vms().power(id, PowerAction.FORCE_OFF);
            await(id, VmState.OFF, "the VM to be off", context);
        }
    }

    /**
     * Asks the guest of one that runs to shut down, and again when half of the time is over; {@code GUEST_SILENT} where it does not.
     *
     * @param limit how long is waited
     */
    public void shutDown(VmId id, Duration limit, StepContext context) throws InterruptedException {
        for (int asked = 0; asked < 2; asked++) {
            if (now(id).map(Vm::state).filter(VmState::isActive).isEmpty()) {
                return;
            }
            lookup.hypervisor(id.host()).vms().power(id, PowerAction.SHUT_DOWN);
            context.waitingFor("the guest to shut down");
            long until = System.nanoTime() + limit.toNanos() / 2;
            while (System.nanoTime() < until) {
                context.checkCancelled();
                if (lookup.inventory().await(image -> isOff(image.vm(id)), LOOK).isPresent()) {
                    context.waitingFor("");
                    return;
                }
            }
        }
        throw Problem.of(
                        ErrorCode.GUEST_SILENT,
                        "The guest did not shut down within " + limit.toSeconds() + " s.",
                        "It goes on running.",
                        "Shut it down from inside and try again. Going on without it forces it off, which loses what it has"
                                + " not written to disk.")
                .toException();
    }

    private static boolean isOff(Optional<Vm> vm) {
        return vm.map(Vm::state).filter(VmState::isActive).isEmpty();
    }

    /** Forces it off and forgets its definition; one of another name is somebody else's and left alone. */
    public void forget(VmId id, String name, StepContext context) throws InterruptedException {
        if (now(id).filter(vm -> vm.name().equals(name)).isEmpty()) {
            return;
        }
        forceOff(id, context);
        lookup.hypervisor(id.host()).vms().undefine(id);
        Await.seen(
                lookup.inventory(),
                context,
                "the host to forget the VM",
                LIMIT,
                image -> image.vm(id).isEmpty());
    }

    private void await(VmId id, VmState state, String what, StepContext context) throws InterruptedException {
        Await.seen(
                lookup.inventory(),
                context,
                what,
                LIMIT,
                image -> image.vm(id).filter(vm -> vm.state() == state).isPresent());
    }
}
