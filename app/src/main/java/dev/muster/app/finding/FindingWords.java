package dev.muster.app.finding;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingSeverity;
import dev.muster.model.finding.FindingSource;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Findings in the operator's words. */
final class FindingWords {
    private final Texts texts;

    FindingWords(Texts texts) {
        this.texts = texts;
    }

    /** Returns the shape and colour of a severity. */
    static Tone tone(FindingSeverity severity) {
        return switch (severity) {
            case LOW -> Tone.UNKNOWN;
            case MEDIUM, HIGH -> Tone.WARNING;
            case CRITICAL -> Tone.BAD;
        };
    }

    /** Returns the shape and colour of a status. */
    static Tone tone(FindingStatus status) {
        return switch (status) {
            case OPEN -> Tone.UNKNOWN;
            case FIXED -> Tone.WORKING;
            case CLOSED -> Tone.GOOD;
            case ACCEPTED -> Tone.OFF;
        };
    }

    String severity(FindingSeverity severity) {
        return texts.get("finding.severity." + severity.word());
    }

    String status(FindingStatus status) {
        return texts.get("finding.status." + status.word());
    }

    /** Returns what was found; what a rule wrote is translated, what a person wrote is not. */
    String title(Finding finding) {
        return own(finding, finding.title());
    }

    /** Returns why it came to that, alike. */
    String cause(Finding finding) {
        return own(finding, finding.cause());
    }

    private String own(Finding finding, String text) {
        return finding.source() == FindingSource.OPERATOR ? text : texts.say(text);
    }

    /** Returns who sees to it. */
    String owner(Finding finding) {
        return finding.owner().isEmpty() ? texts.get("finding.nobody") : finding.owner();
    }

    /** Returns the day it is due, and that it is over where it is. */
    String due(Finding finding, LocalDate today) {
        return finding.due()
                .map(day -> finding.isOverdue(today)
                        ? texts.get("finding.overdue", day.toString(), ChronoUnit.DAYS.between(day, today))
                        : day.toString())
                .orElse("–");
    }

    /** Returns the same in as few words as a column has room for. */
    String dueBriefly(Finding finding, LocalDate today) {
        return finding.due()
                .filter(day -> finding.isOverdue(today))
                .map(day -> texts.get("finding.overdue.brief", ChronoUnit.DAYS.between(day, today)))
                .orElseGet(() -> due(finding, today));
    }

    /** Returns in how many runs it was found. */
    static int times(Finding finding) {
        return 1 + finding.seen().size();
    }

    /** Returns how old something is, such as {@code 9 d}. */
    String age(Instant at) {
        return Amounts.rough(Duration.between(at, Instant.now()));
    }

    String ago(Instant at) {
        return texts.get("ago", age(at));
    }

    String full(Instant at) {
        return Times.full(at, texts.locale());
    }

    /** Returns who did something when. */
    String by(Instant at, String name) {
        return texts.get("finding.by", full(at), name);
    }

    String kind(RunKind kind) {
        return texts.get("finding.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    /** Returns a run as one chooses or recognises it: what it was for, when it began, and by whom. */
    String run(RunSummary run) {
        return texts.get("finding.run", kind(run.kind()), Times.brief(run.begun(), texts.locale()), run.by());
    }
}
