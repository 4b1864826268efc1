package dev.muster.app.vm;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;

/** How the states of VMs are drawn. */
public final class VmTones {
    private VmTones() {}

    /** The shape and colour of a VM: one that crashed or was paused by a fault wants to be looked at. */
    public static Tone of(Vm vm) {
        return vm.crashed() || vm.pausedByFault() ? Tone.BAD : of(vm.state());
    }

    /** The shape and colour of a state. */
    public static Tone of(VmState state) {
        return switch (state) {
            case RUNNING -> Tone.GOOD;
            case PAUSED, ASLEEP -> Tone.PAUSED;
            case SHUTTING_DOWN -> Tone.WORKING;
            case OFF -> Tone.OFF;
            case CRASHED -> Tone.BAD;
            case UNKNOWN -> Tone.UNKNOWN;
        };
    }
}
