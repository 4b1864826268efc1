package dev.muster.model.schedule;

import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A command that is submitted by the calendar.
 *
 * @param id its name
 * @param rule when
 * @param zone whose clock the rule is about
 * @param enabled whether it is submitted at all
 * @param command what is submitted
 * @param by who set it, and as whom it is submitted
 * @param set when it was set
 * @param next when it is due next; empty while it is not enabled
 * @param last its last run; empty before the first
 * @param running the job of a run that has not ended; empty where there is none
 */
public record Schedule(
        ScheduleId id,
        CalendarRule rule,
        ZoneId zone,
        boolean enabled,
        Command command,
        Principal by,
        Instant set,
        Optional<Instant> next,
        Optional<ScheduledRun> last,
        Optional<JobId> running)
        implements LiveObject {
    /** A schedule as it is after it was set; what is known of its runs stays. */
    public static Schedule of(ScheduleCommand.Set wanted, Principal by, Instant at, Optional<Schedule> before) {
        Optional<Instant> due = Optional.of(wanted)
                .filter(ScheduleCommand.Set::enabled)
                .map(on -> on.rule().next(at, on.zone()));
        // a run that is due already is not lost when only the command changes
        Optional<Instant> kept = before.filter(old -> old.enabled() == wanted.enabled()
                        && old.rule().equals(wanted.rule())
                        && old.zone().equals(wanted.zone()))
                .flatMap(Schedule::next);
        return new Schedule(
                wanted.schedule(),
                wanted.rule(),
                wanted.zone(),
                wanted.enabled(),
                wanted.command(),
                by,
                at,
                kept.or(() -> due),
                before.flatMap(Schedule::last),
                before.flatMap(Schedule::running));
    }

    /** The schedule after a run: due again by its rule. */
    public Schedule ran(ScheduledRun run) {
        Optional<Instant> following = next.map(due -> due.isAfter(run.due()) ? due : rule.next(run.due(), zone));
        boolean known = last.filter(before -> !before.due().isBefore(run.due())).isPresent();
        return new Schedule(
                id,
                rule,
                zone,
                enabled,
                command,
                by,
                set,
                following,
                known ? last : Optional.of(run),
                known ? running : run.job().or(() -> running));
    }

    /** The schedule after the job of its run ended. */
    public Schedule ended(Job job) {
        if (running.filter(job.id()::equals).isEmpty()) {
            return this;
        }
        Optional<ScheduledRun> result =
                last.map(run -> run.job().filter(job.id()::equals).isPresent() ? run.ended(job) : run);
        return new Schedule(id, rule, zone, enabled, command, by, set, next, result, Optional.empty());
    }

    /** When it is due the next times; none while it is not enabled. */
    public List<Instant> upcoming(int count) {
        List<Instant> times = new ArrayList<>();
        next.ifPresent(first -> {
            Instant due = first;
            while (times.size() < count) {
                times.add(due);
                due = rule.next(due, zone);
            }
        });
        return times;
    }

    /** The command may say more than a viewer sees. */
    @Override
    public Role requires() {
        return Role.OPERATOR;
    }
}
