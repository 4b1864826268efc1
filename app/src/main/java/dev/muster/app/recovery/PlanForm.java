package dev.muster.app.recovery;

import dev.muster.model.recovery.Decision;
import dev.muster.model.recovery.PlanSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The fields of the plan itself. */
record PlanForm(DetailContext context) {
    private static final int MOST_AT_A_TIME = 999_999;

    void fill(DetailForm form, PlanSpec spec) {
        PlanEditorViewModel model = context.model();
        form.title(context.texts().get("recovery.detail.plan"));
        form.entry(
                new Field("recovery.field.description", "plan-description", "description"),
                spec.description(),
                form.read()::any,
                typed -> model.edit(plan -> with(plan, typed, plan.testValidity())));
        form.timeOrNone(
                new Field("recovery.field.objective", "plan-objective", "objective"),
                spec.objective(),
                time -> model.edit(plan -> plan.withObjectives(time, plan.ageObjective())));
        form.timeOrNone(
                new Field("recovery.field.age", "plan-age", "ageObjective"),
                spec.ageObjective(),
                time -> model.edit(plan -> plan.withObjectives(plan.objective(), time)));
        form.time(
                new Field("recovery.field.validity", "plan-validity", "testValidity"),
                spec.testValidity(),
                time -> model.edit(plan -> with(plan, plan.description(), time)));
        form.entry(
                new Field("recovery.field.host-limit", "plan-host-limit", "hostLimit"),
                "" + spec.hostLimit(),
                form.read().number(1, MOST_AT_A_TIME),
                limit -> model.edit(plan -> plan.withHostLimit(limit)));
        form.timeOrNone(
                new Field("recovery.field.decide-within", "plan-decide-within", "decision.within"),
                spec.decision().map(Decision::within),
                within ->
                        model.edit(plan -> plan.withDecision(within.map(time -> new Decision(time, otherwise(plan))))));
        if (spec.decision().isPresent()) {
            form.choice(
                    new Field("recovery.field.decide-otherwise", "plan-decide-otherwise", "decision.otherwise"),
                    List.of(Decision.Otherwise.values()),
                    otherwise(spec),
                    otherwise -> context.texts()
                            .get("recovery.decide." + otherwise.name().toLowerCase(Locale.ROOT)),
                    otherwise -> model.edit(plan -> plan.withDecision(
                            plan.decision().map(decision -> new Decision(decision.within(), otherwise)))));
        }
        form.text(context.texts().get("recovery.detail.hint"), "text-muted");
    }

    /** What is not chosen yet is the one that loses least. */
    private static Decision.Otherwise otherwise(PlanSpec plan) {
        return plan.decision().map(Decision::otherwise).orElse(Decision.Otherwise.COMMIT);
    }

    private static PlanSpec with(PlanSpec plan, String description, Duration validity) {
        return new PlanSpec(
                description,
                plan.objective(),
                plan.ageObjective(),
                validity,
                plan.hostLimit(),
                plan.tiers(),
                plan.networks(),
                plan.decision());
    }
}
