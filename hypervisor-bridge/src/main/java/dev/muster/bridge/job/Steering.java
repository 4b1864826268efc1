package dev.muster.bridge.job;

import dev.muster.model.job.Question;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where an operator has a say in a step.
 *
 * @param prompt asked before it begins; what is answered is read with {@link StepContext#answer}
 * @param recourse what can be decided when it failed, before the job fails
 */
public record Steering(Optional<Prompt> prompt, Optional<Recourse> recourse) {
    /** Nobody is asked. */
    public static final Steering NONE = new Steering(Optional.empty(), Optional.empty());

    /** Asks before the step begins. */
    public static Steering asking(Prompt prompt) {
        return new Steering(Optional.of(prompt), Optional.empty());
    }

    /** Lets somebody decide when the step failed. */
    public static Steering withRecourse(Recourse recourse) {
        return new Steering(Optional.empty(), Optional.of(recourse));
    }

    /**
     * A question before a step.
     *
     * @param text what is asked, in words
     * @param choices what can be answered
     * @param limit how long an answer is waited for; as long as it takes without it
     * @param byDefault the id of the choice that is taken then; empty without {@code limit}
     */
    public record Prompt(String text, List<Question.Choice> choices, Optional<Duration> limit, String byDefault) {
        public Prompt {
            choices = List.copyOf(choices);
            String taken = byDefault;
            boolean known = choices.stream().anyMatch(choice -> choice.id().equals(taken) && !choice.reasoned());
            if (choices.isEmpty() || (limit.isPresent() && !known)) {
                throw new IllegalArgumentException("\"" + text + "\" cannot be answered when nobody does");
            }
        }

        Question question(Instant now) {
            return new Question(text, choices, now, limit.map(now::plus), limit.isPresent() ? byDefault : "");
        }
    }

    /**
     * What can be decided when a step failed: to try it again, to go on without it, or to give up.
     *
     * @param skippable whether the job can go on without it
     * @param limit how long a decision is waited for; as long as it takes without it
     * @param byDefault what is decided then: {@link Question#RETRY}, {@link Question#SKIP} or {@link Question#GIVE_UP}; empty without
     *     {@code limit}
     * @param holds whether no other step of the job begins until it is decided
     */
    public record Recourse(boolean skippable, Optional<Duration> limit, String byDefault, boolean holds) {
        /** Nothing else begins until somebody has decided, however long that takes. */
        public static Recourse holding() {
            return new Recourse(true, Optional.empty(), "", true);
        }

        public Recourse {
            boolean known = byDefault.equals(Question.RETRY)
                    || byDefault.equals(Question.GIVE_UP)
                    || (byDefault.equals(Question.SKIP) && skippable);
            if (limit.isPresent() && !known) {
                throw new IllegalArgumentException("\"" + byDefault + "\" cannot be decided when nobody does");
            }
        }

        Question question(String step, Instant now) {
            List<Question.Choice> choices = new ArrayList<>();
            choices.add(new Question.Choice(Question.RETRY, "Try again", false));
            if (skippable) {
                choices.add(new Question.Choice(Question.SKIP, "Go on without it", true));
            }
            choices.add(new Question.Choice(Question.GIVE_UP, "Give up", false));
            return new Question(
                    "\"" + step + "\" failed. What now?",
                    choices,
                    now,
                    limit.map(now::plus),
                    limit.isPresent() ? byDefault : "");
        }
    }
}
