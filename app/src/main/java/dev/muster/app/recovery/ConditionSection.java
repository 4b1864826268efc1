package dev.muster.app.recovery;

import dev.muster.model.recovery.Choice;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanPrompt;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The answer to a prompt that an item is bound to. */
record ConditionSection(DetailContext context) {
    void fill(DetailForm form, PlanItem item) {
        List<PlanPrompt> prompts = context.model().spec().items().stream()
                .filter(one -> !one.key().equals(item.key()))
                .filter(PlanPrompt.class::isInstance)
                .map(PlanPrompt.class::cast)
                .toList();
        if (prompts.isEmpty() && item.onlyIf().isEmpty()) {
            return;
        }
        Optional<String> prompt = item.onlyIf().map(Choice::prompt);
        form.choice(
                new Field("recovery.field.only-if", "plan-only-if", "onlyIf"),
                Stream.concat(
                                Stream.of(Optional.<String>empty(), prompt),
                                prompts.stream().map(PlanItem::key).map(Optional::of))
                        .distinct()
                        .toList(),
                prompt,
                key -> key.map(one -> context.texts().get("recovery.only-if.prompt", one))
                        .orElse(context.texts().get("recovery.only-if.always")),
                key -> change(
                        item,
                        key.flatMap(one -> prompts.stream()
                                .filter(asked -> asked.key().equals(one))
                                .findFirst()
                                .map(asked -> new Choice(one, asked.defaultChoice())))));
        item.onlyIf()
                .ifPresent(choice -> form.choice(
                        new Field("recovery.field.answer", "plan-only-if-answer", ""),
                        Stream.concat(
                                        Stream.of(choice.choice()),
                                        prompts.stream()
                                                .filter(asked -> asked.key().equals(choice.prompt()))
                                                .flatMap(asked -> asked.choices().stream()))
                                .distinct()
                                .toList(),
                        choice.choice(),
                        one -> one,
                        one -> change(item, Optional.of(new Choice(choice.prompt(), one)))));
    }

    private void change(PlanItem item, Optional<Choice> choice) {
        context.model().item(item.key(), one -> one.withOnlyIf(choice));
    }
}
