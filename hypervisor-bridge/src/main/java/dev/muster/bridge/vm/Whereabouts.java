package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.PowerAction;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Finds out where a VM is after a migration that may have been cut off, and brings it to be at one place only: what runs is
 * never touched, what only waits for it is cleared away, and where neither can be told nothing is done.
 */
final class Whereabouts {
    private static final Duration LOOK = Duration.ofMillis(500);

    private final Lookup lookup;
    private final VmId from;
    private final VmId to;
    private final Duration patience;

    Whereabouts(Lookup lookup, VmId vm, HostId target, Duration patience) {
        this.lookup = lookup;
        this.from = vm;
        this.to = new VmId(target, vm.uuid());
        this.patience = patience;
    }

    /** Where the VM is. */
    enum Place {
        SOURCE,
        TARGET
    }

    /**
     * Waits until both hosts have let go of what was cut off, and clears away what is left of it.
     *
     * @param ran whether it ran when the migration was begun, so that it shall run wherever it is
     * @throws MusterException {@code MIGRATION_UNSURE}, {@code VM_VANISHED}; {@code HOST_UNREACHABLE} while one of the hosts
     *     cannot be asked, without which nothing may be touched on the other
     */
    Place settle(String name, boolean ran, StepContext context) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        context.waitingFor("both hosts to say where " + name + " is");
        while (true) {
            Optional<Vm> source = now(from);
            Optional<Vm> target = now(to);
            boolean late = System.nanoTime() - until > 0;
            Optional<Place> place = place(name, source, target, ran, late, context);
            if (place.isPresent()) {
                context.waitingFor("");
                return place.get();
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
    }

    private Optional<Place> place(
            String name, Optional<Vm> source, Optional<Vm> target, boolean ran, boolean late, StepContext context) {
        if (source.isEmpty() && target.isEmpty()) {
            if (late) {
                throw Problem.of(
                                ErrorCode.VM_VANISHED,
                                "Neither " + from.host() + " nor " + to.host() + " has " + name + ".",
                                "Somebody deleted it meanwhile, or a transient VM ended.",
                                "Look at libvirt's logs on both hosts.")
                        .toException();
            }
            return Optional.empty();
        }
        if (source.isEmpty()) {
            return Optional.of(Place.TARGET);
        }
        // libvirt on the source notices by itself that nobody leads the migration any more
        if (!late
                && source.get().state().isActive()
                && hypervisor(from).migrations().state(from).isPresent()) {
            return Optional.empty();
        }
        if (target.isEmpty()) {
            return Optional.of(stayed(name, source.get(), ran, context));
        }
        return both(name, source.get(), target.get(), late, context);
    }

    private Place stayed(String name, Vm source, boolean ran, StepContext context) {
        if (ran && source.state() == VmState.PAUSED) {
            hypervisor(from).vms().power(from, PowerAction.RESUME);
            context.log(LogLine.Level.WARNING, name + " stood still on " + from.host() + " and goes on there");
        }
        return Place.SOURCE;
    }

    private Optional<Place> both(String name, Vm source, Vm target, boolean late, StepContext context) {
        boolean sourceRuns = source.state() == VmState.RUNNING || source.state() == VmState.SHUTTING_DOWN;
        boolean targetRuns = target.state() == VmState.RUNNING || target.state() == VmState.SHUTTING_DOWN;
        boolean sending = source.state().isActive()
                && hypervisor(from).migrations().state(from).isPresent();
        if (targetRuns && !sourceRuns && sending) {
            // after post-copy the guest runs there while the rest of its memory is still here
            if (late) {
                throw unsure(name, source, target);
            }
            return Optional.empty();
        }
        if (targetRuns && !sourceRuns) {
            // it has begun to run there, so what stands still here must never go on
            clear(from, source, name, context);
            return Optional.of(Place.TARGET);
        }
        if (!source.state().isActive() && !target.state().isActive()) {
            clear(from, source, name, context);
            return Optional.of(Place.TARGET);
        }
        if (!late) {
            // a target that only waits for memory ends as soon as libvirt there sees that nobody leads it any more
            return Optional.empty();
        }
        if (sourceRuns && !targetRuns) {
            clear(to, target, name, context);
            return Optional.of(Place.SOURCE);
        }
        throw unsure(name, source, target);
    }

    private MusterException unsure(String name, Vm source, Vm target) {
        return Problem.of(
                        ErrorCode.MIGRATION_UNSURE,
                        name + " is " + VmWords.state(source.state()) + " on " + from.host() + " and "
                                + VmWords.state(target.state()) + " on " + to.host() + ".",
                        "Nothing was touched on either host.",
                        "Look at its console on both; force off the one that does not go on, and resume the other.")
                .toException();
    }

    private void clear(VmId at, Vm vm, String name, StepContext context) {
        Hypervisor hypervisor = hypervisor(at);
        if (vm.state().isActive()) {
            hypervisor.vms().power(at, PowerAction.FORCE_OFF);
        }
        if (vm.persistent() && now(at).isPresent()) {
            hypervisor.vms().undefineKeepingFiles(at);
        }
        context.log(LogLine.Level.WARNING, "What was left of " + name + " on " + at.host() + " was cleared away");
    }

    private Hypervisor hypervisor(VmId vm) {
        return lookup.hypervisor(vm.host());
    }

    private Optional<Vm> now(VmId vm) {
        try {
            return Optional.of(hypervisor(vm).vms().get(vm));
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.VM_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
