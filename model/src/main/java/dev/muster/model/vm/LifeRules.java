package dev.muster.model.vm;

import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;

/** Whether a VM, as it stands, can be saved, renamed, cloned or have its saved state discarded; the same here and in every window. */
public enum LifeRules {
    SAVE {
        @Override
        public Why why(Vm vm) {
            if (!vm.persistent()) {
                return Why.TRANSIENT;
            }
            return vm.state() == VmState.RUNNING || vm.state() == VmState.PAUSED ? Why.NOTHING : Why.NOT_RUNNING;
        }
    },
    DISCARD_SAVE {
        @Override
        public Why why(Vm vm) {
            return vm.savedState() ? Why.NOTHING : Why.NOT_SAVED;
        }
    },
    RENAME {
        @Override
        public Why why(Vm vm) {
            if (!vm.persistent()) {
                return Why.TRANSIENT;
            }
            if (vm.state() != VmState.OFF) {
                return Why.NOT_OFF;
            }
            return vm.savedState() ? Why.SAVED : Why.NOTHING;
        }
    },
    CLONE {
        @Override
        public Why why(Vm vm) {
            if (!vm.persistent()) {
                return Why.TRANSIENT;
            }
            return vm.state() == VmState.OFF ? Why.NOTHING : Why.NOT_OFF;
        }
    };

    /** What stands in the way. */
    public enum Why {
        /** Nothing does. */
        NOTHING,
        /** It has no definition that outlives its process. */
        TRANSIENT,
        NOT_RUNNING,
        NOT_OFF,
        /** Its saved memory names it. */
        SAVED,
        NOT_SAVED
    }

    /** What stands in the way. */
    public abstract Why why(Vm vm);
}
