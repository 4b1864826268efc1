package dev.muster.app.backup;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.command.Command;
import dev.muster.model.command.TypeName;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.job.JobState;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduledRun;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Schedules in the operator's words. */
final class ScheduleWords {
    private final Texts texts;

    ScheduleWords(Texts texts) {
        this.texts = texts;
    }

    /** When it is due, such as {@code Mon, Thu at 03:00}; with its time zone where that is another than this machine's. */
    String rule(Schedule schedule) {
        String rule = rule(schedule.rule());
        return schedule.zone().equals(ZoneId.systemDefault())
                ? rule
                : texts.get("backup.rule.zone", rule, schedule.zone().getId());
    }

    /** A rule in words. */
    String rule(CalendarRule rule) {
        return switch (rule) {
            case CalendarRule.Hourly hourly ->
                texts.get(
                        "backup.rule.hourly",
                        hourly.minutes().stream().map(":%02d"::formatted).collect(Collectors.joining(", ")));
            case CalendarRule.Every every -> texts.get("backup.rule.every", every.hours());
            case CalendarRule.Daily daily -> texts.get("backup.rule.daily", times(daily.times()));
            case CalendarRule.Weekly weekly ->
                texts.get(
                        "backup.rule.weekly",
                        weekly.days().stream().map(this::day).collect(Collectors.joining(", ")),
                        times(weekly.times()));
            case CalendarRule.Monthly monthly ->
                monthly.day()
                        .map(day -> texts.get("backup.rule.monthly", day, times(monthly.times())))
                        .orElseGet(() -> texts.get("backup.rule.monthly.last", times(monthly.times())));
        };
    }

    private static String times(List<LocalTime> times) {
        return times.stream().map(LocalTime::toString).collect(Collectors.joining(", "));
    }

    String day(DayOfWeek day) {
        return day.getDisplayName(TextStyle.SHORT_STANDALONE, texts.locale());
    }

    /** What is submitted. */
    String command(Command command, InventoryImage image) {
        return switch (command) {
            case BackupCommand.Run run ->
                texts.get(
                        "backup.schedule.run",
                        image.vm(run.vm()).map(Vm::name).orElse(run.vm().text()),
                        run.repository().text());
            case BackupCommand.RunMany many
            when many.search().isBlank() ->
                texts.get("backup.schedule.run.all", many.repository().text());
            case BackupCommand.RunMany many ->
                texts.get(
                        "backup.schedule.run.search",
                        many.search(),
                        many.repository().text());
            case GroupCommand.Capture capture ->
                texts.get("backup.schedule.capture", capture.group().text());
            case BootCommand.VerifyBoot boot
            when boot.points().isEmpty() && boot.vms().isEmpty() -> texts.get("backup.schedule.boot.all");
            case BootCommand.VerifyBoot boot
            when boot.points().isEmpty() ->
                texts.get(
                        "backup.schedule.boot",
                        boot.vms().stream().map(vm -> name(vm, image)).collect(Collectors.joining(", ")));
            default -> TypeName.of(command.getClass()) + " " + command.subject();
        };
    }

    private static String name(UUID vm, InventoryImage image) {
        return image.vms().values().stream()
                .filter(one -> one.id().uuid().equals(vm))
                .findFirst()
                .map(Vm::name)
                .orElseGet(vm::toString);
    }

    Tone tone(Schedule schedule) {
        if (schedule.running().isPresent()) {
            return Tone.WORKING;
        }
        if (!schedule.enabled()) {
            return Tone.OFF;
        }
        if (schedule.last().filter(ScheduledRun::isFailed).isPresent()) {
            return Tone.BAD;
        }
        return SchedulesViewModel.isBad(schedule) ? Tone.WARNING : Tone.GOOD;
    }

    String state(Schedule schedule) {
        return texts.get(
                switch (tone(schedule)) {
                    case WORKING -> "backup.schedule.running";
                    case OFF -> "backup.schedule.off";
                    case BAD -> "backup.schedule.failed";
                    case WARNING -> "backup.schedule.missed";
                    case GOOD, PAUSED, UNKNOWN -> "backup.schedule.on";
                });
    }

    /** When it is due next, as far away as that is. */
    String next(Schedule schedule) {
        return schedule.next()
                .map(due -> texts.get("backup.schedule.in", Amounts.rough(Duration.between(Instant.now(), due))))
                .orElse("–");
    }

    String nextExact(Schedule schedule) {
        return schedule.next().map(due -> Times.full(due, texts.locale())).orElse("");
    }

    /** What became of its last run. */
    String result(Schedule schedule) {
        return schedule.last().map(this::result).orElse("–");
    }

    private String result(ScheduledRun run) {
        String result =
                run.isFailed() ? failed(run) : run.ended().isPresent() ? texts.get("backup.result.done") : running();
        return run.missed() > 0 ? texts.get("backup.schedule.and-missed", result, run.missed()) : result;
    }

    private String running() {
        return texts.get("backup.schedule.running");
    }

    private String failed(ScheduledRun run) {
        return run.ended().filter(JobState.CANCELLED::equals).isPresent()
                ? texts.get("backup.result.cancelled")
                : texts.get(
                        run.job().isEmpty() ? "backup.schedule.skipped" : "backup.result.failed",
                        run.problem().map(why -> texts.say(why.what())).orElse(""));
    }

    /** What is wrong with its last run and what to do, where something is. */
    Optional<String> wrong(Schedule schedule) {
        return schedule.last()
                .filter(run -> SchedulesViewModel.isBad(schedule))
                .map(run -> texts.get(
                                run.isFailed() ? "backup.schedule.wrong" : "backup.schedule.late",
                                Times.full(run.due(), texts.locale()),
                                run.missed())
                        + " " + run.problem().map(this::sentences).orElse(""))
                .map(String::strip);
    }

    private String sentences(Problem problem) {
        return texts.say(problem);
    }
}
