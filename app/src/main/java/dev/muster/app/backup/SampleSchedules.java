package dev.muster.app.backup;

import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleId;
import dev.muster.model.schedule.ScheduledRun;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Schedules of the sample: some that do well, one that failed, one that missed runs and one that is off. */
final class SampleSchedules {
    private static final Principal OPERATOR = new Principal("operator", Role.OPERATOR, "sample");
    /** The backup among the sample's jobs that came to nothing. */
    private static final JobId FAILED = JobId.of("sample-0");

    private static final Problem FULL = Problem.of(
            ErrorCode.DISK_FULL,
            "The repository is full.",
            "Nothing of this is kept. VMs go on, and restore points that are whole stay so.",
            "Make room there, then run it again.");

    private SampleSchedules() {}

    static List<LiveObject> objects() {
        return List.of(
                schedule("nightly-web", "daily 22:15", true, 0, "nightly", run(JobState.DONE, Optional.empty(), 0)),
                schedule(
                        "db-twice-a-day",
                        "daily 06:00,18:00",
                        true,
                        9,
                        "nightly",
                        run(JobState.DONE, Optional.empty(), 0)),
                schedule(
                        "mail-offsite",
                        "weekly tue,fri 03:00",
                        true,
                        3,
                        "offsite",
                        run(JobState.UNDONE, Optional.of(FULL), 0)),
                schedule("cache-hourly", "hourly :30", true, 6, "nightly", run(JobState.DONE, Optional.empty(), 5)),
                monthly());
    }

    /** One of many VMs, of whose points a year is kept. */
    private static Schedule monthly() {
        Schedule one = schedule("month-end-archive", "monthly last 01:00", false, 0, "archive", Optional.empty());
        return new Schedule(
                one.id(),
                one.rule(),
                one.zone(),
                one.enabled(),
                new BackupCommand.RunMany(
                        "", new RepositoryId("archive"), BackupOptions.USUAL, new KeepRule(0, 0, 0, 0, 12, 0)),
                one.by(),
                one.set(),
                one.next(),
                one.last(),
                one.running());
    }

    private static Schedule schedule(
            String name, String rule, boolean enabled, int vm, String repository, Optional<ScheduledRun> last) {
        CalendarRule when = CalendarRule.parse(rule);
        ZoneId zone = ZoneId.systemDefault();
        return new Schedule(
                new ScheduleId(name),
                when,
                zone,
                enabled,
                new BackupCommand.Run(new VmId(new HostId("h1"), new UUID(1, vm)), new RepositoryId(repository)),
                OPERATOR,
                Instant.parse("2026-03-02T08:15:00Z"),
                enabled ? Optional.of(when.next(Instant.now(), zone)) : Optional.empty(),
                last,
                Optional.empty());
    }

    private static Optional<ScheduledRun> run(JobState ended, Optional<Problem> problem, int missed) {
        Instant due = Instant.now().minus(Duration.ofMinutes(42)).truncatedTo(ChronoUnit.MINUTES);
        return Optional.of(
                new ScheduledRun(due, due, Optional.of(FAILED), Optional.of(ended), problem, missed > 0, missed));
    }
}
