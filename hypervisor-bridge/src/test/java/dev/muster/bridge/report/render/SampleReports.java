package dev.muster.bridge.report.render;

import static dev.muster.model.report.ReportValue.at;
import static dev.muster.model.report.ReportValue.bytes;
import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.hash;
import static dev.muster.model.report.ReportValue.message;
import static dev.muster.model.report.ReportValue.none;
import static dev.muster.model.report.ReportValue.number;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;
import static dev.muster.model.report.ReportValue.took;

import dev.muster.model.report.Report;
import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Answer;
import dev.muster.model.report.ReportPart.Bar;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportPart.Span;
import dev.muster.model.report.ReportPart.TreeStep;
import dev.muster.model.report.ReportResult;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reports to draw. */
final class SampleReports {
    static final Instant BEGAN = Instant.parse("2026-11-30T14:05:07Z");
    private static final ReportValue.State PASSED = state("Passed", Severity.OK);
    private static final ReportValue.State FAILED = state("Failed", Severity.FAILED);
    private static final ReportValue.State LATE = state("Warning", Severity.WARNING);

    private SampleReports() {}

    /** A run with every part and every type of value. */
    static Report run() {
        return new Report(
                head(ReportKind.RUN, "shop", "Failed", Severity.FAILED),
                List.of(failures(), objectives(), machines(), gantt(12), tree(), clauses(), signOff()));
    }

    /** An inventory of one table. */
    static Report inventory(int rows) {
        return table("", rows, i -> "vm-" + i);
    }

    /** One row, whose name is this. */
    static Report named(String name) {
        return new Report(
                head(ReportKind.JOB, name, "Passed", Severity.OK),
                List.of(
                        new ReportPart.Facts("facts", "Objectives", List.of(new Fact("Name", text(name)))),
                        new ReportPart.Table(
                                "vms",
                                "Machines",
                                List.of(
                                        new Column("Name", ValueType.TEXT),
                                        new Column("State", ValueType.STATE),
                                        new Column("Duration", ValueType.DURATION)),
                                List.of(List.of(text(name), PASSED, took(Duration.ofSeconds(75)))),
                                List.of()),
                        new ReportPart.Gantt(
                                "gantt",
                                "Planned and actual times",
                                List.of(new Bar(name, span(0, 60), span(0, 75), PASSED)),
                                List.of()),
                        new ReportPart.Tree(
                                "steps",
                                "Steps",
                                List.of(new TreeStep(
                                        "Start " + name,
                                        PASSED,
                                        Optional.of(BEGAN),
                                        Optional.empty(),
                                        Optional.empty(),
                                        1,
                                        List.of(name, "ok"),
                                        List.of())))));
    }

    private static Report table(String subject, int rows, java.util.function.IntFunction<String> name) {
        return new Report(
                new ReportHead(
                        ReportId.of("inventory-20261130"),
                        ReportKind.INVENTORY,
                        subject,
                        new ReportResult("Complete", Severity.NONE, ""),
                        BEGAN,
                        "admin",
                        "0.1.0",
                        List.of(new ReportHead.Filter("State", message("Passed"))),
                        List.of(new ReportHead.RowCount("Machines", rows)),
                        ""),
                List.of(new ReportPart.Table(
                        "machines",
                        "Machines",
                        List.of(
                                new Column("Name", ValueType.TEXT),
                                new Column("State", ValueType.STATE),
                                new Column("Path", ValueType.CODE),
                                new Column("Size", ValueType.BYTES),
                                new Column("Duration", ValueType.DURATION),
                                new Column("Attempts", ValueType.NUMBER)),
                        IntStream.range(0, rows)
                                .mapToObj(i -> List.of(
                                        text(name.apply(i)),
                                        i % 7 == 0 ? LATE : PASSED,
                                        code("/var/lib/libvirt/images/vm-" + i + ".qcow2"),
                                        bytes(123_456_789L * (i + 1)),
                                        took(Duration.ofMillis(137L * i * i)),
                                        number(i)))
                                .toList(),
                        List.of())));
    }

    private static ReportHead head(ReportKind kind, String subject, String word, Severity severity) {
        return new ReportHead(
                ReportId.of("run-shop-20261130-140507"),
                kind,
                subject,
                new ReportResult(
                        word,
                        severity,
                        "A run passes when each machine is started and all its gates pass within the recovery time objective."),
                BEGAN.plusSeconds(7_600),
                "anna.schmidt",
                "0.1.0",
                List.of(),
                List.of(new ReportHead.RowCount("Machines", 12), new ReportHead.RowCount("Steps", 9)),
                "3f79bb7b435b05321651daefd374cdc681dc06faa65e374e38337b88ca046dea");
    }

    private static ReportPart failures() {
        return new ReportPart.Text(
                "failures",
                "What failed",
                List.of(
                        "db-02 did not answer on port 5432 within 120 s. The tier was closed without it.",
                        "The recovery time objective was missed by 5 min."),
                Severity.FAILED);
    }

    private static ReportPart objectives() {
        return new ReportPart.Facts(
                "objectives",
                "Objectives",
                List.of(
                        new Fact("Recovery time objective", took(Duration.ofHours(2)), "ISO 22301 8.4.2"),
                        new Fact("Measured recovery time", took(Duration.ofMinutes(125)), "ISO 22301 8.5"),
                        new Fact("Started", at(BEGAN)),
                        new Fact("Restored data", bytes(1_234_567_890_123L)),
                        new Fact("Availability", number(new BigDecimal("99.95"))),
                        new Fact("Change in machines", number(-3)),
                        new Fact("Result", FAILED),
                        new Fact("Plan", text("shop")),
                        new Fact("Plan version", code("shop@17")),
                        new Fact(
                                "Restore point",
                                hash("9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")),
                        new Fact("Mode", message("Test in isolated networks"))));
    }

    private static ReportPart machines() {
        List<List<ReportValue>> rows = new ArrayList<>();
        rows.add(List.of(
                text("db-02"),
                FAILED,
                at(BEGAN.plusSeconds(65)),
                took(Duration.ofSeconds(181)),
                bytes(68_719_476_736L),
                number(3)));
        rows.add(List.of(
                text("a-rather-long-name-of-a-machine-that-someone-once-thought-good-01"),
                LATE,
                at(BEGAN.plusSeconds(400)),
                took(Duration.ofMinutes(63)),
                bytes(8_589_934_592L),
                number(1)));
        for (int i = 1; i <= 10; i++) {
            rows.add(List.of(
                    text("web-" + i),
                    PASSED,
                    at(BEGAN.plusSeconds(65L * i)),
                    took(Duration.ofSeconds(31L * i)),
                    bytes(4_321_987_654L * i),
                    i == 4 ? none() : number(1)));
        }
        return new ReportPart.Table(
                "machines",
                "Machines",
                List.of(
                        new Column("Name", ValueType.TEXT),
                        new Column("State", ValueType.STATE),
                        new Column("Started", ValueType.INSTANT),
                        new Column("Duration", ValueType.DURATION),
                        new Column("Size", ValueType.BYTES),
                        new Column("Attempts", ValueType.NUMBER)),
                rows,
                List.of("ISO 22301 8.5", "DORA Art. 26"));
    }

    static ReportPart gantt(int bars) {
        return new ReportPart.Gantt(
                "times",
                "Planned and actual times",
                IntStream.range(0, bars)
                        .mapToObj(i -> new Bar(
                                i == 1
                                        ? "a-rather-long-name-of-a-machine-that-someone-once-thought-good-01"
                                        : "web-" + i,
                                i == 5 ? Optional.empty() : span(300L * i, 300L * i + 600),
                                i == 7 ? Optional.empty() : span(310L * i, 310L * i + 500 + i * 40L),
                                i == 3 ? FAILED : i == 4 ? LATE : PASSED))
                        .toList(),
                List.of("ISO 22301 8.5"));
    }

    private static ReportPart tree() {
        TreeStep restore = step("Restore the disks", PASSED, 5, 400, 1, "copied 68719476736 bytes", "sha256 verified");
        TreeStep gate = step(
                "Wait for port 5432",
                FAILED,
                400,
                520,
                3,
                "connect: Connection refused",
                "connect: Connection refused",
                "=HYPERLINK(\"http://x\")");
        TreeStep machine = new TreeStep(
                "Start db-02",
                FAILED,
                Optional.of(BEGAN.plusSeconds(5)),
                Optional.of(BEGAN.plusSeconds(520)),
                Optional.of(Duration.ofSeconds(5)),
                1,
                List.of(),
                List.of(restore, gate));
        TreeStep never = new TreeStep(
                "Close tier 2",
                state("Skipped", Severity.NONE),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                List.of(),
                List.of());
        return new ReportPart.Tree(
                "steps",
                "Steps",
                Stream.of(
                                step("Create networks", PASSED, 0, 2, 1),
                                machine,
                                step("Start web-1", LATE, 521, 900, 2, "guest agent answered after 379 s"),
                                never)
                        .toList());
    }

    private static TreeStep step(
            String title, ReportValue.State state, long began, long ended, int attempts, String... output) {
        return new TreeStep(
                title,
                state,
                Optional.of(BEGAN.plusSeconds(began)),
                Optional.of(BEGAN.plusSeconds(ended)),
                Optional.of(Duration.ofMillis(350)),
                attempts,
                List.of(output),
                List.of());
    }

    private static ReportPart clauses() {
        return new ReportPart.Clauses(
                "clauses",
                "Requirements of standards",
                List.of(
                        new Answer(
                                "ISO 22301:2019",
                                "8.5",
                                "Exercises are run at planned intervals and their results are kept.",
                                List.of("objectives", "steps")),
                        new Answer(
                                "DORA (EU) 2022/2554",
                                "Art. 26",
                                "Systems that support critical functions are tested.",
                                List.of())));
    }

    private static ReportPart signOff() {
        return new ReportPart.SignOff("sign-off", "Sign-off", List.of("Exercise lead", "Owner of the service"));
    }

    private static Optional<Span> span(long begin, long end) {
        return Optional.of(new Span(Duration.ofSeconds(begin), Duration.ofSeconds(end)));
    }
}
