package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A VM that QEMU paused for a fault, such as a full disk, goes on only when the fault is gone; else it pauses again at once. */
final class PauseFault {
    private static final Duration WATCH = Duration.ofSeconds(3);
    private static final Duration LOOK = Duration.ofMillis(250);

    private PauseFault() {}

    /**
     * Stays with a VM that was resumed until it is likely to go on.
     *
     * @param before as the inventory had it when it was paused
     * @throws MusterException {@code DISK_FULL} or {@code VM_STATE} when it is paused again
     */
    static void watch(Vm before, Hypervisor hypervisor, Inventory inventory) throws InterruptedException {
        long until = System.nanoTime() + WATCH.toNanos();
        Vm now = hypervisor.vms().get(before.id());
        while (now.state() == VmState.RUNNING && System.nanoTime() - until < 0) {
            // nothing tells that a fault is gone; that it is there again is told, if it was seen to run meanwhile
            Optional<Instant> since = before.stateSince();
            var _ = inventory.await(
                    image -> image.vm(before.id())
                            .filter(vm -> vm.pausedByFault() && !vm.stateSince().equals(since))
                            .isPresent(),
                    LOOK);
            now = hypervisor.vms().get(before.id());
        }
        if (now.pausedByFault()) {
            throw persists(now);
        }
    }

    private static MusterException persists(Vm vm) {
        return Problem.of(
                        isFull(vm) ? ErrorCode.DISK_FULL : ErrorCode.VM_STATE,
                        vm.name() + " was resumed and paused again at once: " + vm.stateReason() + ".",
                        "It stands still with its memory whole; nothing of it is lost.",
                        remedy(vm))
                .toException();
    }

    /** What has to be done before it can go on. */
    static String remedy(Vm vm) {
        if (!isFull(vm)) {
            return "Mend what its disk lies on, then resume it.";
        }
        int on = vm.stateReason().indexOf(" on ");
        return on < 0
                ? "Make room for its disk, then resume it."
                : "Make room on " + vm.stateReason().substring(on + 4) + ", then resume it.";
    }

    private static boolean isFull(Vm vm) {
        return vm.stateReason().contains("no space");
    }
}
