package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanItem;
import java.util.List;

/** What an item waits for, and what waits for it. */
record NeedSection(DetailContext context) {
    void fill(DetailForm form, PlanItem item) {
        PlanEditorViewModel model = context.model();
        form.caption("recovery.needs");
        form.removable(
                "plan-needs",
                item.needs(),
                "needs",
                at -> model.removeNeed(item.key(), item.needs().get(at)));
        form.adder(
                "plan-needs-add",
                "recovery.needs.add",
                model.spec().items().stream()
                        .map(PlanItem::key)
                        .filter(key -> !key.equals(item.key()) && !item.needs().contains(key))
                        .toList(),
                need -> model.addNeed(item.key(), need));
        List<String> neededBy = model.spec().items().stream()
                .filter(one -> one.needs().contains(item.key()))
                .map(PlanItem::key)
                .toList();
        if (!neededBy.isEmpty()) {
            form.caption("recovery.needed-by");
            form.removable("plan-needed-by", neededBy, "", at -> model.removeNeed(neededBy.get(at), item.key()));
        }
    }
}
