package dev.muster.app.recovery.health;

import dev.muster.app.content.StateLabel;
import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.PlanStanding;
import dev.muster.model.recovery.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** How plans stand, in the operator's words. */
public final class HealthWords {
    private final Texts texts;

    /** Words in that language. */
    public HealthWords(Texts texts) {
        this.texts = texts;
    }

    /** Shows how a plan stands: its faults, else what was found when it was looked at last. */
    public void show(StateLabel label, RecoveryPlan plan, Optional<PlanStanding> standing) {
        if (plan.faults() > 0) {
            label.show(Tone.BAD, texts.get("recovery.faults", plan.faults()));
        } else {
            label.show(
                    standing.map(PlanStanding::health).map(HealthWords::tone).orElse(Tone.UNKNOWN),
                    standing.map(this::state).orElseGet(() -> texts.get("recovery.health.unknown")));
        }
    }

    /** How it stands, in a word or with the number of what was found. */
    String state(PlanStanding standing) {
        return switch (standing.health()) {
            case OK -> texts.get("recovery.health.ok");
            case WARNING -> texts.get("recovery.health.count.warning", standing.warnings());
            case CRITICAL -> texts.get("recovery.health.count.critical", standing.critical());
        };
    }

    /** The word for it. */
    String health(Health health) {
        return texts.get("recovery.health." + health.name().toLowerCase(Locale.ROOT));
    }

    /** How that is drawn. */
    static Tone tone(Health health) {
        return switch (health) {
            case OK -> Tone.GOOD;
            case WARNING -> Tone.WARNING;
            case CRITICAL -> Tone.BAD;
        };
    }

    /** When it was looked at, and until when the last test counts. */
    public String about(Optional<PlanStanding> standing, Instant now) {
        return standing.map(known -> texts.get(
                                "recovery.health.checked", Amounts.rough(Duration.between(known.checked(), now)))
                        + " "
                        + known.verifiedUntil()
                                .filter(now::isBefore)
                                .map(until -> texts.get("recovery.health.verified", Times.full(until, texts.locale())))
                                .orElseGet(() -> texts.get("recovery.health.unverified")))
                .orElseGet(() -> texts.get("recovery.health.never"));
    }

    /** A time at which it began to stand otherwise. */
    String change(PlanStanding.Change change) {
        String when = Times.full(change.at(), texts.locale());
        return change.why().isBlank() ? when : texts.get("recovery.health.change", when, texts.say(change.why()));
    }
}
