package dev.muster.app.recovery.run;

import dev.muster.app.recovery.run.RunLine.Kind;
import dev.muster.app.recovery.run.RunLine.Status;
import dev.muster.model.job.Answer;
import dev.muster.model.job.Job;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.job.Substep;
import dev.muster.model.recovery.Choice;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.PlanSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the steps of a run as lines: phases before, the tiers with their items, phases after. */
final class RunLines {
    private static final String ITEM = "item/";
    private static final String TIER = "tier/";
    private static final String GATE = "gate-";
    /** The id of the part of a step that brings the machine up. */
    private static final String RECOVER = "recover";

    private final Job job;
    private final Optional<PlanSpec> spec;
    private final Optional<Forecast> forecast;
    private final Instant now;
    private final Map<String, PlanItem> items = new HashMap<>();

    /** The steps of that job, beside what the plan says where that is known. */
    RunLines(Job job, Optional<PlanSpec> spec, Optional<Forecast> forecast, Instant now) {
        this.job = job;
        this.spec = spec;
        this.forecast = forecast;
        this.now = now;
        spec.ifPresent(plan -> plan.items().forEach(item -> items.putIfAbsent(item.key(), item)));
    }

    /** What the prompts of the plan were answered, by key. */
    static Map<String, String> answers(Job job) {
        Map<String, String> answers = new HashMap<>();
        job.steps().stream()
                .filter(step -> step.id().startsWith(ITEM) && !step.answers().isEmpty())
                .forEach(step -> answers.put(key(step), step.answers().getLast().choice()));
        return answers;
    }

    /** The lines from top to bottom: the line of a tier stands before its items. */
    List<RunLine> all() {
        List<RunLine> lines = new ArrayList<>();
        int tierStart = 0;
        boolean inTier = false;
        for (Step step : job.steps()) {
            if (step.id().startsWith(ITEM)) {
                if (!inTier) {
                    tierStart = lines.size();
                    inTier = true;
                }
                lines.add(item(step));
            } else if (step.id().startsWith(TIER)) {
                int from = inTier ? tierStart : lines.size();
                lines.add(from, tier(step, lines.subList(from, lines.size())));
                inTier = false;
            } else {
                lines.add(line(step, Kind.PHASE, step.name(), phase(step), phaseBecause(step), step.started()));
            }
        }
        return lines;
    }

    private static String key(Step step) {
        return step.id().substring(ITEM.length());
    }

    private RunLine line(Step step, Kind kind, String title, Status status, Because because, Optional<Instant> since) {
        boolean done = status == Status.READY;
        return new RunLine(
                step.id(),
                kind,
                title,
                status,
                because,
                since,
                step.started(),
                part(step, RECOVER)
                        .filter(part -> part.state() == StepState.DONE)
                        .flatMap(Substep::ended),
                done ? step.ended() : Optional.empty(),
                kind.isItem() ? forecast.flatMap(all -> all.bar(title)) : Optional.empty(),
                step);
    }

    private static Optional<Substep> part(Step step, String id) {
        return step.substeps().stream().filter(part -> part.id().equals(id)).findFirst();
    }

    private RunLine tier(Step step, List<RunLine> of) {
        int machines = (int) of.stream()
                .filter(line -> line.kind() == Kind.MACHINE && line.status() != Status.NOT_NEEDED)
                .count();
        int ready = (int) of.stream()
                .filter(line -> line.kind() == Kind.MACHINE && line.status() == Status.READY)
                .count();
        Status status = of.stream().anyMatch(line -> line.status() == Status.ASKING)
                ? Status.ASKING
                : of.stream().anyMatch(line -> line.status().isGoing()) ? Status.WORKING : phase(step);
        if (status == Status.DONE && of.stream().anyMatch(line -> line.status().isBad())) {
            status = Status.WAIVED;
        }
        return line(step, Kind.TIER, tierName(step), status, new Because.Ready(ready, machines), Optional.empty());
    }

    private String tierName(Step step) {
        int number = Integer.parseInt(step.id().substring(TIER.length()));
        return spec.filter(plan -> number < plan.tiers().size())
                .map(plan -> plan.tiers().get(number).name())
                .orElse(String.valueOf(number + 1));
    }

    private static Status phase(Step step) {
        return switch (step.state()) {
            case WAITING -> Status.WAITING;
            case RUNNING -> Status.WORKING;
            case ASKING -> Status.ASKING;
            case DONE -> Status.DONE;
            case FAILED -> Status.FAILED;
            case WAIVED -> Status.WAIVED;
            case SKIPPED -> Status.NOT_BEGUN;
            case UNDONE -> Status.REMOVED;
        };
    }

    private static Because phaseBecause(Step step) {
        if (step.problem().isPresent()) {
            return new Because.Failed(step.problem().get());
        }
        return step.waitingFor().isBlank() ? new Because.Nothing() : new Because.Said(step.waitingFor());
    }

    private RunLine item(Step step) {
        String key = key(step);
        Optional<PlanItem> item = Optional.ofNullable(items.get(key));
        boolean prompt = item.map(PlanPrompt.class::isInstance)
                .orElse(step.subject().isEmpty() && step.question().isPresent());
        Kind kind = prompt ? Kind.PROMPT : Kind.MACHINE;
        return switch (step.state()) {
            case WAITING -> line(step, kind, key, Status.WAITING, waits(step, item), Optional.empty());
            case RUNNING -> going(step, kind, key, item);
            case ASKING ->
                line(
                        step,
                        kind,
                        key,
                        Status.ASKING,
                        step.problem()
                                .<Because>map(Because.Failed::new)
                                .or(() -> step.question().map(asked -> new Because.Said(asked.text())))
                                .orElseGet(Because.Nothing::new),
                        step.question().map(asked -> asked.asked()));
            case DONE ->
                notChosen(item)
                        .map(why -> line(step, kind, key, Status.NOT_NEEDED, why, step.ended()))
                        .orElseGet(() -> line(step, kind, key, Status.READY, told(step, false), step.ended()));
            case FAILED -> line(step, kind, key, Status.FAILED, phaseBecause(step), step.ended());
            case WAIVED -> line(step, kind, key, Status.WAIVED, told(step, true), step.ended());
            case SKIPPED -> line(step, kind, key, Status.NOT_BEGUN, new Because.Nothing(), Optional.empty());
            case UNDONE -> line(step, kind, key, Status.REMOVED, phaseBecause(step), step.ended());
        };
    }

    private static Because told(Step step, boolean problemToo) {
        if (!step.answers().isEmpty()) {
            Answer last = step.answers().getLast();
            return new Because.Answered(last);
        }
        return problemToo ? phaseBecause(step) : new Because.Nothing();
    }

    private Optional<Because> notChosen(Optional<PlanItem> item) {
        Optional<Choice> bound = item.flatMap(PlanItem::onlyIf);
        return bound.flatMap(choice -> Optional.ofNullable(answers(job).get(choice.prompt()))
                .filter(answer -> !answer.equals(choice.choice()))
                .map(answer -> new Because.NotChosen(choice.prompt(), answer)));
    }

    private RunLine going(Step step, Kind kind, String key, Optional<PlanItem> item) {
        List<Substep> running = step.substeps().stream()
                .filter(part -> part.state() == StepState.RUNNING)
                .toList();
        List<Substep> gates =
                running.stream().filter(part -> part.id().startsWith(GATE)).toList();
        if (!gates.isEmpty()) {
            List<Gate> open =
                    gates.stream().flatMap(part -> gate(item, part).stream()).toList();
            return line(
                    step,
                    kind,
                    key,
                    Status.CHECKING,
                    open.isEmpty() ? new Because.Said(step.waitingFor()) : new Because.Gates(open),
                    gates.stream().flatMap(part -> part.started().stream()).min(Comparator.naturalOrder()));
        }
        Optional<Substep> first = running.stream().findFirst();
        boolean recovering = first.map(part -> part.id().equals(RECOVER))
                .orElse(step.substeps().isEmpty());
        Because why = !step.waitingFor().isBlank()
                ? new Because.Said(step.waitingFor())
                : first.filter(part -> !part.id().equals(RECOVER))
                        .<Because>map(part -> new Because.Said(part.name()))
                        .orElseGet(Because.Nothing::new);
        return line(
                step,
                kind,
                key,
                recovering ? Status.RECOVERING : Status.WORKING,
                why,
                first.flatMap(Substep::started).or(step::started));
    }

    /** The gate of the plan that a part of a step waits for. */
    static Optional<Gate> gate(Optional<PlanItem> item, Substep part) {
        if (!part.id().startsWith(GATE) || !(item.orElse(null) instanceof PlanMachine machine)) {
            return Optional.empty();
        }
        int number = Integer.parseInt(part.id().substring(GATE.length()));
        List<Gate> gates = machine.readiness().gates();
        return number < gates.size() ? Optional.of(gates.get(number)) : Optional.empty();
    }

    private Because waits(Step step, Optional<PlanItem> item) {
        if (!step.waitingFor().isBlank()) {
            return new Because.Said(step.waitingFor());
        }
        List<Step> before = step.after().stream()
                .filter(at -> at < job.steps().size())
                .map(job.steps()::get)
                .toList();
        for (Step other : before) {
            if (!other.state().isPassed()) {
                return unpassed(other);
            }
        }
        Optional<Instant> last =
                before.stream().flatMap(other -> other.ended().stream()).max(Comparator.naturalOrder());
        return last.flatMap(at -> item.map(one -> at.plus(one.delay())))
                .filter(until -> until.isAfter(now))
                .<Because>map(Because.Delay::new)
                .orElseGet(Because.Slot::new);
    }

    private Because unpassed(Step other) {
        if (other.id().startsWith(ITEM)) {
            return new Because.Item(key(other));
        }
        return other.id().startsWith(TIER) ? new Because.Tier(tierName(other)) : new Because.Phase(other.name());
    }
}
