package dev.muster.bridge.finding;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.feature.Submitter;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.access.Role;
import dev.muster.model.error.MusterException;
import dev.muster.model.finding.Assessment;
import dev.muster.model.finding.CoverageMap;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.finding.FindingQuery;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryPlan;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunRecord;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Findings: raised by rules when a run ends, or by hand; retested by later runs; and which functions were exercised. */
public final class FindingFeature implements Feature {
    private static final Logger LOG = LoggerFactory.getLogger(FindingFeature.class);

    private final Findings findings;
    private final Exercises exercises;
    private final Submitter submitter;
    private final Inventory inventory;
    private final Clock clock;

    /**
     * The findings of that bridge.
     *
     * @param submitter by whom a run that ended is assessed
     */
    public FindingFeature(FeatureContext context, Findings findings, Exercises exercises, Submitter submitter) {
        this.findings = findings;
        this.exercises = exercises;
        this.submitter = submitter;
        this.inventory = context.inventory();
        this.clock = context.clock();
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return new FindingDefinitions(findings, exercises, clock).definitions();
    }

    @Override
    public boolean waitsForHosts() {
        return false;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(FindingQuery.class, (FindingQuery<?> query) -> answer(query)));
    }

    private Record answer(FindingQuery<?> query) {
        return switch (query) {
            case FindingQuery.Coverage coverage -> coverage(coverage.months());
        };
    }

    private CoverageMap coverage(int months) {
        Instant now = clock.instant();
        InventoryImage image = inventory.image();
        Map<RunRecord, PlanSpec> runs = new HashMap<>();
        exercises
                .runs()
                .forEach(run -> plan(run.summary().plan(), run.summary().version())
                        .ifPresent(plan -> runs.put(run, plan.spec())));
        return CoverageMap.of(
                now.atOffset(ZoneOffset.UTC).minusMonths(months).toInstant(),
                now,
                image.vms().values(),
                image.objects(RecoveryPlan.class).values().stream()
                        .flatMap(plan -> plan(plan.id(), 0).stream())
                        .toList(),
                runs);
    }

    /** Empty where it was deleted. */
    private Optional<SavedPlan> plan(PlanId id, long version) {
        try {
            return Optional.of(exercises.plan(id, version));
        } catch (MusterException e) {
            LOG.debug("Version {} of plan {} is not there", version, id, e);
            return Optional.empty();
        }
    }

    @Override
    public void start() {
        findings.publish();
    }

    /** Assesses the newest run of each plan, which may have ended just before the bridge did. */
    @Override
    public void takeUp() {
        Thread.ofVirtual().name("muster-findings").start(() -> {
            Map<PlanId, RunRecord> newest = new HashMap<>();
            exercises
                    .runs()
                    .forEach(run -> newest.merge(
                            run.summary().plan(),
                            run,
                            (one, other) -> one.summary()
                                            .begun()
                                            .isBefore(other.summary().begun())
                                    ? other
                                    : one));
            newest.values().stream()
                    .sorted(Comparator.comparing(run -> run.summary().begun()))
                    .forEach(this::assess);
        });
    }

    @Override
    public void jobEnded(Job job) {
        Thread.ofVirtual().name("muster-findings-" + job.id()).start(() -> {
            try {
                exercises.run(job.id()).ifPresent(this::assess);
            } catch (MusterException e) {
                LOG.warn("The run {} was not assessed", job.id(), e);
            }
        });
    }

    /** Has it assessed as whoever ran it, unless it would change nothing. */
    private void assess(RunRecord run) {
        JobId job = run.summary().job();
        Optional<SavedPlan> plan = plan(run.summary().plan(), run.summary().version());
        boolean changes = plan.filter(saved -> !new Assessment(run, saved.spec())
                        .of(findings.of(saved.plan()), "f", clock.instant())
                        .isEmpty())
                .isPresent();
        if (!changes) {
            return;
        }
        try {
            submitter.submit(
                    new FindingCommand.Assess(job),
                    new Principal(run.summary().by(), Role.OPERATOR, "run ended"),
                    "assess-" + job,
                    _ -> nothing());
        } catch (MusterException e) {
            LOG.warn("The run {} was not assessed: {}", job, e.problem().text());
        }
    }

    private static Work<?> nothing() {
        return _ -> Optional.empty();
    }
}
