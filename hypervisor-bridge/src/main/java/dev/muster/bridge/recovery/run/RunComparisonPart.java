package dev.muster.bridge.recovery.run;

import static dev.muster.model.report.ReportValue.none;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;

import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.RunComparison;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The run beside that of its kind before it.
 *
 * @param before that one; empty where there is none
 * @param now the run
 */
record RunComparisonPart(Optional<RunRecord> before, RunRecord now) {
    ReportPart part() {
        if (before.isEmpty()) {
            return new ReportPart.Text(
                    "comparison",
                    "Compared with the run before",
                    List.of("There is no earlier run of this kind."),
                    Severity.NONE);
        }
        RunComparison compared = RunComparison.of(before, now);
        return new ReportPart.Table(
                "comparison",
                "Compared with the run before",
                List.of(
                        new Column("Machine", ValueType.TEXT),
                        new Column("Before", ValueType.DURATION),
                        new Column("Now", ValueType.DURATION),
                        new Column("Change", ValueType.STATE)),
                compared.machines().stream()
                        .map(line -> List.of(text(line.key()), took(line.before()), took(line.now()), change(line)))
                        .toList(),
                List.of("ISO 22301 8.5"));
    }

    private static ReportValue took(Optional<MachineRun> run) {
        return run.flatMap(MachineRun::took).map(ReportValue::took).orElse(none());
    }

    private static ReportValue change(RunComparison.Line line) {
        Optional<Duration> slower = line.slower();
        if (slower.isEmpty()) {
            return state("Not comparable", Severity.NONE);
        }
        // what is within a tenth, or two seconds, is noise
        long noise = Math.max(
                2, line.before().flatMap(MachineRun::took).orElse(Duration.ZERO).toSeconds() / 10);
        long seconds = slower.get().toSeconds();
        return Math.abs(seconds) <= noise
                ? state("Alike", Severity.NONE)
                : seconds > 0 ? state("Slower", Severity.WARNING) : state("Faster", Severity.OK);
    }
}
