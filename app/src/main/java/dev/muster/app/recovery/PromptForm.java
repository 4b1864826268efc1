package dev.muster.app.recovery;

import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanPrompt;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/** The fields of a prompt. */
record PromptForm(DetailContext context) {
    void fill(DetailForm form, PlanPrompt prompt) {
        form.entry(
                new Field("recovery.field.question", "plan-question", "text"),
                prompt.text(),
                form.read()::text,
                typed -> change(prompt, one -> with(one, typed, one.choices(), one.defaultChoice(), one.timeLimit())));
        form.entry(
                new Field("recovery.field.choices", "plan-choices", "choices"),
                String.join(", ", prompt.choices()),
                form.read()::someOf,
                choices -> change(
                        prompt,
                        one -> with(
                                one,
                                one.text(),
                                choices,
                                choices.contains(one.defaultChoice()) ? one.defaultChoice() : choices.getFirst(),
                                one.timeLimit())));
        form.choice(
                new Field("recovery.field.default", "plan-default", "defaultChoice"),
                prompt.choices(),
                prompt.defaultChoice(),
                one -> one,
                answer -> change(prompt, one -> with(one, one.text(), one.choices(), answer, one.timeLimit())));
        form.time(
                new Field("recovery.field.timeout", "plan-answer-time", "timeLimit"),
                prompt.timeLimit(),
                time -> change(prompt, one -> with(one, one.text(), one.choices(), one.defaultChoice(), time)));
    }

    private void change(PlanPrompt prompt, UnaryOperator<PlanPrompt> change) {
        context.model()
                .item(prompt.key(), (PlanItem item) -> item instanceof PlanPrompt one ? change.apply(one) : item);
    }

    private static PlanPrompt with(
            PlanPrompt prompt, String text, List<String> choices, String defaultChoice, Duration time) {
        return new PlanPrompt(prompt.key(), prompt.onlyIf(), text, choices, defaultChoice, time, prompt.needs());
    }
}
