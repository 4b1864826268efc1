package dev.muster.app.recovery.run;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.app.job.JobWords;
import dev.muster.app.recovery.run.RunLine.Kind;
import dev.muster.app.recovery.run.RunLine.Status;
import dev.muster.model.job.Question;
import dev.muster.model.job.Substep;
import dev.muster.model.recovery.Bar;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Runs of plans in the operator's words. */
final class RunWords {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Texts texts;
    private final JobWords jobs;

    RunWords(Texts texts) {
        this.texts = texts;
        this.jobs = new JobWords(texts);
    }

    /** What is run. */
    String kind(RunKind kind) {
        return texts.get("recovery.run.kind." + kind.name().toLowerCase(Locale.ROOT));
    }

    /** Which version is run, who asked for it and when it began. */
    String about(RunPicture run) {
        return texts.get("recovery.run.about", run.of().version(), run.job().by(), CLOCK.format(run.began()));
    }

    /** The objective and the forecast, as far as they are known. */
    String against(RunPicture run) {
        List<String> parts = new ArrayList<>();
        run.objective().ifPresent(most -> parts.add(texts.get("recovery.run.objective", duration(most))));
        run.forecast()
                .map(Forecast::total)
                .ifPresent(total -> parts.add(texts.get("recovery.run.forecast", duration(total))));
        return String.join(" · ", parts);
    }

    /** How many machines are ready, and how many are not as planned. */
    String counts(RunPicture run) {
        List<String> parts = new ArrayList<>();
        parts.add(texts.get("recovery.run.ready", run.ready(), run.machines()));
        int going = (int) run.lines().stream()
                .filter(line -> line.kind().isItem() && line.status().isGoing())
                .count();
        add(parts, "recovery.run.count.going", going);
        add(parts, "recovery.run.count.asking", run.count(Status.ASKING));
        add(parts, "recovery.run.count.waiting", run.count(Status.WAITING));
        add(parts, "recovery.run.count.failed", run.count(Status.FAILED));
        add(parts, "recovery.run.count.waived", run.count(Status.WAIVED));
        add(parts, "recovery.run.count.not-begun", run.count(Status.NOT_BEGUN));
        return String.join(" · ", parts);
    }

    private void add(List<String> parts, String key, int number) {
        if (number > 0) {
            parts.add(texts.get(key, number));
        }
    }

    /** How a run stands, as one sentence. */
    String sentence(RunPicture run) {
        return switch (run.standing()) {
            case Standing.Queued() -> texts.get("recovery.run.queued");
            case Standing.Going(RunLine line) -> going(line, run.now());
            case Standing.Between() -> texts.get("recovery.run.between");
            case Standing.Asks(RunLine line) -> asks(line);
            case Standing.Paused(var pause) -> texts.get("recovery.run.paused", pause.by(), CLOCK.format(pause.at()));
            case Standing.Held(var pause) -> texts.get("recovery.run.held", CLOCK.format(pause.at()));
            case Standing.Resuming() -> texts.get("recovery.run.resuming");
            case Standing.CutOff() -> texts.get("recovery.run.cut-off");
            case Standing.Interrupted() -> texts.get("recovery.run.interrupted", run.ready(), run.machines());
            case Standing.CleaningUp(boolean cancelled) ->
                texts.get(cancelled ? "recovery.run.cancelling" : "recovery.run.undoing");
            case Standing.Cancelled() -> texts.get("recovery.run.cancelled");
            case Standing.Done(int ready, int all) -> texts.get("recovery.run.done", ready, all);
            case Standing.Incomplete incomplete -> incomplete(incomplete);
        };
    }

    private String going(RunLine line, Instant now) {
        String what = line.kind() == Kind.PHASE ? texts.say(line.title()) : line.title();
        String why = because(line.because(), now);
        String since = line.since()
                .map(at -> Amounts.duration(Duration.between(at, now)))
                .orElse("");
        if (line.status() == Status.CHECKING) {
            return texts.get("recovery.run.waiting", what, why, since);
        }
        if (line.kind() == Kind.PHASE) {
            return texts.get("recovery.run.phase", what, since);
        }
        return why.isEmpty()
                ? texts.get("recovery.run.recovering", what, since)
                : texts.get("recovery.run.working", what, why, since);
    }

    private String asks(RunLine line) {
        Optional<String> problem = line.step().problem().map(why -> texts.say(why.what()));
        return texts.get(
                "recovery.run.asks",
                problem.orElseGet(() -> line.step()
                        .question()
                        .map(Question::text)
                        .map(texts::say)
                        .orElse("")));
    }

    private String incomplete(Standing.Incomplete standing) {
        String why = standing.line()
                .map(line -> line.step().problem().isPresent()
                        ? texts.say(line.step().problem().get().what())
                        : texts.get("recovery.run.line", title(line), status(line)))
                .or(() -> standing.problem().map(problem -> texts.say(problem.what())))
                .orElse("");
        return texts.get("recovery.run.incomplete", standing.ready(), standing.all(), why);
    }

    /** How that is drawn. */
    static Tone tone(Standing standing) {
        return switch (standing) {
            case Standing.Queued(), Standing.Between() -> Tone.UNKNOWN;
            case Standing.Going(var _), Standing.Resuming() -> Tone.WORKING;
            case Standing.Asks(var _), Standing.Held(var _), Standing.CleaningUp(var _) -> Tone.WARNING;
            case Standing.Paused(var _) -> Tone.PAUSED;
            case Standing.CutOff(), Standing.Interrupted(), Standing.Incomplete _ -> Tone.BAD;
            case Standing.Cancelled() -> Tone.OFF;
            case Standing.Done(var _, var _) -> Tone.GOOD;
        };
    }

    /** What the button says that does the one thing to do next; empty where there is none. */
    String next(RunPicture run) {
        return switch (run.standing().next()) {
            // taking back has a button of its own
            case NOTHING, TAKE_BACK -> "";
            case ANSWER -> texts.get("recovery.run.next.answer");
            case CONTINUE -> texts.get("jobs.continue");
            case LOOK ->
                run.standing() instanceof Standing.Incomplete incomplete
                                && incomplete.line().isPresent()
                        ? texts.get("recovery.run.next.look")
                        : "";
            case AGAIN -> run.of().kind() == RunKind.TEST ? texts.get("recovery.run.next.again") : "";
        };
    }

    /** What a line is called. */
    String title(RunLine line) {
        return line.kind() == Kind.PHASE ? texts.say(line.title()) : line.title();
    }

    /** The word for how a line stands. */
    String status(RunLine line) {
        if (line.kind() == Kind.PROMPT && line.status() == Status.READY) {
            return texts.get("recovery.run.status.answered");
        }
        return texts.get("recovery.run.status."
                + line.status().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    }

    /** How that is drawn. */
    static Tone tone(Status status) {
        return switch (status) {
            case WAITING -> Tone.UNKNOWN;
            case RECOVERING, CHECKING, WORKING -> Tone.WORKING;
            case ASKING, WAIVED -> Tone.WARNING;
            case READY, DONE -> Tone.GOOD;
            case FAILED -> Tone.BAD;
            case NOT_NEEDED, NOT_BEGUN, REMOVED -> Tone.OFF;
        };
    }

    /** Why a line is as it is; empty where there is nothing to say. */
    String because(Because because, Instant now) {
        return switch (because) {
            case Because.Nothing() -> "";
            case Because.Said(String english) -> texts.say(english);
            case Because.Gates(List<Gate> open) -> open.stream().map(this::gate).collect(Collectors.joining(", "));
            case Because.Item(String key) -> texts.get("recovery.run.because.item", key);
            case Because.Tier(String name) -> texts.get("recovery.run.because.tier", name);
            case Because.Phase(String english) -> texts.get("recovery.run.because.phase", texts.say(english));
            case Because.Delay(Instant until) ->
                texts.get("recovery.run.because.delay", Amounts.duration(Duration.between(now, until)));
            case Because.Slot() -> texts.get("recovery.run.because.slot");
            case Because.Failed(var problem) -> texts.say(problem.what());
            case Because.Answered(var answer) -> jobs.told(answer);
            case Because.NotChosen(String prompt, String answer) ->
                texts.get("recovery.run.because.not-chosen", prompt, answer);
            case Because.Ready(int ready, int all) -> all == 0 ? "" : texts.get("recovery.run.ready", ready, all);
        };
    }

    /** A gate, such as {@code TCP port 5432}. */
    String gate(Gate gate) {
        return switch (gate) {
            case Gate.Agent() -> texts.get("recovery.run.gate.agent");
            case Gate.Ping() -> texts.get("recovery.run.gate.ping");
            case Gate.TcpPort(int port) -> texts.get("recovery.run.gate.tcp", String.valueOf(port));
            case Gate.Http http ->
                texts.get(
                        "recovery.run.gate.http",
                        http.tls() ? "HTTPS" : "HTTP",
                        String.valueOf(http.port()),
                        http.path(),
                        String.valueOf(http.status()));
            case Gate.SerialText(String content) -> texts.get("recovery.run.gate.serial", content);
            case Gate.Script script -> texts.get("recovery.run.gate.script", script.program());
        };
    }

    /** A part of an item's step. */
    String part(Optional<PlanSpec> spec, RunLine line, Substep part) {
        return RunLines.gate(spec.flatMap(plan -> plan.item(line.title())), part)
                .map(this::gate)
                .orElseGet(() -> texts.say(part.name()));
    }

    /** How long a line took, beside how long it was to take. */
    String took(RunLine line, Instant now) {
        if (line.kind() == Kind.TIER || line.status() == Status.NOT_NEEDED) {
            return "";
        }
        Optional<String> actual = line.took(now).map(RunWords::clock);
        Optional<String> expected =
                line.expected().filter(time -> !time.isZero()).map(RunWords::clock);
        if (actual.isEmpty()) {
            return line.status() == Status.WAITING
                    ? expected.map(time -> texts.get("recovery.run.expected", time))
                            .orElse("")
                    : "";
        }
        return expected.map(time -> texts.get("recovery.run.of", actual.get(), time))
                .orElse(actual.get());
    }

    /** When a line began, when its machine was started, when it was ready, and when it was to be. */
    String times(RunLine line, Instant zero) {
        List<String> parts = new ArrayList<>();
        line.began().ifPresent(at -> parts.add(texts.get("recovery.run.times.began", CLOCK.format(at))));
        line.started().ifPresent(at -> parts.add(texts.get("recovery.run.times.started", CLOCK.format(at))));
        line.ready().ifPresent(at -> parts.add(texts.get("recovery.run.times.ready", CLOCK.format(at))));
        line.planned()
                .filter(bar -> !bar.skipped())
                .map(Bar::met)
                .ifPresent(at -> parts.add(texts.get("recovery.run.times.expected", CLOCK.format(zero.plus(at)))));
        return String.join(" · ", parts);
    }

    /** Minutes and seconds, or hours, minutes and seconds: as wide as each other in a column. */
    static String clock(Duration time) {
        long seconds = Math.max(0, time.toSeconds());
        return seconds < 3600
                ? "%d:%02d".formatted(seconds / 60, seconds % 60)
                : "%d:%02d:%02d".formatted(seconds / 3600, seconds % 3600 / 60, seconds % 60);
    }

    /** Whole minutes are said as such. */
    static String duration(Duration time) {
        long seconds = time.toSeconds();
        return seconds >= 60 && seconds < 3600 && seconds % 60 == 0 ? seconds / 60 + " min" : Amounts.duration(time);
    }
}
