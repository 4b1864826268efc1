package dev.muster.model.recovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One entry of a tier: a machine that is recovered, or a question to the operator. */
public sealed interface PlanItem permits PlanMachine, PlanPrompt {
    /** Its key, unique in the plan: up to 64 lower-case letters, digits and {@code -}. */
    String key();

    /** The answer it is bound to; with any other answer it is skipped. Empty: it is never skipped. */
    Optional<Choice> onlyIf();

    /** Keys of the items whose gates it waits for, beside those of the tiers before. */
    List<String> needs();

    /** How long it waits after the last of those. */
    default Duration delay() {
        return Duration.ZERO;
    }

    /** The same item with these needs. */
    PlanItem withNeeds(List<String> keys);

    /** The same item bound to that answer. */
    PlanItem withOnlyIf(Optional<Choice> choice);

    /** Keys of all it waits for: its needs and the prompt that decides whether it is skipped. */
    default List<String> waitsFor() {
        if (onlyIf().isEmpty()) {
            return needs();
        }
        List<String> all = new ArrayList<>(needs());
        all.add(onlyIf().get().prompt());
        return all.stream().distinct().toList();
    }
}
