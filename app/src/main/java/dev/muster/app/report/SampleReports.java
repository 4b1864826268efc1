package dev.muster.app.report;

import dev.muster.bridge.json.ReportJson;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.report.ReportQuery;
import dev.muster.model.report.ReportResult;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleId;
import dev.muster.model.schedule.ScheduledRun;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reports of the sample, each with its JSON form in the chain, and two schedules of which one makes some of them. */
final class SampleReports {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** A report with what was registered of it. */
    private record Sample(MadeReport made, Report report) {}

    private SampleReports() {}

    static List<LiveObject> objects() {
        return Stream.concat(all().stream().map(Sample::made), schedules().stream())
                .map(LiveObject.class::cast)
                .toList();
    }

    /** The report that was made last. */
    static MadeReport newest() {
        return all().getLast().made();
    }

    /** Its JSON form. */
    static byte[] newestJson() {
        return ReportJson.bytes(all().getLast().report());
    }

    static ReportQuery.Canonical draft(ReportQuery.Draft asked) {
        Report like = all().stream()
                .map(Sample::report)
                .filter(report -> report.head().kind() == asked.kind())
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.NOT_SUPPORTED,
                                "This sample has no such reports.",
                                "Nothing was changed.",
                                "Choose another kind.")
                        .toException());
        return new ReportQuery.Canonical(new String(ReportJson.bytes(like), StandardCharsets.UTF_8));
    }

    static ReportQuery.Part content(ReportQuery.Content asked) {
        byte[] whole = all().stream()
                .filter(sample -> sample.made().id().equals(asked.report()) && asked.format() == ReportFormat.JSON)
                .findFirst()
                .map(sample -> ReportJson.bytes(sample.report()))
                .orElseThrow(() -> Problem.of(
                                ErrorCode.REPORT_NOT_FOUND,
                                "This sample has the JSON form of reports alone.",
                                "Nothing was changed.",
                                "Save it as JSON.")
                        .toException());
        byte[] rest = Arrays.copyOfRange(whole, (int) Math.min(asked.offset(), whole.length), whole.length);
        return new ReportQuery.Part(Base64.getEncoder().encodeToString(rest), asked.offset(), whole.length);
    }

    static ReportQuery.Verdict verdict(ReportQuery.Verify asked) {
        ReportQuery.Chain chain = new ReportQuery.Chain(all().size(), List.of(), 1284, Optional.empty());
        for (Sample sample : all()) {
            for (MadeReport.File file : sample.made().files()) {
                if (file.sha256().equals(asked.sha256())) {
                    return new ReportQuery.Verdict(
                            ReportQuery.Finding.MADE_HERE,
                            Optional.of(sample.made()),
                            Optional.of(file.format()),
                            true,
                            chain);
                }
            }
        }
        return all().stream()
                .filter(sample -> asked.named().contains(sample.made().id()))
                .findFirst()
                .map(sample -> new ReportQuery.Verdict(
                        ReportQuery.Finding.CHANGED, Optional.of(sample.made()), asked.format(), true, chain))
                .orElseGet(() -> new ReportQuery.Verdict(
                        ReportQuery.Finding.UNKNOWN, Optional.empty(), Optional.empty(), false, chain));
    }

    /** The beginning of the day, so that the names are the same whenever they are asked for. */
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.DAYS);
    }

    /** All of them, the oldest first. */
    private static List<Sample> all() {
        List<Sample> all = new ArrayList<>();
        add(
                all,
                ReportKind.INVENTORY,
                "",
                23_100,
                "scheduler",
                ReportLanguage.EN,
                "monthly-inventory",
                ReportFormat.PDF);
        add(
                all,
                ReportKind.BACKUP,
                "mail-13",
                14_300,
                "anna",
                ReportLanguage.EN,
                "",
                ReportFormat.PDF,
                ReportFormat.CSV);
        add(all, ReportKind.GROUP_CAPTURE, "shop", 5_500, "anna", ReportLanguage.DE, "", ReportFormat.PDF);
        add(all, ReportKind.CLUSTER_DEPLOYMENT, "web", 2_310, "operator", ReportLanguage.EN, "", ReportFormat.HTML);
        add(all, ReportKind.AUDIT, "", 930, "scheduler", ReportLanguage.EN, "weekly-audit", ReportFormat.CSV);
        add(
                all,
                ReportKind.JOB,
                "Start 4 VMs",
                6,
                "operator",
                ReportLanguage.EN,
                "",
                ReportFormat.PDF,
                ReportFormat.HTML);
        return List.copyOf(all);
    }

    private static void add(
            List<Sample> all,
            ReportKind kind,
            String subject,
            int minutes,
            String by,
            ReportLanguage language,
            String schedule,
            ReportFormat... formats) {
        Instant at = now().minus(Duration.ofMinutes(minutes));
        String named =
                subject.isEmpty() ? "" : "-" + subject.toLowerCase(Locale.ROOT).replace(' ', '-');
        ReportId id = ReportId.of(
                kind.word() + named + "-" + STAMP.format(at) + "-%04x".formatted(40_961 + 977 * minutes % 16_384));
        String previous = all.isEmpty() ? "" : all.getLast().made().jsonSha256();
        ReportResult result = SampleReportParts.result(kind);
        List<ReportHead.RowCount> counts = SampleReportParts.counts(kind);
        Report report = new Report(
                new ReportHead(id, kind, subject, result, at, by, "0.1.0", List.of(), counts, previous),
                SampleReportParts.of(kind, at));
        byte[] json = ReportJson.bytes(report);
        List<MadeReport.File> files = new ArrayList<>();
        for (ReportFormat format : formats) {
            byte[] name = (id.text() + format).getBytes(StandardCharsets.UTF_8);
            files.add(new MadeReport.File(format, 18_400L + 911L * minutes, ReportJson.sha256(name)));
        }
        files.add(new MadeReport.File(ReportFormat.JSON, json.length, ReportJson.sha256(json)));
        long rows = counts.stream().mapToLong(ReportHead.RowCount::rows).sum();
        all.add(new Sample(
                new MadeReport(
                        id, all.size() + 1L, kind, subject, language, result, files, at, by, schedule, rows, previous),
                report));
    }

    private static List<Schedule> schedules() {
        return List.of(
                schedule("monthly-inventory", "monthly 1 02:00", ReportKind.INVENTORY, "all", ReportFormat.PDF),
                schedule("weekly-audit", "weekly mon 06:00", ReportKind.AUDIT, "", ReportFormat.CSV));
    }

    private static Schedule schedule(String name, String rule, ReportKind kind, String about, ReportFormat format) {
        CalendarRule when = CalendarRule.parse(rule);
        ZoneId zone = ZoneId.systemDefault();
        Instant due = now().minus(Duration.ofDays(3)).truncatedTo(ChronoUnit.HOURS);
        return new Schedule(
                new ScheduleId(name),
                when,
                zone,
                true,
                new ReportCommand.Make(kind, about, List.of(format), ReportLanguage.EN, Map.of()),
                new Principal("operator", Role.ADMINISTRATOR, "sample"),
                Instant.parse("2026-03-02T08:15:00Z"),
                Optional.of(when.next(Instant.now(), zone)),
                Optional.of(new ScheduledRun(
                        due,
                        due,
                        Optional.of(JobId.of("sample-1")),
                        Optional.of(JobState.DONE),
                        Optional.empty(),
                        false,
                        0)),
                Optional.empty());
    }
}
