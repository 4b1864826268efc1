package dev.muster.app.recovery;

import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.Readiness;
import java.util.List;

/** How long the gates are waited for, and what is done when they are not met. */
record FailureSection(DetailContext context) implements MachineSection {
    private static final int MOST_RETRIES = 100;

    @Override
    public void fill(DetailForm form, PlanMachine machine) {
        form.time(
                new Field("recovery.field.timeout", "plan-timeout", "readiness.timeout"),
                machine.readiness().timeout(),
                time -> context.change(
                        machine,
                        one -> one.withReadiness(new Readiness(one.readiness().gates(), time))));
        form.entry(
                new Field("recovery.field.retries", "plan-retries", "onFailure.retries"),
                "" + machine.onFailure().retries(),
                form.read().number(0, MOST_RETRIES),
                retries -> context.change(
                        machine,
                        one -> one.withOnFailure(
                                new FailureRule(retries, one.onFailure().then()))));
        form.choice(
                new Field("recovery.field.then", "plan-then", "onFailure.then"),
                List.of(FailureRule.Then.values()),
                machine.onFailure().then(),
                context.words()::then,
                then -> context.change(
                        machine,
                        one -> one.withOnFailure(new FailureRule(one.onFailure().retries(), then))));
    }
}
