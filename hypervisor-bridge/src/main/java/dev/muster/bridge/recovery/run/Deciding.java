package dev.muster.bridge.recovery.run;

import dev.muster.model.access.Principal;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Decides all of a run that must not change while it lasts, and says all at once what stands against it. */
final class Deciding {
    private static final Set<String> DIRECTORIES = Set.of("dir", "fs", "netfs");

    private final RunGround ground;
    private final SavedPlan plan;
    private final Principal by;
    private final String run;
    private final List<Problem> problems = new ArrayList<>();

    Deciding(RunGround ground, PlanId plan, long version, Principal by) {
        this.ground = ground;
        this.plan = ground.plans().apply(plan, version);
        this.by = by;
        this.run = plan.text() + "-" + ground.minting().uuid().toString().substring(0, 8);
    }

    /**
     * What was decided.
     *
     * @param facts of the machines, under their names in the job
     */
    record Made(Decided decided, Map<String, String> facts) {}

    /** For a test: beside machines that run, its own have MAC addresses of their own. {@code PLAN_NOT_READY} */
    Made test() {
        PlanSpec spec = plan.spec();
        boolean newMacs = machines(spec).stream().anyMatch(this::runs);
        PointFinder finder = new PointFinder(ground.points(), spec);
        Map<String, Decided.Machine> machines = new LinkedHashMap<>();
        Map<String, String> facts = new HashMap<>();
        for (PlanMachine machine : machines(spec)) {
            try {
                BackupQuery.Point point = finder.find(machine);
                Decided.Machine decided = new Decided.Machine(
                        point.id(),
                        pool(machine),
                        machine.source().name() + "-" + run,
                        point.manifest().name(),
                        ground.points().domain(point.id()).nics().stream()
                                .map(Nic::mac)
                                .toList());
                requireRunnable(machine, decided);
                Map<String, String> own = MachineWork.prepare(ground, machine, decided, newMacs, by);
                facts.putAll(own);
                List<String> minted = MachineWork.macs(machine, own);
                machines.put(
                        machine.key(),
                        minted.isEmpty()
                                ? decided
                                : new Decided.Machine(
                                        decided.point(), decided.pool(), decided.name(), decided.oldName(), minted));
            } catch (MusterException e) {
                problems.add(about(machine, e.problem()));
            }
        }
        if (!problems.isEmpty()) {
            throw notReady();
        }
        return new Made(new Decided(run, plan.plan().text(), plan.version(), spec, newMacs, machines), facts);
    }

    private static List<PlanMachine> machines(PlanSpec spec) {
        return spec.items().stream()
                .filter(PlanMachine.class::isInstance)
                .map(PlanMachine.class::cast)
                .toList();
    }

    private boolean runs(PlanMachine machine) {
        return ground.lookup().image().vms().values().stream()
                .anyMatch(vm -> vm.id().uuid().equals(machine.source().uuid())
                        && vm.state().isActive());
    }

    private void requireRunnable(PlanMachine machine, Decided.Machine decided) {
        machine.nics().stream()
                .filter(nic -> nic.nic() > decided.macs().size())
                .findFirst()
                .ifPresent(nic -> {
                    throw Problem.of(
                                    ErrorCode.PLAN_NOT_READY,
                                    "Its restore point has " + decided.macs().size()
                                            + " NICs, and the plan plugs in NIC " + nic.nic() + ".",
                                    "Nothing was changed.",
                                    "Take that NIC out of the plan.")
                            .toException();
                });
        Set<String> programs = new TreeSet<>();
        machine.readiness().gates().forEach(gate -> {
            if (gate instanceof Gate.Script script) {
                programs.add(script.program());
            }
        });
        List<PlanCommand> commands = new ArrayList<>(machine.before());
        commands.addAll(machine.after());
        for (PlanCommand command : commands) {
            if (!(command instanceof PlanCommand.OnBridge program)) {
                throw TestDefinition.guestCommand(machine, command);
            }
            programs.add(program.program());
        }
        programs.forEach(ground.programs()::require);
    }

    private static Problem about(PlanMachine machine, Problem problem) {
        return new Problem(
                problem.code(),
                machine.key() + ": " + problem.what(),
                problem.meaning(),
                problem.remedy(),
                problem.details());
    }

    private MusterException notReady() {
        Problem first = problems.getFirst();
        StringBuilder details = new StringBuilder();
        problems.forEach(problem -> details.append(problem.what())
                .append(' ')
                .append(problem.remedy())
                .append('\n'));
        return Problem.of(
                        ErrorCode.PLAN_NOT_READY,
                        problems.size() == 1
                                ? first.what()
                                : "The plan cannot be run for " + problems.size() + " reasons. The first: "
                                        + first.what(),
                        "Nothing was started or changed.",
                        first.remedy())
                .withDetails(details.toString().strip())
                .toException();
    }

    /** Where what a machine writes is put: as the plan says, else on the host it came from, where there is most room. */
    private PoolId pool(PlanMachine machine) {
        Optional<PoolId> named = machine.place().pool();
        if (named.isPresent()) {
            return named.get();
        }
        HostId host = machine.place()
                .host()
                .or(() -> home(machine))
                .or(this::anywhere)
                .orElseThrow(Deciding::nowhere);
        return ground.lookup()
                .poolsOf(host)
                .filter(pool -> pool.active() && DIRECTORIES.contains(pool.type()))
                .max(Comparator.comparingLong(Pool::availableBytes))
                .map(Pool::id)
                .orElseThrow(() -> Problem.of(
                                ErrorCode.POOL_NOT_FOUND,
                                "The host " + host + " has no pool that is a directory and is up.",
                                "Nothing was changed.",
                                "Make one there, or name a pool in the plan.")
                        .toException());
    }

    private Optional<HostId> home(PlanMachine machine) {
        return ground.lookup().image().vms().values().stream()
                .filter(vm -> vm.id().uuid().equals(machine.source().uuid()))
                .map(vm -> vm.id().host())
                .filter(this::isHere)
                .findFirst();
    }

    private Optional<HostId> anywhere() {
        return ground.lookup().image().hosts().values().stream()
                .filter(host -> host.state() == HostState.CONNECTED)
                .map(Host::id)
                .filter(this::isHere)
                .sorted(Comparator.comparing(HostId::text))
                .findFirst();
    }

    private boolean isHere(HostId host) {
        try {
            return ground.lookup().hypervisor(host).backups().isHere();
        } catch (MusterException e) {
            return false; // it does not answer
        }
    }

    private static MusterException nowhere() {
        return Problem.of(
                        ErrorCode.HOST_UNREACHABLE,
                        "No host is connected whose files are those of the bridge's machine.",
                        "Nothing was changed.",
                        "Connect one, or name a host in the plan.")
                .toException();
    }
}
