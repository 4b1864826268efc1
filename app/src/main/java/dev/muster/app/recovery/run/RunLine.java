package dev.muster.app.recovery.run;

import dev.muster.model.job.Step;
import dev.muster.model.recovery.Bar;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One line of a run.
 *
 * @param id what it is known by
 * @param kind what it is
 * @param title the key of an item, the name of a tier, or the bridge's name of a phase
 * @param status how it stands
 * @param because why
 * @param since since when it stands so, where that is known
 * @param began when it was begun
 * @param started when its machine was started
 * @param ready when it was ready
 * @param planned when all that was to be, from the begin of the run
 * @param step the step it is
 */
record RunLine(
        String id,
        Kind kind,
        String title,
        Status status,
        Because because,
        Optional<Instant> since,
        Optional<Instant> began,
        Optional<Instant> started,
        Optional<Instant> ready,
        Optional<Bar> planned,
        Step step) {
    /** What a line is. */
    enum Kind {
        PHASE,
        TIER,
        MACHINE,
        PROMPT;

        /** Whether it is an item of the plan. */
        boolean isItem() {
            return this == MACHINE || this == PROMPT;
        }
    }

    /** How a line stands. */
    enum Status {
        WAITING,
        RECOVERING,
        CHECKING,
        WORKING,
        ASKING,
        READY,
        DONE,
        FAILED,
        WAIVED,
        NOT_NEEDED,
        NOT_BEGUN,
        REMOVED;

        /** Whether something is done about it now. */
        boolean isGoing() {
            return this == RECOVERING || this == CHECKING || this == WORKING;
        }

        /** Whether it came to something else than what was planned. */
        boolean isBad() {
            return this == FAILED || this == WAIVED || this == NOT_BEGUN;
        }

        /** Whether nothing more happens with it. */
        boolean isOver() {
            return this != WAITING && this != ASKING && !isGoing();
        }
    }

    /** How long it has been going, or was until it was ready or ended; empty before it was begun. */
    Optional<Duration> took(Instant now) {
        return began.map(at -> Duration.between(at, step.ended().orElse(now))).filter(time -> !time.isNegative());
    }

    /** How long it was to take. */
    Optional<Duration> expected() {
        return planned.filter(bar -> !bar.skipped()).map(bar -> bar.met().minus(bar.begins()));
    }
}
