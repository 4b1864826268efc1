package dev.muster.bridge.cli;

import dev.muster.bridge.open.ReportTransfers;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.report.ReportQuery;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl report}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "report",
        description = "Reports: documents for people who never open Muster, which can be verified.",
        synopsisSubcommandLabel = "VERB")
final class ReportNoun extends Noun {
    private static final String KIND =
            "run, plan, boot-verification, backup, group-capture, cluster-deployment, job, audit or inventory.";

    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    /** What is to be drawn. */
    static final class Drawing {
        @Option(
                names = "--format",
                paramLabel = "pdf|html|csv|json",
                description = "A format; repeatable (default: pdf).")
        private List<String> formats = new ArrayList<>();

        @Option(
                names = "--language",
                paramLabel = "en|de",
                defaultValue = "en",
                description = "The language (default: ${DEFAULT-VALUE}).")
        private String language = "en";

        @Option(
                names = "--filter",
                paramLabel = "NAME=VALUE",
                description = "Limits the rows; which filters there are depends on the kind; repeatable.")
        private Map<String, String> filters = new LinkedHashMap<>();

        private ReportCommand.Make command(String kind, String about) {
            return new ReportCommand.Make(ReportKind.of(kind), about, formats(), ReportLanguage.of(language), filters);
        }

        private List<ReportFormat> formats() {
            return formats.isEmpty()
                    ? List.of(ReportFormat.PDF)
                    : formats.stream().map(ReportFormat::of).distinct().toList();
        }
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "make",
            description = "Makes a report, keeps it in the bridge, and downloads it where -o is given.")
    int make(
            @Parameters(paramLabel = "KIND", description = KIND) String kind,
            @Parameters(
                            paramLabel = "ID",
                            arity = "0..1",
                            defaultValue = "",
                            description = "What it is about, such as the id of a job; none for all of an inventory.")
                    String about,
            @Mixin Drawing drawing,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE|DIR",
                            description = "Where the files are written; a directory where there are several.")
                    Optional<Path> output) {
        return with(session -> {
            ReportCommand.Make command = drawing.command(kind, about);
            output.ifPresent(path -> requireRoom(path, drawing.formats()));
            session.inventory();
            JobId job = session.bridge().submit(command);
            Job ended = session.ended(job);
            int status = session.exitStatus(ended);
            if (status != 0) {
                if (session.output().json()) {
                    session.output().answer(ended, "");
                }
                return status;
            }
            MadeReport report = session.ask(new ReportQuery.Show(name(ended)));
            List<Path> files = output.map(path -> download(session, report, drawing.formats(), path))
                    .orElse(List.of());
            return session.output().answer(report, made(report, files));
        });
    }

    /** The report is the subject of each step of its job. */
    private static ReportId name(Job job) {
        return ReportId.of(job.steps().getFirst().subject());
    }

    private static String made(MadeReport report, List<Path> files) {
        return report.id().text() + "\n"
                + files.stream().map(file -> file + "\n").collect(Collectors.joining());
    }

    private static void requireRoom(Path path, List<ReportFormat> formats) {
        if (formats.size() > 1 && java.nio.file.Files.isRegularFile(path)) {
            throw refused(path + " is a file, and there are several formats.", "Name a directory.");
        }
    }

    private static List<Path> download(CtlSession session, MadeReport report, List<ReportFormat> formats, Path output) {
        boolean directory = formats.size() > 1 || java.nio.file.Files.isDirectory(output);
        List<Path> files = new ArrayList<>();
        for (ReportFormat format : formats) {
            Path file = directory ? output.resolve(report.id().text() + "." + format.extension()) : output;
            Files.write(file, ReportTransfers.fetch(session.bridge(), report.id(), format));
            files.add(file);
        }
        return files;
    }

    @Command(mixinStandardHelpOptions = true, name = "list", description = "The reports that are kept, newest first.")
    int list(
            @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most so many (50).")
                    int limit) {
        return with(session -> {
            List<MadeReport> reports =
                    session.ask(new ReportQuery.Recent(limit)).reports();
            Table table =
                    new Table("There are no reports.", "REPORT", "KIND", "ABOUT", "RESULT", "MADE", "BY", "FORMATS");
            for (MadeReport report : reports) {
                table.row(
                        report.id().text(),
                        report.kind().word(),
                        report.subject(),
                        report.result().word(),
                        Table.moment(report.madeAt()),
                        report.madeBy(),
                        formats(report));
            }
            return session.output().answer(reports, table);
        });
    }

    private static String formats(MadeReport report) {
        return report.files().stream().map(file -> file.format().extension()).collect(Collectors.joining(","));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "show",
            description = "A report that is kept; with --format its file, on standard output or in -o.")
    int show(
            @Parameters(paramLabel = "ID") String id,
            @Option(names = "--format", paramLabel = "pdf|html|csv|json", description = "The file of this format.")
                    Optional<String> format,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "Where it is written (default: standard output, except for pdf).")
                    Optional<Path> output) {
        return with(session -> {
            MadeReport report = session.ask(new ReportQuery.Show(ReportId.of(id)));
            if (format.isEmpty()) {
                return session.output().answer(report, sheet(report));
            }
            ReportFormat wanted = ReportFormat.of(format.get());
            if (output.isPresent()) {
                List<Path> files = download(session, report, List.of(wanted), output.get());
                return session.output().answer(report, files.getFirst() + "\n");
            }
            if (wanted == ReportFormat.PDF) {
                throw refused("A PDF file is not written to the terminal.", "Name a file with -o.");
            }
            session.output()
                    .raw(new String(
                            ReportTransfers.fetch(session.bridge(), report.id(), wanted),
                            java.nio.charset.StandardCharsets.UTF_8));
            return 0;
        });
    }

    private static String sheet(MadeReport report) {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        lines.add(Map.entry("Report", report.id().text()));
        lines.add(Map.entry("Kind", report.title()));
        lines.add(Map.entry("About", report.subject()));
        lines.add(Map.entry("Result", report.result().word()));
        lines.add(Map.entry("Made", Table.moment(report.madeAt()) + " by " + report.madeBy()));
        lines.add(Map.entry("Schedule", report.schedule()));
        lines.add(Map.entry("Language", report.language().tag()));
        lines.add(Map.entry("Rows", Long.toString(report.rows())));
        lines.add(Map.entry("Number", Long.toString(report.number())));
        lines.add(Map.entry("Previous", report.previous()));
        report.files()
                .forEach(file -> lines.add(Map.entry(
                        file.format().extension().toUpperCase(Locale.ROOT),
                        Sizes.text(file.bytes()) + ", SHA-256 " + file.sha256())));
        return CtlOutput.sheet(lines);
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "schedule",
            description = "Has a report made by the calendar; muster ctl schedule shows and deletes it.")
    int schedule(
            @Parameters(paramLabel = "NAME") String name,
            @Parameters(paramLabel = "KIND", description = KIND) String kind,
            @Parameters(paramLabel = "ID", arity = "0..1", defaultValue = "", description = "What it is about.")
                    String about,
            @Option(
                            names = "--when",
                            paramLabel = "RULE",
                            required = true,
                            description = "Such as daily 06:00, weekly mon 03:00 or monthly 1 02:00.")
                    String rule,
            @Mixin Drawing drawing) {
        return with(session -> session.submit(new ScheduleCommand.Set(
                ScheduleId.of(name),
                CalendarRule.parse(rule),
                ZoneId.systemDefault(),
                true,
                drawing.command(kind, about))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "verify",
            description = "Says whether a file is a report made here and unchanged, and whether register and audit are"
                    + " unbroken. Exit status: 0 if all of that is so, 1 otherwise.")
    int verify(@Parameters(paramLabel = "FILE") Path file) {
        return with(session -> {
            ReportTransfers.Verified verified = ReportTransfers.verify(session.bridge(), Files.bytes(file));
            session.output().answer(verified, ReportVerdictText.of(file, verified));
            return verified.isWhole() ? 0 : 1;
        });
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "delete",
            description = "Deletes the files of a report; that it was made, and its checksums, stay in the register.")
    int delete(@Parameters(paramLabel = "ID") String id) {
        return with(session -> session.submit(new ReportCommand.Delete(ReportId.of(id))));
    }

    private static MusterException refused(String what, String todo) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "Nothing was changed.", todo)
                .toException();
    }
}
