package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanMachine;

/** When a machine begins after what it needs, and how long it is thought to take. */
record TimeSection(DetailContext context) implements MachineSection {
    @Override
    public void fill(DetailForm form, PlanMachine machine) {
        form.time(
                new Field("recovery.field.delay", "plan-delay", "delay"),
                machine.delay(),
                time -> context.change(machine, one -> one.withDelay(time)));
        form.timeOrNone(
                new Field("recovery.field.estimate", "plan-estimate", "estimate"),
                machine.estimate(),
                time -> context.change(machine, one -> one.withEstimate(time)));
    }
}
