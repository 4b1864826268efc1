package dev.muster.bridge.schedule;

import dev.muster.bridge.feature.Submitter;
import dev.muster.bridge.job.Jobs;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.ScheduleRuns;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleId;
import dev.muster.model.schedule.ScheduledRun;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Submits what is due. A run is claimed in the database before it is submitted, under a key that is claimed with it: whoever
 * finds a run that was claimed and not submitted submits it under the same key, which gives the same job, however many do.
 */
final class ScheduleRunner {
    private static final Logger LOG = LoggerFactory.getLogger(ScheduleRunner.class);
    /** A run that is later than this was missed first. */
    private static final Duration GRACE = Duration.ofMinutes(1);

    private final Schedules schedules;
    private final ScheduleRuns runs;
    private final Submitter submitter;
    private final Jobs jobs;
    private final Clock clock;
    private final Minting minting;
    private final Instant since;
    private final Set<JobId> followed = ConcurrentHashMap.newKeySet();

    /** What is due before this was made was missed. */
    ScheduleRunner(
            Schedules schedules, ScheduleRuns runs, Submitter submitter, Jobs jobs, Clock clock, Minting minting) {
        this.schedules = schedules;
        this.runs = runs;
        this.submitter = submitter;
        this.jobs = jobs;
        this.clock = clock;
        this.minting = minting;
        this.since = clock.instant();
    }

    /** Whether a job is one of a run that is not known to have ended. */
    boolean follows(JobId job) {
        return followed.contains(job);
    }

    /** Submits the runs that were claimed, but not submitted, when the bridge last ended. */
    void recover() {
        for (ScheduleRuns.Run run : runs.unsettled()) {
            if (schedules.find(ScheduleId.of(run.schedule())).isPresent()) {
                finish(run);
            } else {
                runs.forget(run.schedule());
            }
        }
    }

    /**
     * Submits what is due, and writes down which jobs have ended.
     *
     * @return when something is due next; empty where nothing is
     * @throws MusterException {@code BRIDGE_STOPPING}, {@code STORE_FULL}, {@code STORE_UNREADABLE}: to be done again
     */
    Optional<Instant> pass() {
        for (Schedule schedule : schedules.all()) {
            run(settled(schedule));
        }
        return schedules.all().stream()
                .flatMap(schedule -> schedule.next().stream())
                .min(Comparator.naturalOrder());
    }

    /** The schedule without a job that has ended. */
    private Schedule settled(Schedule schedule) {
        Optional<Job> ended = schedule.running()
                .flatMap(this::known)
                .filter(job -> job.state().isEnded());
        if (ended.isEmpty()) {
            schedule.running().ifPresent(followed::add);
            return schedule;
        }
        followed.remove(ended.get().id());
        schedules.update(schedule.id(), now -> now.ended(ended.get()));
        return schedule.ended(ended.get());
    }

    private Optional<Job> known(JobId id) {
        try {
            return Optional.of(jobs.job(id));
        } catch (MusterException e) {
            LOG.warn(
                    "The job {} of a schedule is not known: {}", id, e.problem().what());
            return Optional.empty();
        }
    }

    private void run(Schedule schedule) {
        Instant now = clock.instant();
        Due.of(schedule, now).ifPresent(due -> {
            boolean caughtUp = due.at().isBefore(since) || due.at().plus(GRACE).isBefore(now);
            ClaimedRun claimed = new ClaimedRun(schedule.command(), schedule.by(), caughtUp, due.missed());
            boolean claimedHere = runs.claim(new ScheduleRuns.Run(
                    schedule.id().text(),
                    due.at(),
                    minting.uuid().toString(),
                    now,
                    Json.write(claimed),
                    schedule.running()
                            .map(job ->
                                    Json.write(planned(due.at(), claimed, now).refused(overlap(schedule, job), now)))));
            LOG.debug(
                    "The run of {} due at {} was claimed {}", schedule.id(), due.at(), claimedHere ? "here" : "before");
            runs.find(schedule.id().text(), due.at()).ifPresent(this::finish);
        });
    }

    /** Submits a claimed run, whoever claimed it, and shows what became of it. */
    private void finish(ScheduleRuns.Run run) {
        ScheduledRun result = run.result()
                .map(text -> Json.read(text, ScheduledRun.class))
                .orElseGet(() -> submit(run, Json.read(run.body(), ClaimedRun.class)));
        result.job().ifPresent(followed::add);
        schedules.update(ScheduleId.of(run.schedule()), schedule -> schedule.ran(result));
        // one that ended before it was followed told nobody
        result.job().flatMap(_ -> schedules.find(ScheduleId.of(run.schedule()))).ifPresent(this::settled);
    }

    private ScheduledRun submit(ScheduleRuns.Run run, ClaimedRun claimed) {
        Instant now = clock.instant();
        ScheduledRun planned = planned(run.due(), claimed, now);
        try {
            JobId job = submitter.submit(
                    claimed.command(),
                    claimed.by().from("schedule/" + run.schedule()),
                    run.requestKey(),
                    id -> runs.settling(run, now, Json.write(planned.submittedAs(id, now))));
            return planned.submittedAs(job, now);
        } catch (MusterException e) {
            if (isPassing(e.problem())) {
                throw e;
            }
            return refused(run, planned.refused(e.problem(), now));
        } catch (RuntimeException e) {
            LOG.error("The run of {} due at {} failed", run.schedule(), run.due(), e);
            return refused(
                    run,
                    planned.refused(
                            Problem.of(
                                            ErrorCode.INTERNAL,
                                            "A scheduled run could not be submitted.",
                                            "Nothing was changed.",
                                            "Report this with the details and the bridge's log.")
                                    .withDetails(String.valueOf(e)),
                            now));
        }
    }

    private ScheduledRun refused(ScheduleRuns.Run run, ScheduledRun result) {
        runs.settle(run, result.submitted(), Json.write(result));
        return result;
    }

    /** Whether it is the bridge that cannot, so that the same run is submitted later. */
    private static boolean isPassing(Problem problem) {
        return problem.code() == ErrorCode.BRIDGE_STOPPING
                || problem.code() == ErrorCode.STORE_FULL
                || problem.code() == ErrorCode.STORE_UNREADABLE;
    }

    private static ScheduledRun planned(Instant due, ClaimedRun claimed, Instant now) {
        return new ScheduledRun(
                due, now, Optional.empty(), Optional.empty(), Optional.empty(), claimed.caughtUp(), claimed.missed());
    }

    private static Problem overlap(Schedule schedule, JobId job) {
        return Problem.of(
                ErrorCode.SCHEDULE_OVERLAP,
                "A run of the schedule " + schedule.id() + " was skipped: the job " + job
                        + " of the run before has not ended.",
                "Nothing was changed.",
                "Set times further apart, or look at why that job takes so long.");
    }
}
