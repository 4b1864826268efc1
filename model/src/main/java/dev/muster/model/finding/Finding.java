package dev.muster.model.finding;

import dev.muster.model.inventory.LiveObject;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Something that a run of a recovery plan found wanting, and what becomes of it. Findings are never deleted: they are what an auditor
 * asks for years later.
 *
 * @param id its name
 * @param plan the plan that was run
 * @param run the run it was found by first
 * @param source what in the run it is about
 * @param machine key of the machine in the plan; empty where it is about none
 * @param title what was found, in one sentence
 * @param severity how much it matters
 * @param cause why it came to that; may be empty
 * @param owner who sees to it; may be empty
 * @param due until when
 * @param status what was done about it
 * @param note what was said about it last, such as why it is accepted; may be empty
 * @param seen the later runs that found it again, the oldest first
 * @param retested the last run that did not find it again
 * @param raisedBy the name of who ran the run or wrote it down
 * @param raisedAt when
 * @param changedBy the name of who changed it last
 * @param changedAt when
 */
public record Finding(
        FindingId id,
        PlanId plan,
        JobId run,
        FindingSource source,
        String machine,
        String title,
        FindingSeverity severity,
        String cause,
        String owner,
        Optional<LocalDate> due,
        FindingStatus status,
        String note,
        List<JobId> seen,
        Optional<JobId> retested,
        String raisedBy,
        Instant raisedAt,
        String changedBy,
        Instant changedAt)
        implements LiveObject {
    public Finding {
        seen = List.copyOf(seen);
    }

    /** Whether something is left to do and the day it should have been done by is over. */
    public boolean isOverdue(LocalDate today) {
        return status.isPending() && due.filter(day -> day.isBefore(today)).isPresent();
    }

    /** Whether it was found by that run, first or again. */
    public boolean isOf(JobId job) {
        return run.equals(job) || seen.contains(job);
    }

    /** Whether both are about the same thing of the same plan; what people wrote down is about something of its own. */
    boolean isSameAs(Finding other) {
        return source != FindingSource.OPERATOR
                && plan.equals(other.plan)
                && source == other.source
                && machine.equals(other.machine);
    }

    /** The same after a run found it again: what was said to be mended is open again. */
    Finding again(JobId job, String by, Instant at) {
        List<JobId> all = new ArrayList<>(seen);
        all.add(job);
        return new Finding(
                id,
                plan,
                run,
                source,
                machine,
                title,
                severity,
                cause,
                owner,
                due,
                status == FindingStatus.FIXED ? FindingStatus.OPEN : status,
                note,
                all,
                Optional.empty(),
                raisedBy,
                raisedAt,
                by,
                at);
    }

    /** The same after a run did not find it again, which closes what was said to be mended. */
    Finding passed(JobId job, String by, Instant at) {
        return new Finding(
                id,
                plan,
                run,
                source,
                machine,
                title,
                severity,
                cause,
                owner,
                due,
                status == FindingStatus.FIXED ? FindingStatus.CLOSED : status,
                note,
                seen,
                Optional.of(job),
                raisedBy,
                raisedAt,
                by,
                at);
    }
}
