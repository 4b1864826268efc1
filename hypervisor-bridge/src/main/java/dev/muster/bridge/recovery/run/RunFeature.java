package dev.muster.bridge.recovery.run;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.feature.Submitter;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.feature.report.RunFindings;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Jobs;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.points.PointAccess;
import dev.muster.bridge.recovery.net.NetForm;
import dev.muster.bridge.recovery.net.RecoveryNets;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.recovery.BootQuery;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanStanding;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.recovery.StandingRecovery;
import dev.muster.model.recovery.StartGuard;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs recovery plans, and keeps what came of it. */
public final class RunFeature implements Feature {
    private static final Logger LOG = LoggerFactory.getLogger(RunFeature.class);

    private final RunGround ground;
    private final RunClaims claims = new RunClaims();
    private final Jobs jobs;
    private final RunFindings findings;
    private final StandingWatch standing;
    private final ReturnWatch returns;
    private final ObjectStore<StartGuard> guards;

    /**
     * Keeps its evidence where that bridge keeps its state.
     *
     * @param points restore points
     * @param vms holds VMs while they are worked on
     * @param runs which runs there were
     * @param plans a version of a plan
     * @param findings what runs found, for reports on them
     * @param submitter by whom is submitted what a time limit or a host that returned calls for
     */
    public RunFeature(
            FeatureContext context,
            PointAccess points,
            VmClaims vms,
            Runs runs,
            BiFunction<PlanId, Long, SavedPlan> plans,
            RunFindings findings,
            Submitter submitter) {
        Path directory = context.directory().resolve("recovery");
        this.jobs = context.jobs();
        this.findings = findings;
        this.ground = new RunGround(
                new Lookup(context.connections(), context.inventory()),
                points,
                new RecoveryNets(directory.resolve("networks")),
                plans,
                new Programs(context.directory().resolve("programs")),
                Minting.secure(),
                runs,
                vms,
                context.clock(),
                directory.resolve("runs"));
        this.standing = new StandingWatch(ground, context.inventory(), context.store(PlanStanding.class));
        this.guards = context.store(StartGuard.class);
        this.returns =
                new ReturnWatch(ground, context.inventory(), context.store(StandingRecovery.class), guards, submitter);
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return List.of(
                new TestDefinition(ground),
                new RecoverDefinition(ground, claims),
                new PlannedDefinition(ground, claims),
                new VerifyBootDefinition(ground),
                new FindGoodDefinition(ground),
                new CleanupDefinition(ground, claims),
                new CommitDefinition(ground, claims),
                new FailbackDefinition(ground, claims),
                new FenceDefinition(ground, guards),
                new GuardDefinition(ground, guards));
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(
                QueryHandler.of(RunQuery.class, (RunQuery<?> query) -> answer(query)),
                QueryHandler.of(BootQuery.class, (BootQuery<?> query) -> answer(query)));
    }

    @Override
    public List<ReportProvider> reports() {
        return List.of(
                new RunReports(ground, jobs, findings),
                new PlanReports(ground, findings),
                new BootReports(ground, jobs));
    }

    private Record answer(BootQuery<?> query) {
        return switch (query) {
            case BootQuery.Good good ->
                FindGoodDefinition.told(jobs.facts(good.job()))
                        .orElseThrow(() -> Problem.of(
                                        ErrorCode.JOB_NOT_FOUND,
                                        "The job " + good.job() + " is no search for a restore point that boots.",
                                        "Nothing was changed.",
                                        "Look at the list of jobs.")
                                .toException());
            case BootQuery.Screen screen ->
                new BootQuery.Picture(
                        Base64.getEncoder().encodeToString(ground.points().screen(screen.point())));
        };
    }

    private Record answer(RunQuery<?> query) {
        return switch (query) {
            case RunQuery.Runs all -> new RunQuery.RunList(ground.runs().of(all.plan(), all.limit()));
            case RunQuery.Run one -> ground.runs().require(one.job());
            case RunQuery.VpnAccess _ -> new RunQuery.VpnKey(ground.nets().tunnelKey());
            case RunQuery.DryRun dry ->
                new Deciding(ground, dry.plan(), dry.version(), StandingWatch.DRY, dry.kind())
                        .look()
                        .findings();
        };
    }

    /** Networks do not outlast a restart of the machine; those of recoveries that stand are made again. */
    @Override
    public void start() {
        standing.publish();
        returns.publish();
        Thread.ofVirtual().name("muster-runs").start(() -> {
            try {
                ground.runs().catchUp();
                Set<String> standing = Set.copyOf(ground.runs().standing());
                for (NetForm form : ground.nets().made()) {
                    if (standing.contains(form.run())) {
                        ground.nets().make(form);
                    }
                }
            } catch (MusterException e) {
                LOG.warn(
                        "Networks of recoveries that stand were not looked after: {}",
                        e.problem().text());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void takeUp() {
        standing.start();
        returns.start();
        standing.changed();
    }

    /** Any job may have made or taken away a restore point. */
    @Override
    public void jobEnded(Job job) {
        Thread.ofVirtual().name("muster-run-" + job.id()).start(() -> {
            try {
                ground.runs().ended(job);
                standing.changed();
                returns.changed();
            } catch (MusterException e) {
                LOG.debug("What came of {} is kept at the next start", job.id(), e);
            }
        });
    }

    @Override
    public void close() {
        standing.close();
        returns.close();
    }
}
