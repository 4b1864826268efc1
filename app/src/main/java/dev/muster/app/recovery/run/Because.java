package dev.muster.app.recovery.run;

import dev.muster.model.error.Problem;
import dev.muster.model.job.Answer;
import dev.muster.model.recovery.Gate;
import java.time.Instant;
import java.util.List;

/** Why a line of a run is as it is. */
sealed interface Because {
    /** There is nothing to say. */
    record Nothing() implements Because {}

    /**
     * What the bridge says.
     *
     * @param english in its words
     */
    record Said(String english) implements Because {}

    /** Gates that are not met yet. */
    record Gates(List<Gate> open) implements Because {
        public Gates {
            open = List.copyOf(open);
        }
    }

    /** An item that is not ready yet. */
    record Item(String key) implements Because {}

    /** A tier that does not stand yet. */
    record Tier(String name) implements Because {}

    /**
     * A step of the run that is no item.
     *
     * @param english its name
     */
    record Phase(String english) implements Because {}

    /** Its delay. */
    record Delay(Instant until) implements Because {}

    /** The tier or the host has no room for it. */
    record Slot() implements Because {}

    /** What went wrong. */
    record Failed(Problem problem) implements Because {}

    /** What was answered. */
    record Answered(Answer answer) implements Because {}

    /** Another answer was given than the one it is bound to. */
    record NotChosen(String prompt, String answer) implements Because {}

    /** How many of the machines of a tier are ready. */
    record Ready(int ready, int all) implements Because {}
}
