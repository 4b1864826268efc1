package dev.muster.app.backup;

import dev.muster.app.backup.ProtectionLine.Status;
import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.RepositoryState;
import dev.muster.model.job.Job;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Backups in the operator's words. */
final class BackupWords {
    private final Texts texts;

    BackupWords(Texts texts) {
        this.texts = texts;
    }

    String status(ProtectionLine line) {
        return texts.get("backup.status." + line.status().name().toLowerCase(Locale.ROOT));
    }

    static Tone tone(Status status) {
        return switch (status) {
            case FAILED -> Tone.BAD;
            case NEVER -> Tone.WARNING;
            case RUNNING -> Tone.WORKING;
            case PROTECTED -> Tone.GOOD;
            case GONE -> Tone.UNKNOWN;
        };
    }

    String kind(Point point) {
        return texts.get(point.manifest().parent().isEmpty() ? "backup.kind.full" : "backup.kind.incremental");
    }

    String age(Point point) {
        return texts.get("ago", Amounts.rough(Duration.between(point.manifest().captured(), Instant.now())));
    }

    String bytes(long bytes) {
        return Amounts.bytes(bytes, texts.locale());
    }

    String captured(Point point) {
        return Times.full(point.manifest().captured(), texts.locale());
    }

    String consistency(PointManifest manifest) {
        return texts.get(
                switch (manifest.consistency()) {
                    case OFF -> "backup.consistency.off";
                    case CRASH -> "backup.consistency.crash";
                    case FROZEN -> "backup.consistency.frozen";
                });
    }

    String verified(Point point) {
        return point.verified()
                .map(found -> {
                    String at = Times.full(found.at(), texts.locale());
                    return found.passed()
                            ? texts.get("backup.verified.good", at)
                            : texts.get("backup.verified.bad", at, found.damage());
                })
                .orElseGet(() -> texts.get("backup.verified.never"));
    }

    /** A point on one line, as the hint and screen readers say it. */
    String line(Point point) {
        String line = texts.get(
                "backup.point.line",
                kind(point),
                captured(point),
                bytes(point.manifest().stored()),
                point.id().repository().text());
        return point.booted().isEmpty() ? line : texts.get("backup.point.line.booted", line, booted(point.booted()));
    }

    /** Whether a point boots, as far as that was tried. */
    String booted(Optional<BootVerification> booted) {
        return texts.get(
                booted.isEmpty()
                        ? "backup.boot.never"
                        : booted.get().passed() ? "backup.boot.good" : "backup.boot.bad");
    }

    static Tone tone(Optional<BootVerification> booted) {
        return booted.isEmpty() ? Tone.UNKNOWN : booted.get().passed() ? Tone.GOOD : Tone.BAD;
    }

    /** When it was booted and how long that took. */
    String bootedWhen(BootVerification booted) {
        return texts.get(
                booted.passed() ? "backup.boot.took" : "backup.boot.waited",
                Times.full(booted.at(), texts.locale()),
                Amounts.duration(booted.took()));
    }

    /** What its gates were met by, a line each, or why they were not. */
    String bootedWhy(BootVerification booted) {
        return booted.passed()
                ? booted.evidence().stream().map(texts::say).collect(Collectors.joining("\n"))
                : texts.say(booted.problem());
    }

    /** What became of the newest run; where none is known any more, the newest point tells that one was done. */
    String result(ProtectionLine line) {
        if (line.run().isEmpty()) {
            return line.points() == 0 ? "–" : texts.get("backup.result.done");
        }
        Job job = line.run().get();
        return switch (job.state()) {
            case FAILED, UNDONE ->
                texts.get(
                        "backup.result.failed",
                        job.problem().map(why -> texts.say(why.what())).orElse(""));
            case DONE -> texts.get("backup.result.done");
            case CANCELLED -> texts.get("backup.result.cancelled");
            case QUEUED, RUNNING, PAUSED, CANCELLING, UNDOING -> texts.get("backup.status.running");
        };
    }

    /** Where a repository stands. */
    static Tone tone(RepositoryState state) {
        return state.problem().isPresent() ? Tone.BAD : isNearlyFull(state) ? Tone.WARNING : Tone.GOOD;
    }

    String status(RepositoryState state) {
        return texts.get(
                state.problem().isPresent()
                        ? "backup.repository.bad"
                        : isNearlyFull(state) ? "backup.repository.low" : "backup.repository.good");
    }

    /** Whether less than a tenth is free. */
    static boolean isNearlyFull(RepositoryState state) {
        return state.totalBytes() > 0 && state.freeBytes() < state.totalBytes() / 10;
    }
}
