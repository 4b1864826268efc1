package dev.muster.app.finding;

import dev.muster.model.finding.CoverageMap;
import dev.muster.model.finding.CoverageMap.Exercise;
import dev.muster.model.finding.CoverageMap.FunctionCoverage;
import dev.muster.model.finding.CoverageMap.PlanExercise;
import dev.muster.model.finding.FindingQuery;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmFunction;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What was exercised in the sample: most functions, some of them in part or long ago, one never, and one in no plan. */
final class SampleCoverage {
    private static final PlanId SHOP = new PlanId("shop");
    private static final PlanId BILLING = new PlanId("billing-reconciliation-all-sites");
    private static final PlanId MONTH_END = new PlanId("month-end");

    /** Of six VMs of a function. */
    private record Known(int planned, int exercised, int days, RunKind kind, List<PlanId> plans) {}

    private static final Known NONE = new Known(0, 0, 0, RunKind.TEST, List.of());

    private static final Map<String, Known> FUNCTIONS = Map.of(
            "web", new Known(6, 6, 0, RunKind.TEST, List.of(SHOP)),
            "db", new Known(6, 6, 9, RunKind.RECOVERY, List.of(BILLING, SHOP)),
            "lb", new Known(6, 6, 0, RunKind.TEST, List.of(SHOP)),
            "ldap", new Known(6, 6, 0, RunKind.TEST, List.of(SHOP)),
            "mail", new Known(4, 2, 61, RunKind.TEST, List.of(SHOP)),
            "cache", new Known(6, 6, 410, RunKind.PLANNED, List.of(SHOP)),
            "reconciliation-service-with-a-long-name", new Known(2, 0, 0, RunKind.TEST, List.of(BILLING, MONTH_END)));

    private SampleCoverage() {}

    static CoverageMap of(FindingQuery.Coverage asked, InventoryImage image) {
        Instant now = Instant.now();
        Instant since =
                now.atZone(ZoneId.systemDefault()).minusMonths(asked.months()).toInstant();
        Map<String, Long> vms = image.vms().values().stream()
                .collect(Collectors.groupingBy(VmFunction::of, TreeMap::new, Collectors.counting()));
        return new CoverageMap(
                since,
                now,
                vms.entrySet().stream()
                        .map(entry -> function(entry.getKey(), entry.getValue().intValue(), since, now))
                        .toList(),
                List.of(
                        new PlanExercise(BILLING, Optional.empty(), Optional.empty()),
                        plan(MONTH_END, now, 104),
                        plan(SHOP, now, 0)));
    }

    private static FunctionCoverage function(String name, int vms, Instant since, Instant now) {
        Known known = FUNCTIONS.getOrDefault(name, NONE);
        Optional<Exercise> last = known.exercised() == 0
                ? Optional.empty()
                : Optional.of(exercise(known.plans().getLast(), known.kind(), now, known.days()));
        boolean counts = last.filter(one -> !one.at().isBefore(since)).isPresent();
        return new FunctionCoverage(
                name,
                vms,
                Math.min(vms, known.planned()),
                counts ? Math.min(vms, known.exercised()) : 0,
                known.plans(),
                last);
    }

    private static PlanExercise plan(PlanId plan, Instant now, int days) {
        Exercise last = exercise(plan, RunKind.TEST, now, days);
        return new PlanExercise(plan, Optional.of(last), Optional.of(last.at().plus(Duration.ofDays(90))));
    }

    private static Exercise exercise(PlanId plan, RunKind kind, Instant now, int days) {
        return new Exercise(
                JobId.of(plan + "-run-0"),
                plan,
                kind,
                now.minus(Duration.ofHours(4)).minus(Duration.ofDays(days)));
    }
}
