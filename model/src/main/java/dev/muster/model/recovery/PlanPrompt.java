package dev.muster.model.recovery;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A question to the operator. Its gate is met when it is answered.
 *
 * @param key unique in the plan
 * @param onlyIf the answer it is bound to
 * @param text what is asked
 * @param choices the answers, at least one, each once
 * @param defaultChoice the answer that is taken when nobody answers in time
 * @param timeLimit how long an answer is waited for
 * @param needs keys of the items whose gates it waits for
 */
public record PlanPrompt(
        String key,
        Optional<Choice> onlyIf,
        String text,
        List<String> choices,
        String defaultChoice,
        Duration timeLimit,
        List<String> needs)
        implements PlanItem {
    public PlanPrompt {
        choices = List.copyOf(choices);
        needs = List.copyOf(needs);
    }

    @Override
    public PlanPrompt withNeeds(List<String> keys) {
        return new PlanPrompt(key, onlyIf, text, choices, defaultChoice, timeLimit, keys);
    }

    @Override
    public PlanPrompt withOnlyIf(Optional<Choice> choice) {
        return new PlanPrompt(key, choice, text, choices, defaultChoice, timeLimit, needs);
    }
}
