package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanMachine;

/** The commands before a machine is recovered and after its gates are met. */
record CommandSection(DetailContext context) implements MachineSection {
    @Override
    public void fill(DetailForm form, PlanMachine machine) {
        form.caption("recovery.commands.before");
        new EntryRows<PlanCommand>(
                        new CommandKind(context.texts(), true),
                        form,
                        change -> context.change(
                                machine, one -> one.withCommands(change.apply(one.before()), one.after())),
                        context.again())
                .fill(machine.before());
        form.caption("recovery.commands.after");
        new EntryRows<PlanCommand>(
                        new CommandKind(context.texts(), false),
                        form,
                        change -> context.change(
                                machine, one -> one.withCommands(one.before(), change.apply(one.after()))),
                        context.again())
                .fill(machine.after());
    }
}
