package dev.muster.app.recovery.run;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Answer;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Question;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.job.Substep;
import dev.muster.model.recovery.Bar;
import dev.muster.model.recovery.Choice;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Runs of a plan as samples: each item does what was forecast a little later, but for those that are said to do otherwise. */
public final class SampleRuns {
    private static final double SLOWER = 1.12;
    private static final Duration PHASE = Duration.ofSeconds(3);

    private final PlanId plan;
    private final PlanSpec spec;
    private final Forecast forecast;
    private final Instant now;
    private final Duration elapsed;
    /** The item whose gates are not met in time; none where it is empty. */
    private String failing = "";

    private boolean waived;

    private SampleRuns(PlanId plan, PlanSpec spec, Instant now, Duration elapsed) {
        this.plan = plan;
        this.spec = spec;
        this.forecast = Forecast.of(spec, Measures.NONE, Limits.of(spec));
        this.now = now;
        this.elapsed = elapsed;
    }

    /** A plan of three tiers with a prompt, a machine that is bound to its answer, and one with a long name. */
    public static PlanSpec shop() {
        PlanMachine db = machine("db", 95, new Gate.TcpPort(5432), new Gate.Agent());
        PlanMachine replica = machine("db-replica", 80, new Gate.TcpPort(5432)).withNeeds(List.of("db"));
        PlanPrompt payment = new PlanPrompt(
                "payment",
                Optional.empty(),
                "Is the payment provider reachable?",
                List.of("yes", "no"),
                "yes",
                Duration.ofMinutes(10),
                List.of());
        PlanMachine stub =
                machine("payment-stub", 40, new Gate.Ping()).withOnlyIf(Optional.of(new Choice("payment", "no")));
        PlanMachine orders = machine("orders", 120, new Gate.Http(8080, false, "/health", 200, Optional.of("UP")));
        PlanMachine reconciliation = machine(
                        "reconciliation-service-of-all-sites-and-subsidiaries",
                        150,
                        new Gate.SerialText("ready to serve"))
                .withOnFailure(new FailureRule(1, FailureRule.Then.CONTINUE));
        PlanMachine front = machine("front", 60, new Gate.Http(443, true, "/", 200, Optional.empty()));
        PlanMachine mail = machine("mail", 70, new Gate.TcpPort(25), new Gate.Script("smtp-check", List.of("--tls")));
        return PlanSpec.of(List.of(
                        new Tier("Database", 2, List.of(db, replica)),
                        new Tier("Application", 10, List.of(payment, stub, orders, reconciliation)),
                        new Tier("Front end", 10, List.of(front, mail))))
                .withObjectives(Optional.of(Duration.ofMinutes(10)), Optional.empty());
    }

    private static PlanMachine machine(String key, int seconds, Gate... gates) {
        UUID uuid = new UUID(9, key.hashCode());
        return PlanMachine.of(key, new MachineSource.OfVm(new VmId(new HostId("h1"), uuid), "shop-" + key))
                .withReadiness(new Readiness(List.of(gates), Duration.ofMinutes(5)))
                .withEstimate(Optional.of(Duration.ofSeconds(seconds)));
    }

    /** A test that has been going for that part of the forecast, 0 to 1. */
    public static Job running(PlanId plan, PlanSpec spec, Instant now, double part) {
        Duration whole = Forecast.of(spec, Measures.NONE, Limits.of(spec)).total();
        return new SampleRuns(plan, spec, now, Duration.ofMillis((long) (whole.toMillis() * part)))
                .job("sample-run-1", RunKind.TEST, JobState.RUNNING);
    }

    /** A test in which that machine did not become ready, so that it asks what to do. */
    public static Job asking(PlanId plan, PlanSpec spec, Instant now, String machine) {
        SampleRuns made = new SampleRuns(plan, spec, now, Duration.ZERO);
        Duration met = made.at(made.forecast.bar(machine).map(Bar::met).orElse(Duration.ZERO));
        SampleRuns later = new SampleRuns(plan, spec, now, met.plus(Duration.ofSeconds(140)));
        later.failing = machine;
        return later.job("sample-run-2", RunKind.TEST, JobState.RUNNING);
    }

    /** A recovery that went on without that machine and came to its end so. */
    public static Job incomplete(PlanId plan, PlanSpec spec, Instant now, String machine) {
        SampleRuns made = new SampleRuns(plan, spec, now, Duration.ofHours(1));
        made.failing = machine;
        made.waived = true;
        return made.job("sample-run-3", RunKind.RECOVERY, JobState.DONE);
    }

    /** A test that came to its end as planned. */
    public static Job done(PlanId plan, PlanSpec spec, Instant now) {
        return new SampleRuns(plan, spec, now, Duration.ofHours(1)).job("sample-run-4", RunKind.TEST, JobState.DONE);
    }

    private Duration at(Duration planned) {
        return PHASE.multipliedBy(2).plus(Duration.ofMillis((long) (planned.toMillis() * SLOWER)));
    }

    private Instant begun() {
        return now.minus(elapsed);
    }

    private Job job(String id, RunKind kind, JobState state) {
        boolean test = kind == RunKind.TEST;
        List<Step> steps = new ArrayList<>();
        steps.add(phase(steps.size(), "networks", test ? "Make 2 isolated networks" : "Make 2 networks", 0));
        steps.add(phase(steps.size(), "capture", "Listen on all other links for frames of the test", 1));
        int before = 1;
        for (int tier = 0; tier < spec.tiers().size(); tier++) {
            int from = steps.size();
            List<PlanItem> items = spec.tiers().get(tier).items();
            for (PlanItem item : items) {
                List<Integer> after = new ArrayList<>(List.of(before));
                for (String key : item.waitsFor()) {
                    steps.stream()
                            .filter(step -> step.id().equals("item/" + key))
                            .forEach(step -> after.add(step.index()));
                }
                steps.add(item(steps.size(), item, after));
            }
            boolean passed = steps.subList(from, steps.size()).stream()
                    .allMatch(step -> step.state().isPassed());
            List<Integer> all =
                    steps.subList(from, steps.size()).stream().map(Step::index).toList();
            steps.add(ending(
                    steps.size(),
                    "tier/" + tier,
                    "See that tier " + spec.tiers().get(tier).name() + " stands",
                    all,
                    passed));
            before = steps.size() - 1;
        }
        boolean over = state.isEnded();
        steps.add(ending(steps.size(), "stand", "See that all machines run", List.of(before), over));
        if (test) {
            steps.add(ending(
                    steps.size(),
                    "remove",
                    "Remove the machines and networks of the test",
                    List.of(steps.size() - 1),
                    over));
            steps.add(ending(
                    steps.size(),
                    "isolation",
                    "See that no frame of the test went anywhere else",
                    List.of(steps.size() - 1),
                    over));
        }
        return new Job(
                JobId.of(id),
                test ? "recovery.test" : "recovery.recover",
                (test ? "Test recovery plan " : "Recover by plan ") + plan + ", version 3",
                "anna",
                state,
                1,
                !over,
                Progress.NONE,
                steps,
                begun(),
                Optional.of(begun()),
                over ? Optional.of(now) : Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
    }

    private Step phase(int index, String id, String name, int number) {
        Instant from = begun().plus(PHASE.multipliedBy(number));
        return new Step(
                index,
                id,
                name,
                "",
                index == 0 ? List.of() : List.of(index - 1),
                StepState.DONE,
                "",
                1,
                Progress.NONE,
                Optional.of(from),
                Optional.of(from.plus(PHASE)),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private Step ending(int index, String id, String name, List<Integer> after, boolean done) {
        Optional<Instant> at = done ? Optional.of(now) : Optional.empty();
        return new Step(
                index,
                id,
                name,
                "",
                after,
                done ? StepState.DONE : StepState.WAITING,
                "",
                done ? 1 : 0,
                Progress.NONE,
                at,
                at,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                List.of());
    }

    private Step item(int index, PlanItem item, List<Integer> after) {
        Optional<Bar> bar = forecast.bar(item.key());
        Duration begins = at(bar.map(Bar::begins).orElse(Duration.ZERO));
        Duration started = at(bar.map(Bar::started).orElse(Duration.ZERO));
        Duration met = at(bar.map(Bar::met).orElse(Duration.ZERO));
        boolean fails = item.key().equals(failing);
        boolean blocked = !failing.isEmpty() && !waived && !fails && isBehind(item);
        boolean begun = !blocked && elapsed.compareTo(begins) >= 0;
        boolean done = begun && !fails && elapsed.compareTo(met) >= 0;
        StepState state = !begun
                ? StepState.WAITING
                : fails ? waived ? StepState.WAIVED : StepState.ASKING : done ? StepState.DONE : StepState.RUNNING;
        Optional<Instant> ended = done || state == StepState.WAIVED ? Optional.of(begun().plus(met)) : Optional.empty();
        return new Step(
                index,
                "item/" + item.key(),
                item instanceof PlanPrompt prompt ? prompt.text() : "Recover " + item.key(),
                item instanceof PlanMachine machine && machine.source() instanceof MachineSource.OfVm of
                        ? of.vm().text()
                        : "",
                after,
                state,
                "",
                begun ? 1 : 0,
                Progress.NONE,
                begun ? Optional.of(begun().plus(begins)) : Optional.empty(),
                ended,
                fails && begun ? Optional.of(late(item)) : Optional.empty(),
                begun && item instanceof PlanMachine machine ? parts(machine, started, met, done, fails) : List.of(),
                state == StepState.ASKING ? Optional.of(question(item)) : Optional.empty(),
                answers(item, state));
    }

    /** Whether its tier comes after the one that fails, or it needs that one. */
    private boolean isBehind(PlanItem item) {
        int own = forecast.bar(item.key()).map(Bar::tier).orElse(0);
        int other = forecast.bar(failing).map(Bar::tier).orElse(0);
        return own > other || item.waitsFor().contains(failing);
    }

    private static Problem late(PlanItem item) {
        String gates = item instanceof PlanMachine machine
                ? machine.readiness().gates().getFirst().text()
                : "";
        return Problem.of(
                ErrorCode.GATE_NOT_MET,
                item.key() + " did not become ready within 300 s: " + gates + " was not met.",
                "It runs as it is; what waits for it does not begin.",
                "Look at its screen and at what it said on its serial line, then try again.");
    }

    private Question question(PlanItem item) {
        return new Question(
                "\"Recover " + item.key() + "\" failed. What now?",
                List.of(
                        new Question.Choice(Question.RETRY, "Try again", false),
                        new Question.Choice(Question.SKIP, "Go on without it", true),
                        new Question.Choice(Question.GIVE_UP, "Give up", false)),
                now.minus(Duration.ofSeconds(50)),
                Optional.empty(),
                "");
    }

    private List<Answer> answers(PlanItem item, StepState state) {
        if (item instanceof PlanPrompt prompt && state == StepState.DONE) {
            return List.of(new Answer(prompt.text(), prompt.defaultChoice(), prompt.defaultChoice(), "anna", "", now));
        }
        return state == StepState.WAIVED
                ? List.of(new Answer(
                        "What now?",
                        Question.SKIP,
                        "Go on without it",
                        "anna",
                        "accounting can wait until tomorrow",
                        now))
                : List.of();
    }

    private List<Substep> parts(PlanMachine machine, Duration started, Duration met, boolean done, boolean fails) {
        List<Substep> parts = new ArrayList<>();
        boolean up = elapsed.compareTo(started) >= 0;
        Instant begun = begun();
        parts.add(part(
                "recover", "Run " + machine.source().name() + " from main/2026-11-29", up, begun, started, List.of()));
        if (up) {
            List<Gate> gates = machine.readiness().gates();
            for (int at = 0; at < gates.size(); at++) {
                boolean seen = done || (!fails && at > 0);
                String what = gates.get(at) instanceof Gate.TcpPort port
                        ? "10.7.1.10:" + port.port() + " accepted a connection"
                        : "the agent answered";
                Substep made = part(
                        "gate-" + at,
                        "Wait for " + gates.get(at).text(),
                        seen,
                        begun.plus(started),
                        met.minus(started),
                        seen ? List.of(what) : List.of());
                parts.add(fails && at == 0 ? failed(made, machine) : made);
            }
        }
        return parts;
    }

    private static Substep part(
            String id, String name, boolean done, Instant begun, Duration after, List<String> output) {
        return new Substep(
                id,
                name,
                done ? StepState.DONE : StepState.RUNNING,
                "",
                Progress.NONE,
                Optional.of(begun),
                done ? Optional.of(begun.plus(after)) : Optional.empty(),
                output,
                Optional.empty());
    }

    private static Substep failed(Substep part, PlanItem item) {
        return new Substep(
                part.id(),
                part.name(),
                StepState.FAILED,
                "",
                Progress.NONE,
                part.started(),
                part.started(),
                List.of(),
                Optional.of(late(item)));
    }
}
