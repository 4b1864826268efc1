package dev.muster.model.job;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a step waits to be told by somebody.
 *
 * @param text what is asked, in words
 * @param choices what can be answered; at least one
 * @param asked when it was asked
 * @param until when the default is taken if nobody has answered; without it the question waits for as long as it takes
 * @param byDefault the id of the choice that is taken then; empty without {@code until}
 */
public record Question(String text, List<Choice> choices, Instant asked, Optional<Instant> until, String byDefault) {
    /** Chosen to run a failed step again. */
    public static final String RETRY = "retry";

    /** Chosen to go on without a failed step. */
    public static final String SKIP = "skip";

    /** Chosen to let a failed step fail. */
    public static final String GIVE_UP = "give-up";

    public Question {
        choices = List.copyOf(choices);
        byDefault = Objects.requireNonNullElse(byDefault, "");
    }

    /**
     * One thing that can be answered.
     *
     * @param id what it is known by, a word in kebab-case
     * @param label what it says
     * @param reasoned whether whoever chooses it has to say why
     */
    public record Choice(String id, String label, boolean reasoned) {}

    /** A choice by its id. */
    public Optional<Choice> choice(String id) {
        return choices.stream().filter(choice -> choice.id().equals(id)).findFirst();
    }

    /** The same question, which waits until then. */
    public Question until(Instant later) {
        return new Question(text, choices, asked, Optional.of(later), byDefault);
    }
}
