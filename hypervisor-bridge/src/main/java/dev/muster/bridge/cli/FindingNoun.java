package dev.muster.bridge.cli;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.finding.CoverageMap;
import dev.muster.model.finding.CoverageMap.Exercise;
import dev.muster.model.finding.CoverageMap.FunctionCoverage;
import dev.muster.model.finding.CoverageMap.PlanExercise;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingChange;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.finding.FindingId;
import dev.muster.model.finding.FindingQuery;
import dev.muster.model.finding.FindingSeverity;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.JobId;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
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

/** {@code muster ctl finding}. */
@Command(
        mixinStandardHelpOptions = true,
        name = "finding",
        description = "Findings of recovery runs, and which functions were exercised.",
        synopsisSubcommandLabel = "VERB")
final class FindingNoun extends Noun {
    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "list",
            description = "The findings of which something is left to do, the worst first.")
    int list(
            @Option(names = "--plan", paramLabel = "PLAN", description = "Those of one plan.") Optional<String> plan,
            @Option(names = "--run", paramLabel = "JOB", description = "Those of one run.") Optional<String> run,
            @Option(names = "--status", paramLabel = "open|fixed|closed|accepted", description = "Those of one status.")
                    Optional<String> status,
            @Option(names = "--overdue", description = "Those whose due day is over.") boolean overdue,
            @Option(names = "--all", description = "Those that are closed or accepted as well.") boolean all) {
        return with(session -> {
            Optional<FindingStatus> wanted = status.map(FindingStatus::of);
            Optional<JobId> job = run.map(JobId::of);
            LocalDate today = LocalDate.now(ZoneId.systemDefault());
            List<Finding> findings = session.bridge().inventory().objects(Finding.class).values().stream()
                    .filter(finding -> plan.map(finding.plan().text()::equals).orElse(true))
                    .filter(finding -> job.map(finding::isOf).orElse(true))
                    .filter(finding -> wanted.map(finding.status()::equals)
                            .orElse(all || job.isPresent() || finding.status().isPending()))
                    .filter(finding -> !overdue || finding.isOverdue(today))
                    .sorted(Comparator.comparing(Finding::severity)
                            .reversed()
                            .thenComparing(finding -> finding.id().text()))
                    .toList();
            Table table = new Table(
                    "There are no findings.", "FINDING", "SEVERITY", "STATUS", "PLAN", "DUE", "OWNER", "WHAT");
            findings.forEach(finding -> table.row(
                    finding.id().text(),
                    finding.severity().word(),
                    finding.status().word(),
                    finding.plan().text(),
                    finding.due()
                            .map(day -> day + (finding.isOverdue(today) ? " overdue" : ""))
                            .orElse("-"),
                    finding.owner().isEmpty() ? "-" : finding.owner(),
                    finding.title()));
            return session.output().answer(findings, table);
        });
    }

    @Command(mixinStandardHelpOptions = true, name = "show", description = "Shows all that is known of a finding.")
    int show(@Parameters(paramLabel = "FINDING") String id) {
        return with(session -> {
            Finding finding = require(session.bridge().inventory(), FindingId.of(id));
            return session.output().answer(finding, sheet(finding));
        });
    }

    private static Finding require(InventoryImage image, FindingId id) {
        return Optional.ofNullable(image.objects(Finding.class).get(id.text()))
                .orElseThrow(() -> Problem.of(
                                ErrorCode.FINDING_NOT_FOUND,
                                "There is no finding \"" + id + "\".",
                                "Nothing was changed.",
                                "Look at the list of findings.")
                        .toException());
    }

    private static String sheet(Finding finding) {
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        lines.add(Map.entry("Finding", finding.id().text()));
        lines.add(Map.entry("What", finding.title()));
        lines.add(Map.entry("Severity", finding.severity().word()));
        lines.add(Map.entry("Status", finding.status().word()));
        lines.add(Map.entry("Plan", finding.plan().text()));
        lines.add(Map.entry("Machine", finding.machine()));
        lines.add(Map.entry("Cause", finding.cause()));
        lines.add(Map.entry("Owner", finding.owner()));
        lines.add(Map.entry("Due", finding.due().map(LocalDate::toString).orElse("")));
        lines.add(Map.entry("Note", finding.note()));
        lines.add(Map.entry("Found by run", finding.run().text()));
        lines.add(Map.entry(
                "Found again by", finding.seen().stream().map(JobId::text).collect(Collectors.joining(", "))));
        lines.add(Map.entry(
                "Not found again by", finding.retested().map(JobId::text).orElse("")));
        lines.add(Map.entry("Raised", Table.moment(finding.raisedAt()) + " by " + finding.raisedBy()));
        lines.add(Map.entry("Changed", Table.moment(finding.changedAt()) + " by " + finding.changedBy()));
        return CtlOutput.sheet(lines);
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "raise",
            description = "Writes down what somebody saw in a run; what its machines failed at is raised by itself.")
    int raise(
            @Parameters(paramLabel = "JOB", description = "The job of the run.") String run,
            @Parameters(paramLabel = "WHAT", description = "What was found, in one sentence.") String title,
            @Option(
                            names = "--severity",
                            paramLabel = "low|medium|high|critical",
                            defaultValue = "medium",
                            description = "How much it matters (default: ${DEFAULT-VALUE}).")
                    String severity,
            @Option(names = "--cause", paramLabel = "TEXT", defaultValue = "", description = "Why it came to that.")
                    String cause,
            @Option(names = "--owner", paramLabel = "NAME", defaultValue = "", description = "Who sees to it.")
                    String owner,
            @Option(names = "--due", paramLabel = "YYYY-MM-DD", description = "Until when.") Optional<String> due) {
        return with(session -> session.submit(new FindingCommand.Raise(
                JobId.of(run), title, FindingSeverity.of(severity), cause, owner, due.map(FindingNoun::day))));
    }

    /** What is changed. */
    static final class Changing {
        @Option(names = "--what", paramLabel = "TEXT", description = "What was found, in one sentence.")
        private Optional<String> title = Optional.empty();

        @Option(names = "--severity", paramLabel = "low|medium|high|critical", description = "How much it matters.")
        private Optional<String> severity = Optional.empty();

        @Option(names = "--cause", paramLabel = "TEXT", description = "Why it came to that.")
        private Optional<String> cause = Optional.empty();

        @Option(names = "--owner", paramLabel = "NAME", description = "Who sees to it.")
        private Optional<String> owner = Optional.empty();

        @Option(names = "--due", paramLabel = "YYYY-MM-DD|none", description = "Until when.")
        private Optional<String> due = Optional.empty();

        @Option(
                names = "--status",
                paramLabel = "open|fixed|closed|accepted",
                description = "What was done about it: the next run that does not find what is fixed closes it.")
        private Optional<String> status = Optional.empty();

        @Option(names = "--retested", paramLabel = "JOB", description = "The run that did not find it again.")
        private Optional<String> retested = Optional.empty();

        @Option(
                names = "--note",
                paramLabel = "TEXT",
                description = "What there is to say, such as why it is accepted.")
        private Optional<String> note = Optional.empty();

        private FindingChange change() {
            boolean none = due.filter("none"::equals).isPresent();
            return new FindingChange(
                    title,
                    severity.map(FindingSeverity::of),
                    cause,
                    owner,
                    none ? Optional.empty() : due.map(FindingNoun::day),
                    none,
                    status.map(FindingStatus::of),
                    retested.map(JobId::of),
                    note);
        }
    }

    @Command(mixinStandardHelpOptions = true, name = "set", description = "Changes what is given of a finding.")
    int set(@Parameters(paramLabel = "FINDING") String id, @Mixin Changing changing) {
        return with(session -> session.submit(new FindingCommand.Set(FindingId.of(id), changing.change())));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "assess",
            description = "Raises by rules what a run that has ended found, where Muster could not do it by itself.")
    int assess(@Parameters(paramLabel = "JOB", description = "The job of the run.") String run) {
        return with(session -> session.submit(new FindingCommand.Assess(JobId.of(run))));
    }

    @Command(
            mixinStandardHelpOptions = true,
            name = "coverage",
            description = "Which functions were exercised and which never, and when each plan is due next.")
    int coverage(
            @Option(
                            names = "--months",
                            paramLabel = "N",
                            defaultValue = "12",
                            description = "How far back an exercise counts (default: ${DEFAULT-VALUE}).")
                    int months) {
        return with(session -> {
            session.inventory();
            CoverageMap map = session.ask(new FindingQuery.Coverage(months));
            Table functions = new Table(
                    "There are no VMs.", "FUNCTION", "STATE", ">VMS", ">IN PLANS", ">EXERCISED", "LAST", "PLANS");
            for (FunctionCoverage one : map.functions()) {
                functions.row(
                        one.function(),
                        state(one),
                        String.valueOf(one.vms()),
                        String.valueOf(one.planned()),
                        String.valueOf(one.exercised()),
                        last(one.last()),
                        one.plans().isEmpty()
                                ? "-"
                                : one.plans().stream().map(Object::toString).collect(Collectors.joining(" ")));
            }
            Table plans = new Table("There are no plans.", "PLAN", "LAST RUN THAT SUCCEEDED", "NEXT DUE");
            for (PlanExercise one : map.plans()) {
                plans.row(
                        one.plan().text(),
                        last(one.last()),
                        one.due().map(Table::moment).orElse("now")
                                + (one.due().isPresent() && one.isDue(map.at()) ? " overdue" : ""));
            }
            return session.output().answer(map, functions.text() + "\n" + plans.text());
        });
    }

    private static String state(FunctionCoverage one) {
        return switch (one.state()) {
            case EXERCISED -> "exercised";
            case PARTLY -> "partly";
            case LONG_AGO -> "long ago";
            case NEVER -> "never";
            case NO_PLAN -> "in no plan";
        };
    }

    private static String last(Optional<Exercise> last) {
        return last.map(exercise -> Table.moment(exercise.at()) + " "
                        + exercise.kind().name().toLowerCase(Locale.ROOT) + " of " + exercise.plan())
                .orElse("never");
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw refused("\"" + text + "\" is no day.", "Write it as YYYY-MM-DD.");
        }
    }

    private static MusterException refused(String what, String todo) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "Nothing was changed.", todo)
                .toException();
    }
}
