package dev.muster.app.recovery.run;

import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.StepState;
import dev.muster.model.recovery.Bar;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import dev.muster.model.recovery.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;

/** Runs of a plan that were, as samples: each took what was forecast, times a figure of its own. */
public final class SampleHistory {
    private record Was(RunKind kind, RunResult result, long hours, double slower, boolean standing) {}

    private static final List<Was> RUNS = List.of(
            new Was(RunKind.TEST, RunResult.SUCCEEDED, 4, 0.91, false),
            new Was(RunKind.RECOVERY, RunResult.INCOMPLETE, 24 * 9, 1.34, true),
            new Was(RunKind.TEST, RunResult.INCOMPLETE, 24 * 30, 1.08, false),
            new Was(RunKind.TEST, RunResult.CANCELLED, 24 * 31, 1, false),
            new Was(RunKind.TEST, RunResult.SUCCEEDED, 24 * 61, 1.12, false));

    private final PlanId plan;
    private final PlanSpec spec;
    private final long version;

    /** The runs of that version of a plan. */
    public SampleHistory(PlanId plan, PlanSpec spec, long version) {
        this.plan = plan;
        this.spec = spec;
        this.version = version;
    }

    /** All of them, the newest first. */
    public List<RunSummary> all() {
        return IntStream.range(0, RUNS.size())
                .mapToObj(this::record)
                .map(RunRecord::summary)
                .toList();
    }

    /** The one that is that job. */
    public RunRecord of(JobId job) {
        return record(Integer.parseInt(job.text().substring(job.text().lastIndexOf('-') + 1)));
    }

    private RunRecord record(int number) {
        Was was = RUNS.get(number);
        Instant begun = Instant.now().minus(Duration.ofHours(was.hours()));
        Forecast forecast = Forecast.of(spec, Measures.NONE, Limits.of(spec));
        List<MachineRun> machines = new ArrayList<>();
        for (PlanItem item : spec.items()) {
            if (item instanceof PlanMachine machine) {
                machines.add(machine(machine, was, begun, forecast, machines.size()));
            }
        }
        Optional<Duration> time = machines.stream()
                .flatMap(machine -> machine.ready().stream())
                .max(Instant::compareTo)
                .map(last -> Duration.between(begun, last));
        return new RunRecord(
                new RunSummary(
                        JobId.of(plan + "-run-" + number),
                        "s" + number,
                        plan,
                        Math.max(1, version - number / 2),
                        was.kind(),
                        number % 2 == 0 ? "anna" : "bernd",
                        begun,
                        Optional.of(
                                begun.plus(time.orElse(Duration.ofSeconds(70))).plusSeconds(20)),
                        was.result(),
                        spec.objective(),
                        time,
                        machines.size(),
                        (int) machines.stream()
                                .filter(machine -> machine.ready().isPresent())
                                .count(),
                        "",
                        was.kind() == RunKind.RECOVERY
                                ? List.of("The host h2 did not answer; make sure that db-replica is off there.")
                                : List.of(),
                        Optional.empty(),
                        was.standing(),
                        Optional.empty(),
                        Optional.empty()),
                machines);
    }

    private MachineRun machine(PlanMachine machine, Was was, Instant begun, Forecast forecast, int number) {
        boolean cancelled = was.result() == RunResult.CANCELLED;
        boolean left = was.result() == RunResult.INCOMPLETE && number == 4;
        Optional<Bar> bar = cancelled ? Optional.empty() : forecast.bar(machine.key());
        double own = was.slower() * (1 + (number % 3 - 1) * 0.05);
        Instant captured = begun.minus(Duration.ofMinutes(40));
        return new MachineRun(
                machine.key(),
                machine.key(),
                new PointId(
                        new RepositoryId("main"),
                        machine.source() instanceof MachineSource.OfVm of
                                ? of.vm().uuid()
                                : new UUID(0, number),
                        "20261129T0" + number % 10 + "0000Z"),
                captured,
                cancelled ? StepState.UNDONE : left ? StepState.WAIVED : StepState.DONE,
                bar.map(Bar::begins).map(at -> begun.plus(scaled(at, own))),
                bar.map(Bar::started).map(at -> begun.plus(scaled(at, own))),
                left ? Optional.empty() : bar.map(Bar::met).map(at -> begun.plus(scaled(at, own))),
                1,
                machine.readiness().gates().stream()
                        .map(gate -> gate.text() + ": 10.7.0." + (10 + number) + " answered")
                        .toList(),
                "2/4294967296/1/1",
                left ? machine.key() + " did not become ready within 600 s." : "");
    }

    private static Duration scaled(Duration time, double factor) {
        return Duration.ofMillis((long) (time.toMillis() * factor));
    }
}
