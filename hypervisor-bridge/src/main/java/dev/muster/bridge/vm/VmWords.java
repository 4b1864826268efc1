package dev.muster.bridge.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.PowerAction;

/** How actions and states are called in titles and problems. */
final class VmWords {
    private VmWords() {}

    static String title(PowerAction action, String what) {
        return switch (action) {
            case START -> "Start " + what;
            case SHUT_DOWN -> "Shut down " + what;
            case REBOOT -> "Reboot " + what;
            case FORCE_OFF -> "Force off " + what;
            case SUSPEND -> "Suspend " + what;
            case RESUME -> "Resume " + what;
        };
    }

    static String word(PowerAction action) {
        return switch (action) {
            case START -> "start";
            case SHUT_DOWN -> "shut down";
            case REBOOT -> "restart";
            case FORCE_OFF -> "go off";
            case SUSPEND -> "be suspended";
            case RESUME -> "be resumed";
        };
    }

    static String state(VmState state) {
        return state.word().replace('-', ' ');
    }

    /** The state of a VM, with its reason where nobody asked for it. */
    static String state(Vm vm) {
        boolean why = (vm.crashed() || vm.pausedByFault()) && !vm.stateReason().isEmpty();
        return state(vm.state()) + (why ? " (" + vm.stateReason() + ")" : "");
    }

    static MusterException impossible(Vm vm, PowerAction action) {
        return Problem.of(
                        ErrorCode.VM_STATE,
                        vm.name() + " is " + state(vm) + ", so it cannot " + word(action) + ".",
                        "It stays as it is.",
                        vm.pausedByFault() ? PauseFault.remedy(vm) : remedy(action, vm.state()))
                .toException();
    }

    private static String remedy(PowerAction action, VmState state) {
        return switch (state) {
            case OFF -> "Start it first.";
            case CRASHED -> action == PowerAction.START ? "Force it off, then start it." : "Force it off first.";
            case PAUSED -> "Resume it first.";
            case RUNNING -> "Shut it down first.";
            case SHUTTING_DOWN -> "Wait until it is off.";
            case ASLEEP -> "Resume it first.";
            case UNKNOWN -> "Wait until its host is connected, then " + action.word() + " it again.";
        };
    }
}
