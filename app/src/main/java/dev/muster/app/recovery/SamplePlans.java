package dev.muster.app.recovery;

import dev.muster.app.recovery.run.SampleHistory;
import dev.muster.app.recovery.run.SampleRuns;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.Advice;
import dev.muster.model.recovery.Choice;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.MachineSource;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanCheck;
import dev.muster.model.recovery.PlanDifference;
import dev.muster.model.recovery.PlanEdit;
import dev.muster.model.recovery.PlanFinding;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanItem;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanNic;
import dev.muster.model.recovery.PlanPrompt;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.PlanStanding;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RecoveryNetwork;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RecoveryQuery.DifferenceList;
import dev.muster.model.recovery.RecoveryQuery.PlanForecast;
import dev.muster.model.recovery.RecoveryQuery.PlanVersion;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RecoveryQuery.VersionList;
import dev.muster.model.recovery.RunQuery.Findings;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.Tier;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Recovery plans of the sample: one in three versions, one with a long name, and one with faults. */
public final class SamplePlans {
    private static final PlanId SHOP = new PlanId("shop");
    private static final PlanId BILLING = new PlanId("billing-reconciliation-all-sites");
    private static final PlanId MONTH_END = new PlanId("month-end");

    /** One version of a sample. */
    private record Version(long hours, String by, String comment, PlanSpec spec) {}

    private static final Map<PlanId, List<Version>> PLANS = plans();

    private SamplePlans() {}

    private static Map<PlanId, List<Version>> plans() {
        PlanSpec shop = shop();
        PlanSpec second = PlanEdit.setTierLimit(shop, 0, 2);
        PlanSpec first = PlanEdit.move(second, List.of("build"), 0, 1).withNetworks(List.of());
        PlanSpec before = PlanEdit.remove(first, List.of("cache")).plan();
        return Map.of(
                SHOP,
                List.of(
                        new Version(24 * 90, "anna", "First plan", before),
                        new Version(24 * 30, "anna", "Cache, and the build server waits for nobody", first),
                        new Version(24 * 6, "bernd", "Own network for the front end", second),
                        new Version(5, "anna", "Four databases at a time", shop)),
                BILLING,
                List.of(new Version(24 * 12, "anna", "", billing())),
                MONTH_END,
                List.of(new Version(24 * 200, "carla", "Before the move", monthEnd())));
    }

    private static PlanMachine machine(String key, int host, int number, Duration estimate, Gate... gates) {
        return PlanMachine.of(
                        key,
                        new MachineSource.OfVm(
                                new VmId(new HostId("h" + host), new UUID(host, number)), key + "-" + host + number))
                .withReadiness(new Readiness(List.of(gates), Duration.ofMinutes(10)))
                .withEstimate(estimate.isZero() ? Optional.empty() : Optional.of(estimate))
                .withNics(List.of(new PlanNic(1, "front", Optional.empty())));
    }

    private static PlanSpec shop() {
        List<PlanItem> first = List.of(
                machine("ldap", 1, 7, Duration.ofSeconds(40), new Gate.TcpPort(389))
                        .withNics(List.of()),
                machine("db", 1, 1, Duration.ofMinutes(6), new Gate.TcpPort(5432), new Gate.Agent()),
                machine("db-replica", 2, 1, Duration.ofMinutes(4), new Gate.TcpPort(5432))
                        .withNeeds(List.of("db"))
                        .withOnFailure(new FailureRule(2, FailureRule.Then.CONTINUE)));
        List<PlanItem> middle = List.of(
                new PlanPrompt(
                        "accept-orders",
                        Optional.empty(),
                        "Open the shop for orders?",
                        List.of("yes", "read only"),
                        "yes",
                        Duration.ofMinutes(15),
                        List.of()),
                machine("cache", 1, 6, Duration.ZERO, new Gate.Ping()),
                machine("reconciliation-service-with-a-long-name", 2, 4, Duration.ofMinutes(9), new Gate.Agent())
                        .withNeeds(List.of("cache"))
                        .withDelay(Duration.ofSeconds(30)),
                machine("mail", 1, 3, Duration.ZERO, new Gate.TcpPort(25))
                        .withOnlyIf(Optional.of(new Choice("accept-orders", "yes"))));
        List<PlanItem> last = List.of(
                machine(
                                "web-1",
                                1,
                                0,
                                Duration.ofMinutes(2),
                                new Gate.Http(443, true, "/health", 200, Optional.empty()))
                        .withNeeds(List.of("lb")),
                machine(
                                "web-2",
                                1,
                                8,
                                Duration.ofMinutes(2),
                                new Gate.Http(443, true, "/health", 200, Optional.empty()))
                        .withNeeds(List.of("lb")),
                machine("lb", 1, 2, Duration.ofSeconds(45), new Gate.TcpPort(443)),
                machine("build", 1, 5, Duration.ZERO).withNics(List.of()));
        return PlanSpec.of(List.of(
                        new Tier("Directory and databases", 4, first),
                        new Tier("Services", 10, middle),
                        new Tier("Front end", 2, last)))
                .withObjectives(Optional.of(Duration.ofMinutes(20)), Optional.of(Duration.ofHours(1)))
                .withNetworks(List.of(new RecoveryNetwork(
                        "front",
                        List.of("default"),
                        "10.7.0.0/24",
                        Optional.of("10.7.0.1"),
                        Optional.of(new RecoveryNetwork.AddressRange("10.7.0.100", "10.7.0.200")),
                        List.of(new RecoveryNetwork.Reservation("db", 1, "10.7.0.10")),
                        new RecoveryNetwork.DnsRule("shop.example", true),
                        true,
                        List.of(new RecoveryNetwork.PortForward(
                                dev.muster.model.recovery.Protocol.TCP, 8443, "lb", 443)),
                        List.of(),
                        RecoveryNetwork.Reach.CONNECTED)));
    }

    private static PlanSpec billing() {
        return PlanSpec.of(IntStream.range(0, 3)
                .mapToObj(tier -> new Tier(
                        "Site " + (tier + 1),
                        10,
                        IntStream.range(0, 3)
                                .<PlanItem>mapToObj(one -> machine(
                                                "ledger-" + tier + one, 1 + one % 2, 9 + tier, Duration.ofMinutes(3))
                                        .withNics(List.of()))
                                .toList()))
                .toList());
    }

    private static PlanSpec monthEnd() {
        PlanMachine report = machine("report", 1, 0, Duration.ZERO).withNeeds(List.of("ledger"));
        PlanMachine ledger = machine("ledger", 2, 1, Duration.ZERO).withNeeds(List.of("report"));
        return PlanSpec.of(List.of(new Tier("Month end", 10, List.of(report, ledger))))
                .withObjectives(Optional.of(Duration.ofHours(4)), Optional.empty());
    }

    private static Instant before(long hours) {
        return Instant.now().minus(Duration.ofHours(hours));
    }

    static List<LiveObject> objects() {
        List<LiveObject> all = new ArrayList<>(plansThemselves().toList());
        PLANS.keySet().forEach(plan -> all.add(standing(plan)));
        all.add(SampleStanding.of(BILLING));
        return all;
    }

    private static Stream<LiveObject> plansThemselves() {
        return PLANS.keySet().stream().map(plan -> {
            SavedPlan saved = show(plan, 0);
            return new RecoveryPlan(
                    plan,
                    saved.version(),
                    saved.spec().description(),
                    saved.spec().objective(),
                    saved.spec().tiers().size(),
                    (int) saved.spec().items().stream()
                            .filter(PlanMachine.class::isInstance)
                            .count(),
                    saved.spec().networks().size(),
                    saved.saved(),
                    saved.by(),
                    saved.comment(),
                    saved.faults().size());
        });
    }

    private static PlanStanding standing(PlanId plan) {
        Optional<PlanStanding> before = Optional.empty();
        if (plan.equals(SHOP)) {
            PlanStanding old = PlanStanding.of(
                    plan, 3, new Findings(List.of()), before(24 * 8), Optional.of(before(0)), Optional.empty());
            before = Optional.of(PlanStanding.of(
                    plan, 3, findings(BILLING), before(24 * 2), Optional.of(before(0)), Optional.of(old)));
        }
        return PlanStanding.of(
                plan,
                of(plan).size(),
                findings(plan),
                Instant.now().minusSeconds(180),
                plan.equals(SHOP) ? Optional.of(Instant.now().plus(Duration.ofDays(89))) : Optional.empty(),
                before);
    }

    /** What stands against recovering by it. */
    static Findings findings(PlanId plan) {
        if (plan.equals(SHOP)) {
            return new Findings(List.of(
                    new PlanFinding(
                            Health.WARNING,
                            "mail",
                            Problem.of(
                                    ErrorCode.PLAN_NOT_READY,
                                    "mail comes from a restore point that is 3 h old; the objective is 1 h.",
                                    "What was written since would be lost.",
                                    "Back it up, or look why its schedule does not.")),
                    new PlanFinding(
                            Health.WARNING,
                            "",
                            Problem.of(
                                    ErrorCode.PLAN_NOT_READY,
                                    "A recovery is expected to take 22 min; the objective is 20 min.",
                                    "The machines come up, and later than they should.",
                                    "Look at the forecast for what decides the time."))));
        }
        return new Findings(List.of(
                new PlanFinding(
                        Health.CRITICAL,
                        "",
                        Problem.of(
                                ErrorCode.PLAN_NOT_READY,
                                "The host h2 has 6144 MiB of memory free, and the machines need 16384 MiB: 10240 MiB are missing.",
                                "Nothing was changed.",
                                "Place some of them on another host, give them less memory, or shut down what is not needed.")),
                new PlanFinding(
                        Health.WARNING,
                        "",
                        Problem.of(
                                ErrorCode.PLAN_NOT_READY,
                                "The plan was never tested.",
                                "Whether the machines come up by it is not known.",
                                "Run it as a test."))));
    }

    /** A test of one of them that goes on. */
    public static Job running() {
        return SampleRuns.running(SHOP, show(SHOP, 3).spec(), Instant.now(), 0.45);
    }

    /** The runs of a plan. */
    static SampleHistory history(PlanId plan) {
        SavedPlan saved = show(plan, 0);
        return new SampleHistory(plan, saved.spec(), saved.version());
    }

    /** The run that is that job. */
    static RunRecord run(JobId job) {
        return PLANS.keySet().stream()
                .filter(plan -> job.text().startsWith(plan.text()))
                .findFirst()
                .map(plan -> history(plan).of(job))
                .orElseThrow();
    }

    private static List<Version> of(PlanId plan) {
        return PLANS.getOrDefault(plan, List.of(new Version(1, "anna", "", billing())));
    }

    /** One version of a plan; 0 for the newest. */
    static SavedPlan show(PlanId plan, long version) {
        List<Version> all = of(plan);
        int number = version == 0 ? all.size() : (int) version;
        Version one = all.get(number - 1);
        return new SavedPlan(
                plan, number, before(one.hours()), one.by(), one.comment(), one.spec(), PlanCheck.of(one.spec()));
    }

    static VersionList versions(PlanId plan) {
        List<Version> all = of(plan);
        return new VersionList(IntStream.rangeClosed(1, all.size())
                .mapToObj(number -> {
                    Version one = all.get(number - 1);
                    return new PlanVersion(number, before(one.hours()), one.by(), one.comment());
                })
                .toList()
                .reversed());
    }

    static DifferenceList compare(PlanId plan, long from, long to) {
        return new DifferenceList(
                PlanDifference.between(show(plan, from).spec(), show(plan, to).spec()));
    }

    static PlanForecast forecast(PlanSpec spec) {
        Limits limits = Limits.of(spec);
        return new PlanForecast(Forecast.of(spec, Measures.NONE, limits), Advice.of(spec, Measures.NONE, limits));
    }
}
