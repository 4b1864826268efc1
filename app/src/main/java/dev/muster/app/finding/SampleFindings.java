package dev.muster.app.finding;

import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingId;
import dev.muster.model.finding.FindingSeverity;
import dev.muster.model.finding.FindingSource;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Findings of the sample's runs: of every severity and status, one of them overdue. */
final class SampleFindings {
    private static final PlanId SHOP = new PlanId("shop");
    private static final PlanId BILLING = new PlanId("billing-reconciliation-all-sites");
    private static final PlanId MONTH_END = new PlanId("month-end");

    private SampleFindings() {}

    static List<LiveObject> objects() {
        return List.of(missed(), frames(), slow(), old(), list(), replica());
    }

    private static Finding missed() {
        String machine = "reconciliation-service-with-a-long-name";
        return finding(
                "f-20261031-3fa2-1",
                run(SHOP, 2),
                FindingSource.MACHINE,
                machine,
                machine + " did not become ready.",
                FindingSeverity.HIGH,
                machine + " did not become ready within 600 s.",
                "bernd",
                due(-3),
                FindingStatus.OPEN,
                "The service waits for the archive server, which the plan does not recover.",
                List.of(run(SHOP, 1)),
                Optional.empty(),
                "anna",
                24 * 30,
                24 * 9);
    }

    private static Finding frames() {
        return finding(
                "f-20260930-91bc-1",
                run(BILLING, 2),
                FindingSource.ISOLATION,
                "",
                "Frames of the test were seen outside its networks.",
                FindingSeverity.CRITICAL,
                "12 frames of 10.7.0.10 were seen on eth0 of h2.",
                "carla",
                due(12),
                FindingStatus.FIXED,
                "The second bridge of h2 was in the same VLAN; it has one of its own now. The next test shows whether that is all.",
                List.of(),
                Optional.empty(),
                "anna",
                24 * 30,
                50);
    }

    private static Finding slow() {
        return finding(
                "f-20261121-77d0-1",
                run(SHOP, 1),
                FindingSource.RECOVERY_TIME,
                "",
                "The recovery took longer than its objective.",
                FindingSeverity.MEDIUM,
                "",
                "",
                Optional.empty(),
                FindingStatus.OPEN,
                "",
                List.of(),
                Optional.empty(),
                "bernd",
                24 * 9,
                24 * 9);
    }

    private static Finding old() {
        return finding(
                "f-20260930-c01a-1",
                run(MONTH_END, 4),
                FindingSource.DATA_AGE,
                "",
                "The data was older than its objective.",
                FindingSeverity.MEDIUM,
                "",
                "anna",
                Optional.empty(),
                FindingStatus.ACCEPTED,
                "The ledger is closed after the month's end and can be imported again from the bank files.",
                List.of(run(MONTH_END, 2)),
                Optional.empty(),
                "anna",
                24 * 61,
                24 * 28);
    }

    private static Finding list() {
        return finding(
                "f-20260930-3fa2-4",
                run(SHOP, 4),
                FindingSource.OPERATOR,
                "",
                "The call list names two people who have left.",
                FindingSeverity.LOW,
                "It is kept on paper in the control room.",
                "carla",
                due(-40),
                FindingStatus.CLOSED,
                "The list is in the wiki now; no run can show that.",
                List.of(),
                Optional.empty(),
                "carla",
                24 * 61,
                24 * 44);
    }

    private static Finding replica() {
        return finding(
                "f-20260930-3fa2-1",
                run(SHOP, 4),
                FindingSource.MACHINE,
                "db-replica",
                "db-replica did not become ready.",
                FindingSeverity.HIGH,
                "Its replication slot was missing in the restore point.",
                "bernd",
                due(-20),
                FindingStatus.CLOSED,
                "",
                List.of(),
                Optional.of(run(SHOP, 0)),
                "anna",
                24 * 61,
                4);
    }

    /** A run of the sample's recovery plans, of which 0 is the newest. */
    private static JobId run(PlanId plan, int number) {
        return JobId.of(plan + "-run-" + number);
    }

    private static Optional<LocalDate> due(int days) {
        return Optional.of(LocalDate.now(ZoneId.systemDefault()).plusDays(days));
    }

    private static Instant before(long hours) {
        return Instant.now().truncatedTo(ChronoUnit.HOURS).minus(Duration.ofHours(hours));
    }

    private static Finding finding(
            String id,
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
            String by,
            long raised,
            long changed) {
        return new Finding(
                FindingId.of(id),
                new PlanId(run.text().substring(0, run.text().lastIndexOf("-run-"))),
                run,
                source,
                machine,
                title,
                severity,
                cause,
                owner,
                due,
                status,
                note,
                seen,
                retested,
                by,
                before(raised),
                owner.isEmpty() ? by : owner,
                before(changed));
    }
}
