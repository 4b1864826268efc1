package dev.muster.app.recovery.run;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.RunComparison;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunResult;
import dev.muster.model.recovery.RunSummary;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Runs that were, in the operator's words. */
final class HistoryWords {
    private final Texts texts;

    HistoryWords(Texts texts) {
        this.texts = texts;
    }

    /** What was run, such as {@code Test}. */
    String kind(RunKind kind) {
        return texts.get("recovery.history.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    /** What came of it. */
    String result(RunResult result) {
        return texts.get("recovery.history.result." + result.name().toLowerCase(Locale.ROOT));
    }

    /** How that is drawn. */
    static Tone tone(RunResult result) {
        return switch (result) {
            case RUNNING -> Tone.WORKING;
            case SUCCEEDED -> Tone.GOOD;
            case INCOMPLETE, INTERRUPTED -> Tone.WARNING;
            case FAILED -> Tone.BAD;
            case CANCELLED -> Tone.OFF;
        };
    }

    /** When it was and who ran it. */
    String about(RunSummary run) {
        return texts.get("recovery.version.saved", Times.full(run.begun(), texts.locale()), run.by());
    }

    /** How many machines became ready, and after how long. */
    String outcome(RunSummary run) {
        List<String> parts = new ArrayList<>();
        parts.add(texts.get("recovery.run.ready", run.ready(), run.machines()));
        run.recoveryTime().ifPresent(time -> parts.add(RunWords.duration(time)));
        if (run.standing() && run.ended().isPresent()) {
            parts.add(texts.get("recovery.history.stands"));
        }
        return String.join(" · ", parts);
    }

    /** What is looked at. */
    String title(RunComparison comparison) {
        RunSummary now = comparison.now().summary();
        return comparison
                .before()
                .map(old -> texts.get(
                        "recovery.history.beside",
                        kind(now.kind()),
                        Times.brief(now.begun(), texts.locale()),
                        kind(old.summary().kind()),
                        Times.brief(old.summary().begun(), texts.locale())))
                .orElseGet(() -> texts.get(
                        "recovery.history.alone", kind(now.kind()), Times.brief(now.begun(), texts.locale())));
    }

    /** What is to be known of a run beyond its machines, a sentence each. */
    List<String> facts(RunComparison comparison) {
        RunSummary now = comparison.now().summary();
        List<String> facts = new ArrayList<>();
        now.recoveryTime().ifPresent(time -> facts.add(time(now, time, comparison.slower())));
        comparison
                .before()
                .filter(old -> old.summary().version() != now.version())
                .ifPresent(old -> facts.add(texts.get(
                        "recovery.history.versions",
                        now.version(),
                        old.summary().version())));
        if (!now.isolation().isBlank()) {
            facts.add(texts.get("recovery.history.isolation", texts.say(now.isolation())));
        }
        now.warnings().forEach(warning -> facts.add(texts.say(warning)));
        now.problem().ifPresent(problem -> facts.add(texts.say(problem.what())));
        return facts;
    }

    private String time(RunSummary run, Duration time, Optional<Duration> slower) {
        String against = run.objective()
                .map(most -> texts.get(
                        time.compareTo(most) <= 0 ? "recovery.history.kept" : "recovery.history.missed",
                        RunWords.duration(time),
                        RunWords.duration(most)))
                .orElseGet(() -> texts.get("recovery.history.took", RunWords.duration(time)));
        return against
                + slower.map(more -> " "
                                + texts.get(
                                        more.isNegative() ? "recovery.history.faster" : "recovery.history.slower",
                                        RunWords.duration(more.abs())))
                        .orElse("");
    }

    /** How long a machine took; empty where it did not become ready. */
    static String took(Optional<MachineRun> machine) {
        return machine.flatMap(MachineRun::took).map(RunWords::clock).orElse("");
    }

    /** How much longer it took than before, with its sign. */
    static String slower(RunComparison.Line line) {
        return line.slower()
                .map(more -> (more.isNegative() ? "\u2212" : "+") + RunWords.clock(more.abs()))
                .orElse("");
    }

    /** How a machine ended. */
    String state(RunComparison.Line line) {
        return texts.get("recovery.run.status." + stateKey(line));
    }

    private static String stateKey(RunComparison.Line line) {
        if (line.now().isEmpty()) {
            return "not-there";
        }
        MachineRun machine = line.now().get();
        if (machine.ready().isPresent()) {
            return "ready";
        }
        return switch (machine.state()) {
            case WAITING -> "not-begun";
            case RUNNING -> "recovering";
            case ASKING -> "asking";
            case DONE -> "done";
            case FAILED -> "failed";
            case SKIPPED -> "not-needed";
            case WAIVED -> "waived";
            case UNDONE -> "removed";
        };
    }

    /** How that is drawn. */
    static Tone tone(RunComparison.Line line) {
        return switch (stateKey(line)) {
            case "ready", "done" -> Tone.GOOD;
            case "failed" -> Tone.BAD;
            case "waived", "asking" -> Tone.WARNING;
            case "recovering" -> Tone.WORKING;
            default -> Tone.OFF;
        };
    }

    /** What its gates were met by, or why it is not there. */
    String because(RunComparison.Line line) {
        return line.now()
                .map(machine ->
                        machine.ready().isPresent() ? String.join("; ", machine.evidence()) : texts.say(machine.note()))
                .orElseGet(() -> texts.get("recovery.history.not-there"));
    }

    /** That in full, and from which point it came. */
    String hint(RunComparison.Line line) {
        return because(line) + "\n" + texts.get("recovery.history.point", point(line));
    }

    /** The points it came from: both, where they are not the same. */
    private static String point(RunComparison.Line line) {
        String now = line.now().map(machine -> machine.point().text()).orElse("");
        String before = line.before().map(machine -> machine.point().text()).orElse("");
        return now.isEmpty() || before.isEmpty() || now.equals(before) ? now : before + " \u2192 " + now;
    }
}
