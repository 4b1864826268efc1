package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanEdit;

/** The fields of a tier. */
record TierForm(DetailContext context) {
    private static final int MOST_AT_A_TIME = 999_999;

    void fill(DetailForm form, PlanLine.OfTier of) {
        form.title(of.value().name());
        form.entry(
                new Field("recovery.field.name", "plan-tier-name", "name"),
                of.value().name(),
                form.read()::text,
                typed -> context.model().edit(plan -> PlanEdit.renameTier(plan, of.tier(), typed)));
        form.entry(
                new Field("recovery.field.limit", "plan-tier-limit", "limit"),
                "" + of.value().limit(),
                form.read().number(1, MOST_AT_A_TIME),
                limit -> context.model().edit(plan -> PlanEdit.setTierLimit(plan, of.tier(), limit)));
        form.text(context.texts().get("recovery.field.limit.meaning"), "text-muted");
    }
}
