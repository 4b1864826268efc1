package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.PoolOperations;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.PatientSteps;
import dev.muster.bridge.inventory.Reach;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.MigrationPlan;
import dev.muster.model.vm.MigrationPlan.Check;
import dev.muster.model.vm.MigrationPlan.MigrationDisk;
import dev.muster.model.vm.MigrationPlan.Verdict;
import dev.muster.model.vm.MigrationPlan.Way;
import dev.muster.model.vm.VmCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Moves a VM to another host. Whatever cuts it off, whoever comes next first finds out where the VM is: arrived, the rest is
 * done there; not arrived, it goes on at the source, and a job that is taken up again begins anew.
 */
final class MigrateDefinition implements JobDefinition<VmCommand.Migrate> {
    /** Put before the hypervisor is asked, with whether the VM ran. */
    private static final String BEGUN = "migrationBegun";

    private static final String ARRIVED = "migrationArrived";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Lookup lookup;
    private final VmLocks locks;
    private final VmLimits limits;
    private final MigrationPlanner planner;
    private final Lanes lanes = new Lanes(2);

    MigrateDefinition(Lookup lookup, VmLocks locks, VmLimits limits) {
        this.lookup = lookup;
        this.locks = locks;
        this.limits = limits;
        this.planner = new MigrationPlanner(lookup);
    }

    @Override
    public Class<VmCommand.Migrate> command() {
        return VmCommand.Migrate.class;
    }

    @Override
    public Prepared prepare(VmCommand.Migrate command, Principal by) {
        Vm vm = lookup.vm(command.vm());
        locks.requireFree(vm.id());
        MigrationPlan plan = planner.plan(vm.id(), command.to());
        requirePossible(plan, command);
        if (!Reach.of(by).anyPath()) {
            requireWithinPools(vm, plan, command.to());
        }
        List<MigrationDisk> copied =
                plan.disks().stream().filter(disk -> disk.way() == Way.COPY).toList();
        return new Prepared(
                "Migrate " + vm.name() + " from " + vm.id().host() + " to " + command.to(),
                Map.of(
                        "name", vm.name(),
                        "autostart", String.valueOf(vm.autostart()),
                        "disks", copied.stream().map(MigrationDisk::target).collect(Collectors.joining("\n")),
                        "files", copied.stream().map(MigrationDisk::path).collect(Collectors.joining("\n"))));
    }

    private static void requirePossible(MigrationPlan plan, VmCommand.Migrate command) {
        List<Check> blocked = plan.checks().stream()
                .filter(check -> check.verdict() == Verdict.BLOCKED)
                .toList();
        if (!blocked.isEmpty()) {
            throw refused(
                    plan.name() + " cannot be migrated to " + plan.to() + ": "
                            + blocked.stream().map(Check::text).collect(Collectors.joining(" ")),
                    blocked.stream().map(Check::remedy).distinct().collect(Collectors.joining(" ")));
        }
        if (plan.needsCopies() && !command.options().copyStorage()) {
            throw refused(
                    plan.name() + " has disks that are not on " + plan.to() + ".",
                    "Have them copied with the VM (--copy-storage), or put them on shared storage.");
        }
    }

    /** The same path may lie outside the pools there, and hold what the VM must not read. */
    private void requireWithinPools(Vm vm, MigrationPlan plan, HostId to) {
        HostPaths paths = new HostPaths(lookup);
        DomainDocument document =
                DomainDocument.parse(lookup.hypervisor(vm.id().host()).vms().xml(vm.id(), false));
        Stream.concat(
                        plan.disks().stream()
                                .filter(disk -> disk.way() == Way.SHARED)
                                .map(MigrationDisk::source),
                        Stream.of(document.kernel(), document.initrd()))
                .filter(path -> path.startsWith("/"))
                .forEach(path -> paths.requireChainInPool(to, path));
    }

    private static MusterException refused(String what, String remedy) {
        return Problem.of(ErrorCode.MIGRATION_REFUSED, what, "It stays where it is.", remedy)
                .toException();
    }

    @Override
    public Claim claim(JobId job, VmCommand.Migrate command, Map<String, String> facts) {
        return locks.claimAll(
                job, List.of(command.vm(), arrived(command)), title(command, facts), VmLocks.Manner.EXCLUSIVE);
    }

    private static VmId arrived(VmCommand.Migrate command) {
        return new VmId(command.to(), command.vm().uuid());
    }

    private static String title(VmCommand.Migrate command, Map<String, String> facts) {
        return "Migrate " + facts.getOrDefault("name", "") + " to " + command.to();
    }

    @Override
    public List<StepDefinition> steps(VmCommand.Migrate command, Map<String, String> facts) {
        String name = facts.getOrDefault("name", "");
        return List.of(
                new StepDefinition(
                        "migrate",
                        title(command, facts),
                        command.vm().text(),
                        List.of(),
                        context -> run(command, name, context),
                        context -> takeBack(command, name, context)),
                new StepDefinition(
                        "settle",
                        "Settle " + name + " on " + command.to(),
                        arrived(command).text(),
                        List.of(0),
                        context -> settleDown(command, context),
                        StepDefinition.NOTHING));
    }

    private void run(VmCommand.Migrate command, String name, StepContext context) throws InterruptedException {
        if (context.fact(ARRIVED).isPresent()) {
            return;
        }
        awaitHost(command.to(), context);
        Hypervisor hypervisor = lookup.hypervisor(command.vm().host());
        if (context.fact(BEGUN).isPresent()) {
            if (place(command, name, context) == Whereabouts.Place.TARGET) {
                arrived(command, name, context);
                return;
            }
            context.log(
                    LogLine.Level.WARNING,
                    name + " is still on " + command.vm().host() + ": the migration was cut off, and begins anew");
        } else {
            refreshTarget(command, context);
            MigrationPlan now = planner.plan(command.vm(), command.to());
            requirePossible(now, command);
            requireSameCopies(now, context);
            context.putFact(
                    BEGUN, String.valueOf(hypervisor.vms().get(command.vm()).state() == VmState.RUNNING));
        }
        lanes.run(
                command.vm().host(),
                context,
                () -> new MigrationRun(
                                hypervisor, lookup.hypervisor(command.to()), command, name, lines(context, "disks"))
                        .run(context));
        arrived(command, name, context);
    }

    /** What somebody put there since a pool was read last is not known otherwise, and would be written over. */
    private void refreshTarget(VmCommand.Migrate command, StepContext context) {
        PoolOperations pools = lookup.hypervisor(command.to()).pools();
        lines(context, "files").stream()
                .flatMap(file -> new HostPaths(lookup).pool(command.to(), file).stream())
                .map(Pool::id)
                .distinct()
                .forEach(pools::refresh);
    }

    private static void requireSameCopies(MigrationPlan now, StepContext context) {
        List<String> copied = now.disks().stream()
                .filter(disk -> disk.way() == Way.COPY)
                .map(MigrationDisk::target)
                .toList();
        if (!copied.equals(lines(context, "disks"))) {
            throw refused(
                    "Which disks of " + now.name() + " are not on " + now.to() + " has changed since it was asked for.",
                    "Look at both hosts' files, and ask for it again.");
        }
    }

    private void arrived(VmCommand.Migrate command, String name, StepContext context) {
        context.putFact(ARRIVED, arrived(command).text());
        context.log(LogLine.Level.INFO, name + " is on " + command.to());
        lines(context, "files")
                .forEach(file -> context.log(
                        LogLine.Level.INFO,
                        "The image " + file + " was copied; the one on "
                                + command.vm().host() + " is not needed any more and is still there"));
    }

    private Whereabouts.Place place(VmCommand.Migrate command, String name, StepContext context)
            throws InterruptedException {
        boolean ran = context.fact(BEGUN).filter("true"::equals).isPresent();
        return new Whereabouts(lookup, command.vm(), command.to(), PATIENCE).settle(name, ran, context);
    }

    /** Both hosts must answer: who knows only one of them knows nothing. */
    private void awaitHost(HostId host, StepContext context) throws InterruptedException {
        Await.seen(
                lookup.inventory(),
                context,
                "the host " + host + " to be connected",
                PatientSteps.LONGEST,
                image -> image.host(host)
                        .filter(one -> one.state() == HostState.CONNECTED)
                        .isPresent());
    }

    private void takeBack(VmCommand.Migrate command, String name, StepContext context) throws InterruptedException {
        if (context.fact(BEGUN).isEmpty()) {
            return;
        }
        awaitHost(command.to(), context);
        if (place(command, name, context) == Whereabouts.Place.TARGET) {
            context.log(LogLine.Level.WARNING, name + " had arrived on " + command.to() + " by then, and stays there");
            return;
        }
        context.log(LogLine.Level.INFO, name + " is on " + command.vm().host() + " as before");
        nameHalfCopies(command, context);
    }

    /** What lies there under that path may be somebody else's by now, so it is named and not deleted. */
    private static void nameHalfCopies(VmCommand.Migrate command, StepContext context) {
        lines(context, "files")
                .forEach(file -> context.log(
                        LogLine.Level.WARNING,
                        "What was copied of " + file + " may still be on " + command.to()
                                + "; delete it there when no VM uses it"));
    }

    private static List<String> lines(StepContext context, String fact) {
        return context.fact(fact).stream()
                .flatMap(text -> Stream.of(text.split("\n")))
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** What does not travel with a VM is done again, and the inventory has it when the job is done. */
    private void settleDown(VmCommand.Migrate command, StepContext context) throws InterruptedException {
        VmId there = arrived(command);
        Hypervisor target = lookup.hypervisor(command.to());
        if (context.fact("autostart").filter("true"::equals).isPresent()
                && target.vms().get(there).persistent()) {
            target.vms().setAutostart(there, true);
        }
        for (String file : lines(context, "files")) {
            new HostPaths(lookup).pool(command.to(), file).map(Pool::id).ifPresent(target.pools()::refresh);
        }
        Await.seen(
                lookup.inventory(),
                context,
                "both hosts to tell where it is",
                limits.state(),
                image -> image.vm(there).isPresent() && image.vm(command.vm()).isEmpty());
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }
}
