package dev.muster.bridge.cli;

import dev.muster.bridge.json.Json;
import dev.muster.model.command.Command;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobState;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import dev.muster.model.schedule.ScheduleQuery;
import dev.muster.model.schedule.ScheduledRun;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** {@code muster ctl schedule}. */
@CommandLine.Command(
        mixinStandardHelpOptions = true,
        name = "schedule",
        description = "Schedules: commands submitted by the calendar.",
        synopsisSubcommandLabel = "VERB")
final class ScheduleNoun extends Noun {
    private static final int UPCOMING = 5;

    @ParentCommand
    private @Nullable Ctl ctl;

    @Override
    @Nullable
    Ctl parent() {
        return ctl;
    }

    @CommandLine.Command(
            mixinStandardHelpOptions = true,
            name = "list",
            description = "The schedules, with the next and the last run of each.")
    int list() {
        return with(session -> {
            List<ScheduleQuery.Planned> all =
                    session.ask(new ScheduleQuery.Schedules(UPCOMING)).schedules();
            Table table = new Table(
                    "There are no schedules.", "NAME", "RULE", "ZONE", "ENABLED", "NEXT", "LAST", "RESULT", "COMMAND");
            for (ScheduleQuery.Planned planned : all) {
                Schedule one = planned.schedule();
                table.row(
                        one.id().text(),
                        one.rule().text(),
                        one.zone().getId(),
                        yesNo(one.enabled()),
                        one.next().map(Table::moment).orElse(""),
                        one.last().map(run -> Table.moment(run.due())).orElse(""),
                        one.last().map(ScheduleNoun::result).orElse(""),
                        Json.typeName(one.command().getClass()));
            }
            return session.output().answer(all, table);
        });
    }

    @CommandLine.Command(
            mixinStandardHelpOptions = true,
            name = "show",
            description = "A schedule with its next runs and the result of the last one.")
    int show(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> {
            ScheduleQuery.Planned planned = find(session, ScheduleId.of(name)).orElseThrow(() -> absent(name));
            return session.output().answer(planned, sheet(planned));
        });
    }

    @CommandLine.Command(
            mixinStandardHelpOptions = true,
            name = "set",
            description = "Makes a schedule, or changes the one of that name. What is not given stays as it is.")
    int set(
            @Parameters(paramLabel = "NAME") String name,
            @Option(
                            names = "--rule",
                            paramLabel = "RULE",
                            description = "hourly :15, every 4h, daily 06:00,22:15, weekly mon,thu 03:00,"
                                    + " monthly 1 02:00 or monthly last 02:00.")
                    Optional<String> rule,
            @Option(
                            names = "--zone",
                            paramLabel = "ZONE",
                            description = "Time zone, such as Europe/Vienna (default: this machine's).")
                    Optional<String> zone,
            @Option(
                            names = "--command",
                            paramLabel = "FILE",
                            description = "The command, written as JSON; - for standard input.")
                    Optional<Path> command,
            @Option(names = "--enabled", paramLabel = "yes|no", description = "Whether it is submitted (default: yes).")
                    Optional<String> enabled) {
        return with(session -> {
            ScheduleId id = ScheduleId.of(name);
            Optional<Schedule> before = find(session, id).map(ScheduleQuery.Planned::schedule);
            return session.submit(new ScheduleCommand.Set(
                    id,
                    rule.map(CalendarRule::parse)
                            .or(() -> before.map(Schedule::rule))
                            .orElseThrow(() -> lacking("--rule")),
                    zone.map(ScheduleNoun::zone)
                            .or(() -> before.map(Schedule::zone))
                            .orElseGet(ZoneId::systemDefault),
                    enabled.map(Noun::yesOrNo)
                            .or(() -> before.map(Schedule::enabled))
                            .orElse(true),
                    command.map(file -> Json.readStrict(Files.text(file), Command.class))
                            .or(() -> before.map(Schedule::command))
                            .orElseThrow(() -> lacking("--command"))));
        });
    }

    @CommandLine.Command(
            mixinStandardHelpOptions = true,
            name = "delete",
            description = "Deletes a schedule; a job of it that runs goes on.")
    int delete(@Parameters(paramLabel = "NAME") String name) {
        return with(session -> session.submit(new ScheduleCommand.Delete(ScheduleId.of(name))));
    }

    private static Optional<ScheduleQuery.Planned> find(CtlSession session, ScheduleId id) {
        return session.ask(new ScheduleQuery.Schedules(UPCOMING)).schedules().stream()
                .filter(planned -> planned.schedule().id().equals(id))
                .findFirst();
    }

    private static String sheet(ScheduleQuery.Planned planned) {
        Schedule one = planned.schedule();
        List<Map.Entry<String, String>> lines = new ArrayList<>();
        lines.add(Map.entry("Name", one.id().text()));
        lines.add(Map.entry("Rule", one.rule().text()));
        lines.add(Map.entry("Time zone", one.zone().getId()));
        lines.add(Map.entry("Enabled", yesNo(one.enabled())));
        lines.add(Map.entry("Command", Json.write(one.command())));
        lines.add(Map.entry("Set by", one.by().name() + ", " + Table.moment(one.set())));
        for (Instant due : planned.upcoming()) {
            lines.add(Map.entry("Next run", Table.moment(due)));
        }
        one.last().ifPresent(run -> {
            lines.add(Map.entry("Last run", Table.moment(run.due()) + ", " + result(run)));
            run.job().ifPresent(job -> lines.add(Map.entry("Job", job.text())));
            run.problem().ifPresent(problem -> lines.add(Map.entry("Problem", problem.text())));
        });
        return CtlOutput.sheet(lines);
    }

    private static String result(ScheduledRun run) {
        String word = run.job().isEmpty()
                ? run.problem()
                                .filter(why -> why.code() == ErrorCode.SCHEDULE_OVERLAP)
                                .isPresent()
                        ? "skipped"
                        : "refused"
                : run.ended().orElse(JobState.RUNNING).name().toLowerCase(Locale.ROOT);
        return word + (run.caughtUp() ? ", caught up" : "") + (run.missed() > 0 ? ", " + run.missed() + " missed" : "");
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException e) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + text + "\" is not a time zone.",
                            "Nothing was changed.",
                            "Write one such as Europe/Vienna or UTC.")
                    .toException(e);
        }
    }

    private static RuntimeException absent(String name) {
        return Problem.of(
                        ErrorCode.SCHEDULE_NOT_FOUND,
                        "There is no schedule \"" + name + "\".",
                        "",
                        "Look at the list of schedules.")
                .toException();
    }

    private static RuntimeException lacking(String option) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID,
                        "A new schedule needs " + option + ".",
                        "Nothing was changed.",
                        "Give a rule and a command.")
                .toException();
    }
}
