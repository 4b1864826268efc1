package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.DeviceEvents;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.LiveChange;
import java.time.Duration;

/** Makes one change in a VM that runs. What runs is read anew each time, so that making it twice is making it once. */
final class LiveWork {
    /** A guest that has the driver follows within moments, or as it finds memory to give. */
    private static final Duration BALLOON = Duration.ofSeconds(5);

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Lookup lookup;
    private final VmLimits limits;

    LiveWork(Lookup lookup, VmLimits limits) {
        this.lookup = lookup;
        this.limits = limits;
    }

    void make(VmId vm, String name, HardwareChange change, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = lookup.hypervisor(vm.host());
        if (!hypervisor.vms().get(vm).state().isActive()) {
            context.log(LogLine.Level.INFO, name + " is off by now: it has the change when it starts");
            return;
        }
        switch (wanted(hypervisor, vm, change)) {
            case LiveChange.Nothing _ -> context.log(LogLine.Level.INFO, "it is so already");
            case LiveChange.Attach plug -> hypervisor.devices().attach(vm, plug.device());
            case LiveChange.Update update -> hypervisor.devices().update(vm, update.device());
            case LiveChange.Processors processors -> hypervisor.devices().setVcpus(vm, processors.count());
            case LiveChange.Balloon balloon -> balloon(hypervisor, vm, balloon.bytes(), context);
            case LiveChange.Detach pull -> detach(hypervisor, vm, change, pull.device(), context);
        }
    }

    /** QEMU only asks the guest: one without the driver for it keeps what it has. */
    private void balloon(Hypervisor hypervisor, VmId vm, long bytes, StepContext context) throws InterruptedException {
        hypervisor.devices().setMemory(vm, bytes);
        context.waitingFor("the guest to follow");
        long until = System.nanoTime() + BALLOON.toNanos();
        Vm now = hypervisor.vms().get(vm);
        while (now.state().isActive() && now.memoryBytes() != bytes && System.nanoTime() - until < 0) {
            var _ = lookup.inventory()
                    .await(
                            image -> image.vm(vm)
                                    .filter(known -> known.memoryBytes() == bytes)
                                    .isPresent(),
                            LOOK);
            now = hypervisor.vms().get(vm);
        }
        context.waitingFor("");
        if (now.state().isActive() && now.memoryBytes() != bytes) {
            context.log(
                    LogLine.Level.WARNING,
                    now.name() + " was asked for " + mib(bytes) + " and has " + mib(now.memoryBytes())
                            + ": its guest has not followed yet, which needs a balloon driver");
        }
    }

    private static String mib(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static LiveChange wanted(Hypervisor hypervisor, VmId vm, HardwareChange change) {
        return LiveChange.of(change, DomainDocument.parse(hypervisor.vms().xml(vm, true)));
    }

    private void detach(Hypervisor hypervisor, VmId vm, HardwareChange change, String device, StepContext context)
            throws InterruptedException {
        long deadline = System.nanoTime() + limits.state().toNanos();
        try (DeviceEvents.Watch watch = hypervisor.devices().watch(vm)) {
            ask(hypervisor, vm, device);
            context.waitingFor("the guest to let go of it");
            while (isThere(hypervisor, vm, change)) {
                context.checkCancelled();
                Duration left = Duration.ofNanos(deadline - System.nanoTime());
                boolean kept = watch.kept();
                if (kept || left.isNegative()) {
                    throw Problem.of(
                                    ErrorCode.DEVICE_KEPT,
                                    kept
                                            ? "The guest refused to let go of it."
                                            : "The guest did not let go of it within "
                                                    + limits.state().toSeconds() + " s.",
                                    "The VM goes on with it; its definition is changed, so it is gone at the next start.",
                                    "Stop using it in the guest and remove it again, or restart the VM.")
                            .toException();
                }
                watch.await(left);
            }
        } finally {
            context.waitingFor("");
        }
    }

    /** Off in the meantime is without it as well. */
    private static boolean isThere(Hypervisor hypervisor, VmId vm, HardwareChange change) {
        return hypervisor.vms().get(vm).state().isActive()
                && wanted(hypervisor, vm, change) instanceof LiveChange.Detach;
    }

    /** The guest may have been asked before, which QEMU says in these words. */
    private static void ask(Hypervisor hypervisor, VmId vm, String device) {
        try {
            hypervisor.devices().detach(vm, device);
        } catch (MusterException e) {
            if (!e.problem().details().contains("in the process of unplug")) {
                throw e;
            }
        }
    }
}
