package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanMachine;

/** A part of the detail of a machine. */
interface MachineSection {
    /** Adds its fields. */
    void fill(DetailForm form, PlanMachine machine);
}
