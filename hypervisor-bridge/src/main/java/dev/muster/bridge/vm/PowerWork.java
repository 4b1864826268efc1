package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.Reboots;
import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.PowerAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Brings one VM into the state a power action leads to, and waits until it is there. */
final class PowerWork {
    /** A power button that was pressed before the guest's system was up is lost; so it is pressed so often. */
    private static final int TRIES = 4;
    /** How often is looked, in memory, whether waiting still makes sense. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Put before a guest is asked to restart. */
    private static final String REBOOT = "rebootAsked.";

    /** Put before a VM is made to go off: which run of it that was about. */
    private static final String RUN = "run.";

    private final Lookup lookup;
    private final VmLocks locks;
    private final VmLimits limits;
    private final FileClaims files;

    PowerWork(Lookup lookup, VmLocks locks, VmLimits limits, FileClaims files) {
        this.lookup = lookup;
        this.locks = locks;
        this.limits = limits;
        this.files = files;
    }

    /** By which work on images is kept apart. */
    FileClaims files() {
        return files;
    }

    /** The state an action leads to; empty for a restart, which leads back to where it began. */
    static Optional<VmState> goal(PowerAction action) {
        return switch (action) {
            case START, RESUME -> Optional.of(VmState.RUNNING);
            case SHUT_DOWN, FORCE_OFF -> Optional.of(VmState.OFF);
            case SUSPEND -> Optional.of(VmState.PAUSED);
            case REBOOT -> Optional.empty();
        };
    }

    static VmLocks.Manner manner(PowerAction action) {
        return switch (action) {
            case SHUT_DOWN -> VmLocks.Manner.PATIENT;
            case FORCE_OFF -> VmLocks.Manner.FORCED;
            case START, REBOOT, SUSPEND, RESUME -> VmLocks.Manner.EXCLUSIVE;
        };
    }

    /** Whether a VM in that state can be brought where the action leads, or is there. */
    static boolean possible(PowerAction action, VmState state) {
        return action.possibleIn(state) || goal(action).filter(state::equals).isPresent();
    }

    /** Takes the VM for itself, acts, waits. */
    void run(VmId id, String name, PowerAction action, StepContext context) throws InterruptedException {
        try (VmLocks.Hold _ = locks.hold(context.job(), id, VmWords.title(action, name), manner(action))) {
            act(id, name, action, context);
        }
    }

    /** Acts and waits, on a VM the caller holds. */
    void act(VmId id, String name, PowerAction action, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = lookup.hypervisor(id.host());
        Vm before = hypervisor.vms().get(id);
        if (goal(action).filter(before.state()::equals).isPresent()) {
            context.log(LogLine.Level.INFO, name + " is " + VmWords.state(before.state()) + " already");
            PowerReversal.found(id, context);
            return;
        }
        if (!possible(action, before.state())) {
            throw VmWords.impossible(before, action);
        }
        if (action == PowerAction.REBOOT) {
            reboot(hypervisor, id, name, context);
            return;
        }
        if (action == PowerAction.FORCE_OFF || action == PowerAction.SHUT_DOWN) {
            requireSameRun(hypervisor, id, name, context);
        }
        if (action != PowerAction.START) {
            lead(hypervisor, before, name, action, context);
            return;
        }
        try (FileClaims.Hold _ = files.hold(context.job(), FileClaims.keys(lookup, before), "Start " + name)) {
            if (context.fact(HostPaths.WITHIN_POOLS).isPresent()) {
                requireWithinPools(before);
            }
            lead(hypervisor, before, name, action, context);
        }
    }

    /** Somebody may have started it anew while this waited to be gone on with: that run nobody asked to end. */
    private static void requireSameRun(Hypervisor hypervisor, VmId id, String name, StepContext context) {
        Optional<String> now = hypervisor.vms().run(id);
        Optional<String> then = context.fact(RUN + id.text());
        if (then.isPresent() && now.isPresent() && !then.equals(now)) {
            throw Problem.of(
                            ErrorCode.JOB_UNSURE,
                            name + " was started anew since it was to go off.",
                            "It goes on running.",
                            "Look at it, and force it off if that is still wanted.")
                    .toException();
        }
        if (then.isEmpty()) {
            now.ifPresent(run -> context.putFact(RUN + id.text(), run));
        }
    }

    /** An image in a pool may have come to lie upon another since it became a disk; who may use any path is not asked. */
    private void requireWithinPools(Vm vm) {
        HostPaths paths = new HostPaths(lookup);
        vm.disks().stream()
                .filter(disk -> disk.format().equals("qcow2"))
                .map(Disk::source)
                .filter(path -> paths.pool(vm.id().host(), path).isPresent())
                .forEach(path -> paths.requireChainInPool(vm.id().host(), path));
    }

    private void lead(Hypervisor hypervisor, Vm before, String name, PowerAction action, StepContext context)
            throws InterruptedException {
        VmId id = before.id();
        Optional<Instant> since = lookup.image().vm(id).flatMap(Vm::stateSince);
        try {
            ask(hypervisor, id, name, action);
        } catch (MusterException refused) {
            throw action == PowerAction.START && before.savedState() ? unusable(name, refused) : refused;
        }
        if (action == PowerAction.RESUME && before.pausedByFault()) {
            PauseFault.watch(before, hypervisor, lookup.inventory());
        }
        await(before, name, action, since, context);
    }

    private static void ask(Hypervisor hypervisor, VmId id, String name, PowerAction action) {
        try {
            hypervisor.vms().power(id, action);
        } catch (MusterException refused) {
            throw refused.problem().code() == ErrorCode.VM_NOT_FOUND ? vanished(name, action) : refused;
        }
    }

    /** What it is waited for may have come meanwhile, and what is wrong is said when the waiting ends. */
    private void askAgain(VmId id, String name, PowerAction action, StepContext context) {
        try {
            ask(lookup.hypervisor(id.host()), id, name, action);
            context.log(LogLine.Level.INFO, name + " was asked again: a guest that still starts hears nothing");
        } catch (MusterException refused) {
            context.log(
                    LogLine.Level.WARNING,
                    name + " could not be asked again: " + refused.problem().what());
        }
    }

    /** A restart leads to no other state, so it is the hypervisor's word that is waited for. */
    private void reboot(Hypervisor hypervisor, VmId id, String name, StepContext context) throws InterruptedException {
        if (context.fact(REBOOT + id.text()).isPresent()) {
            // what it did since is not to be lost by a second restart
            context.log(
                    LogLine.Level.WARNING,
                    name + " was asked to restart before the bridge was; it is not asked again, look whether it did");
            return;
        }
        context.putFact(REBOOT + id.text(), name);
        Optional<Reboots.Watch> watch = hypervisor.vms().watchReboot(id);
        if (watch.isEmpty()) {
            ask(hypervisor, id, name, PowerAction.REBOOT);
            context.log(
                    LogLine.Level.WARNING,
                    name + " was asked to restart; its hypervisor does not tell whether a guest does so");
            return;
        }
        try (Reboots.Watch restarted = watch.get()) {
            ask(hypervisor, id, name, PowerAction.REBOOT);
            context.waitingFor(
                    "the guest to restart, at most " + limits.shutDown().toSeconds() + " s");
            long until = System.nanoTime() + limits.shutDown().toNanos();
            while (!restarted.await(LOOK)) {
                requireOn(id, name);
                if (System.nanoTime() - until >= 0) {
                    throw deaf(name);
                }
            }
            context.log(LogLine.Level.INFO, name + " restarted");
        } finally {
            context.waitingFor("");
        }
    }

    /** A guest that went off or away, or whose host was lost, is not waited for until the end. */
    private void requireOn(VmId id, String name) {
        Vm now = lookup.image().vm(id).orElseThrow(() -> vanished(name, PowerAction.REBOOT));
        lookup.connected(id.host());
        if (now.state() == VmState.OFF || now.state() == VmState.CRASHED) {
            throw VmWords.impossible(now, PowerAction.REBOOT);
        }
    }

    private MusterException deaf(String name) {
        return Problem.of(
                        ErrorCode.GUEST_SILENT,
                        "The guest of " + name + " did not restart within "
                                + limits.shutDown().toSeconds() + " s.",
                        "It goes on running; it may still restart later.",
                        "Restart it from inside, or force it off, which loses what it has not written to disk, and"
                                + " start it. A guest that ignores the power button needs acpid or the QEMU guest agent.")
                .toException();
    }

    private void await(Vm before, String name, PowerAction action, Optional<Instant> since, StepContext context)
            throws InterruptedException {
        VmId id = before.id();
        VmState goal = goal(action).orElseThrow();
        context.waitingFor(
                action == PowerAction.SHUT_DOWN ? "the guest to shut down" : name + " to be " + VmWords.state(goal));
        Optional<InventoryImage> reached = lookup.inventory()
                .await(
                        image -> settled(image.vm(id), goal, since),
                        action == PowerAction.SHUT_DOWN ? limits.shutDown().dividedBy(TRIES) : limits.state());
        for (int again = 1; reached.isEmpty() && action == PowerAction.SHUT_DOWN && again < TRIES; again++) {
            askAgain(id, name, action, context);
            reached = lookup.inventory()
                    .await(
                            image -> settled(image.vm(id), goal, since),
                            limits.shutDown().dividedBy(TRIES));
        }
        context.waitingFor("");
        if (reached.isEmpty()) {
            throw late(before, name, action);
        }
        Optional<Vm> after = reached.get().vm(id);
        if (after.isEmpty()) {
            if (goal == VmState.OFF && !before.persistent()) {
                context.log(LogLine.Level.INFO, name + " was transient and is gone, as it is when it goes off");
                return;
            }
            throw vanished(name, action);
        }
        Vm vm = after.get();
        if (vm.state() == goal) {
            context.log(LogLine.Level.INFO, name + " is " + VmWords.state(vm.state()));
            if (action == PowerAction.START
                    && before.savedState()
                    && vm.stateReason().equals("booted")) {
                context.log(
                        LogLine.Level.WARNING, name + " booted afresh: its saved memory could not be used and is gone");
            }
        } else if (action == PowerAction.START) {
            context.log(
                    LogLine.Level.WARNING,
                    name + " started and "
                            + (vm.state() == VmState.OFF ? "went off at once (" + vm.stateReason() + ")" : "crashed"));
        } else {
            throw VmWords.impossible(vm, action);
        }
    }

    /** Where it was to be; or gone; or off or crashed since, though it was to be elsewhere. */
    private static boolean settled(Optional<Vm> now, VmState goal, Optional<Instant> since) {
        return now.map(vm -> vm.state() == goal
                        || ((vm.state() == VmState.OFF || vm.state() == VmState.CRASHED)
                                && !vm.stateSince().equals(since)))
                .orElse(true);
    }

    /** libvirt tries it at every start again, so it is never off the hook by itself. */
    private static MusterException unusable(String name, MusterException refused) {
        return new Problem(
                        ErrorCode.SAVED_MEMORY_UNUSABLE,
                        name + " could not go on from its saved memory: "
                                + refused.problem().what(),
                        "It stays off; its disks were not touched.",
                        "Mend what the details name, or discard its saved state and start it: what was in its memory is"
                                + " lost then.",
                        refused.problem().details())
                .toException(refused);
    }

    private MusterException late(Vm before, String name, PowerAction action) {
        boolean connected = lookup.image()
                .host(before.id().host())
                .filter(host -> host.state() == HostState.CONNECTED)
                .isPresent();
        if (!connected) {
            return Problem.of(
                            ErrorCode.HOST_UNREACHABLE,
                            "The host of " + name + " was lost while it was to " + VmWords.word(action) + ".",
                            "The VM goes on as it is; whether it did as asked is not known.",
                            "Look at it when its host is connected again.")
                    .toException();
        }
        if (action == PowerAction.SHUT_DOWN) {
            return Problem.of(
                            ErrorCode.GUEST_SILENT,
                            "The guest of " + name + " did not shut down within "
                                    + limits.shutDown().toSeconds() + " s.",
                            "It goes on running; it may still shut down later.",
                            "Shut it down from inside, or force it off, which loses what it has not written to disk. A guest"
                                    + " that ignores the power button needs acpid or the QEMU guest agent.")
                    .toException();
        }
        return Problem.of(
                        ErrorCode.HYPERVISOR_TIMEOUT,
                        name + " did not " + VmWords.word(action) + " within "
                                + limits.state().toSeconds() + " s.",
                        "It may still do so.",
                        "Look at its state, and at the host's log if it stays as it is.")
                .toException();
    }

    private static MusterException vanished(String name, PowerAction action) {
        return Problem.of(
                        ErrorCode.VM_VANISHED,
                        name + " vanished from its host while it was to " + VmWords.word(action) + ".",
                        "Somebody else removed it; its disks were not touched by this job.",
                        "Look at the host; define the VM again if it should be there.")
                .toException();
    }
}
