package dev.muster.bridge.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.LifeRules;
import java.util.Optional;

/** Why a VM cannot be saved, renamed, cloned or have its saved state discarded. */
final class LifeWords {
    private LifeWords() {}

    static Optional<MusterException> refusal(LifeRules rule, Vm vm) {
        return switch (rule.why(vm)) {
            case NOTHING -> Optional.empty();
            case TRANSIENT ->
                state(
                        vm.name() + " is transient: it has no definition that would outlive it.",
                        "Define it from its XML first.");
            case NOT_RUNNING ->
                state(
                        vm.name() + " is " + VmWords.state(vm.state()) + ", so it has no memory to save.",
                        vm.state() == VmState.CRASHED ? "Force it off, then start it." : "Start it first.");
            case NOT_OFF ->
                state(
                        vm.name() + " is " + VmWords.state(vm.state())
                                + (rule == LifeRules.CLONE
                                        ? "; its disks stand still, and can be copied, only when it is off."
                                        : "; libvirt renames only VMs that are off."),
                        vm.state() == VmState.CRASHED ? "Force it off first." : "Shut it down first.");
            case SAVED ->
                state(
                        vm.name() + " has saved memory, which belongs to its name.",
                        "Start it and shut it down, or discard its saved state.");
            case NOT_SAVED -> state(vm.name() + " has no saved state.", "There is nothing to discard.");
        };
    }

    private static Optional<MusterException> state(String what, String remedy) {
        return Optional.of(Problem.of(ErrorCode.VM_STATE, what, "It stays as it is.", remedy)
                .toException());
    }
}
