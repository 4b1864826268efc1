package dev.muster.bridge.recovery.run;

import static dev.muster.model.report.ReportValue.at;
import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.hash;
import static dev.muster.model.report.ReportValue.none;
import static dev.muster.model.report.ReportValue.number;
import static dev.muster.model.report.ReportValue.text;
import static dev.muster.model.report.ReportValue.took;

import dev.muster.bridge.feature.report.JobSteps;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.StepState;
import dev.muster.model.recovery.Bar;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Span;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a report on a run says of its machines, those that failed first. */
final class RunMachineParts {
    private final RunGround ground;
    private final RunRecord record;
    private final Decided decided;
    private final List<MachineRun> machines;

    RunMachineParts(RunGround ground, RunRecord record, Decided decided) {
        this.ground = ground;
        this.record = record;
        this.decided = decided;
        this.machines = record.machines().stream()
                .sorted(Comparator.comparing(machine -> machine.ready().isPresent()))
                .toList();
    }

    private Instant begun() {
        return record.summary().begun();
    }

    private Duration age(MachineRun machine) {
        Duration age = Duration.between(machine.captured(), begun());
        // a planned recovery captures after it has begun
        return age.isNegative() ? Duration.ZERO : age;
    }

    /** How old the oldest data was when the run began. */
    Optional<Duration> oldest() {
        return machines.stream().map(this::age).max(Duration::compareTo);
    }

    private ReportValue since(Optional<Instant> moment) {
        return moment.map(at -> took(Duration.between(begun(), at))).orElse(none());
    }

    private static ReportValue state(MachineRun machine) {
        return machine.ready().isPresent()
                ? ReportValue.state("Ready", Severity.OK)
                : machine.state() == StepState.DONE
                        ? ReportValue.state("Left out", Severity.NONE)
                        : JobSteps.state(machine.state());
    }

    ReportPart table() {
        return new ReportPart.Table(
                "machines",
                "Machines",
                List.of(
                        new Column("Machine", ValueType.TEXT),
                        new Column("State", ValueType.STATE),
                        new Column("Began after", ValueType.DURATION),
                        new Column("Started after", ValueType.DURATION),
                        new Column("Ready after", ValueType.DURATION),
                        new Column("Tried", ValueType.NUMBER),
                        new Column("Note", ValueType.MESSAGE)),
                machines.stream()
                        .map(machine -> List.of(
                                text(machine.key()),
                                state(machine),
                                since(machine.begun()),
                                since(machine.started()),
                                since(machine.ready()),
                                number(machine.attempts()),
                                ReportValue.message(machine.note())))
                        .toList(),
                List.of("ISO 22301 8.5", "SOC 2 A1.3"));
    }

    /** As planned against as it happened. */
    ReportPart times(Measures measures) {
        Forecast forecast = Forecast.of(decided.spec(), measures, Limits.of(decided.spec()));
        Map<String, Bar> planned = new HashMap<>();
        forecast.bars().forEach(bar -> planned.put(bar.key(), bar));
        return new ReportPart.Gantt(
                "times",
                "As planned and as it happened",
                record.machines().stream()
                        .map(machine -> new ReportPart.Bar(
                                machine.key(),
                                Optional.ofNullable(planned.get(machine.key()))
                                        .filter(bar -> !bar.skipped())
                                        .map(bar -> new Span(bar.begins(), bar.met())),
                                actual(machine),
                                stateOf(machine)))
                        .toList(),
                List.of("ISO 22301 8.5"));
    }

    private static ReportValue.State stateOf(MachineRun machine) {
        return machine.ready().isPresent() ? ReportValue.state("Ready", Severity.OK) : JobSteps.state(machine.state());
    }

    private Optional<Span> actual(MachineRun machine) {
        Optional<Instant> until = machine.ready().or(() -> record.summary().ended());
        return machine.begun()
                .flatMap(from -> until.map(to -> new Span(offset(from), offset(to))))
                .filter(span -> span.end().compareTo(span.begin()) >= 0);
    }

    private Duration offset(Instant moment) {
        Duration offset = Duration.between(begun(), moment);
        return offset.isNegative() ? Duration.ZERO : offset;
    }

    ReportPart points() {
        return new ReportPart.Table(
                "points",
                "Restore points",
                List.of(
                        new Column("Machine", ValueType.TEXT),
                        new Column("Restore point", ValueType.CODE),
                        new Column("Captured", ValueType.INSTANT),
                        new Column("Age", ValueType.DURATION),
                        new Column("Consistency", ValueType.STATE),
                        new Column("SHA-256 of the definition", ValueType.HASH)),
                machines.stream().map(this::point).toList(),
                List.of("NIS2 4.2"));
    }

    private List<ReportValue> point(MachineRun machine) {
        Optional<PointManifest> manifest = manifest(machine);
        return List.of(
                text(machine.key()),
                // the machine is beside it: its UUID would only break the line
                code(machine.point().repository() + "/" + machine.point().name()),
                at(machine.captured()),
                took(age(machine)),
                manifest.map(RunMachineParts::consistency)
                        .orElseGet(() -> ReportValue.state("Deleted since", Severity.NONE)),
                manifest.flatMap(one -> one.files().stream()
                                .filter(file -> file.name().equals("domain.xml"))
                                .findFirst())
                        .map(file -> hash(file.sha256()))
                        .orElse(hash("")));
    }

    private Optional<PointManifest> manifest(MachineRun machine) {
        try {
            return Optional.of(ground.points().manifest(machine.point()));
        } catch (MusterException e) {
            return Optional.empty(); // it went since
        }
    }

    private static ReportValue consistency(PointManifest manifest) {
        return switch (manifest.consistency()) {
            case OFF -> ReportValue.state("VM was off", Severity.OK);
            case CRASH -> ReportValue.state("As after a power cut", Severity.WARNING);
            case FROZEN -> ReportValue.state("File systems frozen", Severity.OK);
        };
    }

    /** By what each machine was seen to be ready. */
    ReportPart evidence() {
        List<List<ReportValue>> rows = new ArrayList<>();
        for (MachineRun machine : machines) {
            for (String met : machine.evidence()) {
                rows.add(List.of(text(machine.key()), text(met)));
            }
        }
        return new ReportPart.Table(
                "evidence",
                "What each gate was met by",
                List.of(new Column("Machine", ValueType.TEXT), new Column("Gate and what was seen", ValueType.TEXT)),
                rows,
                List.of("SOC 2 A1.3", "NIS2 4.2"));
    }

    /** What machines had other than their restore points say; empty where nothing. */
    Optional<ReportPart> overrides() {
        List<List<ReportValue>> rows = new ArrayList<>();
        for (PlanMachine machine : decided.inOrder()) {
            machine.hardware().vcpus().ifPresent(count -> rows.add(row(machine, "Processors", "" + count)));
            machine.hardware().memoryMib().ifPresent(mib -> rows.add(row(machine, "Memory", mib + " MiB")));
            machine.hardware().firmware().ifPresent(kind -> rows.add(row(machine, "Firmware", kind.word())));
            machine.hardware().nicModel().ifPresent(model -> rows.add(row(machine, "NIC model", model)));
            machine.hardware().diskBus().ifPresent(bus -> rows.add(row(machine, "Disk bus", bus)));
        }
        return rows.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReportPart.Table(
                        "overrides",
                        "Hardware other than in the restore point",
                        List.of(
                                new Column("Machine", ValueType.TEXT),
                                new Column("What", ValueType.MESSAGE),
                                new Column("Value", ValueType.TEXT)),
                        rows,
                        List.of()));
    }

    private static List<ReportValue> row(PlanMachine machine, String what, String value) {
        return List.of(text(machine.key()), ReportValue.message(what), text(value));
    }
}
