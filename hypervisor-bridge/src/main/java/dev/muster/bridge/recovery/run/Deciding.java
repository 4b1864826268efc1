package dev.muster.bridge.recovery.run;

import dev.muster.bridge.recovery.net.NetForm;
import dev.muster.model.access.Principal;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.Health;
import dev.muster.model.recovery.PlanCommand;
import dev.muster.model.recovery.PlanFinding;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.vm.DomainDocument;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Decides all of a run that must not change while it lasts, and says all at once what stands against it. */
final class Deciding {
    private final RunGround ground;
    private final SavedPlan plan;
    private final Principal by;
    private final RunKind kind;
    private final String run;
    /** By the key of the machine they are about; those of the whole under an empty one. */
    private final Map<String, List<Problem>> problems = new LinkedHashMap<>();

    private final List<PlanFinding> notes = new ArrayList<>();

    Deciding(RunGround ground, PlanId plan, long version, Principal by, RunKind kind) {
        this.ground = ground;
        this.plan = ground.plans().apply(plan, version);
        this.by = by;
        this.kind = kind;
        this.run = plan.text() + "-" + ground.minting().uuid().toString().substring(0, 8);
    }

    /**
     * What was decided.
     *
     * @param facts of the machines, under their names in the job
     */
    record Made(Decided decided, Map<String, String> facts) {}

    /** All that a run needs, or {@code PLAN_NOT_READY} with everything that is missing. */
    Made require() {
        Made made = decide();
        if (!problems.isEmpty()) {
            throw notReady();
        }
        return made;
    }

    /**
     * What was found without starting anything.
     *
     * @param findings the worst first
     * @param verifiedUntil until when the last test that succeeded counts; empty where it does not
     */
    record Looked(RunQuery.Findings findings, Optional<Instant> verifiedUntil) {}

    /** What stands against it, without a refusal. */
    Looked look() {
        Made made = decide();
        List<PlanFinding> findings = new ArrayList<>();
        problems.forEach(
                (item, all) -> all.forEach(problem -> findings.add(new PlanFinding(Health.CRITICAL, item, problem))));
        findings.addAll(notes);
        Cautions cautions = new Cautions(ground, plan, made.decided());
        findings.addAll(cautions.findings());
        return new Looked(new RunQuery.Findings(findings), cautions.verifiedUntil());
    }

    private Made decide() {
        PlanSpec spec = plan.spec();
        plan.faults()
                .forEach(fault -> add(
                        fault.key().orElse(""),
                        Problem.of(
                                ErrorCode.PLAN_INVALID,
                                fault.text(),
                                "Nothing was changed.",
                                "Change the plan at " + fault.path() + ".")));
        // a test has MAC addresses of its own beside machines that run; a recovery takes their place
        boolean newMacs =
                kind == RunKind.TEST && Decided.machines(spec).stream().anyMatch(this::runs);
        PointFinder finder = new PointFinder(ground.points(), spec);
        Map<String, Decided.Machine> machines = new LinkedHashMap<>();
        Map<String, String> facts = new HashMap<>();
        Capacity capacity = new Capacity(ground, kind);
        HostFit fit = new HostFit(ground);
        LastCaptures captures = new LastCaptures(ground);
        Places places = new Places(ground);
        for (PlanMachine machine : Decided.machines(spec)) {
            try {
                BackupQuery.Point point = finder.find(kind == RunKind.PLANNED ? LastCaptures.base(machine) : machine);
                DomainDocument domain = ground.points().domain(point.id());
                PoolId pool = places.pool(machine);
                Decided.Machine decided = new Decided.Machine(
                        point.id(),
                        point.manifest().captured(),
                        pool,
                        name(machine, pool.host()),
                        point.manifest().name(),
                        domain.nics().stream().map(Nic::mac).toList(),
                        kind == RunKind.TEST ? Optional.empty() : source(machine),
                        Shape.of(ground.lookup().image(), machine),
                        Optional.empty());
                requireRunnable(machine, decided);
                fit.obstacle(machine, pool.host(), domain)
                        .ifPresent(problem -> add(machine.key(), about(machine, problem)));
                agentless(machine, domain).ifPresent(notes::add);
                capacity.add(machine, decided, domain, point.manifest());
                Map<String, String> own = MachineWork.prepare(ground, machine, decided, newMacs, by);
                facts.putAll(own);
                List<String> minted = MachineWork.macs(machine, own);
                Decided.Machine last = kind == RunKind.PLANNED ? captures.of(machine, decided, point) : decided;
                machines.put(machine.key(), minted.isEmpty() ? last : last.withMacs(minted));
            } catch (MusterException e) {
                add(machine.key(), about(machine, e.problem()));
            }
        }
        capacity.shortfalls().forEach(problem -> add("", problem));
        for (PlanFinding clash : MacClashes.of(
                kind, spec, machines, ground.lookup().image().vms().values())) {
            if (clash.severity() == Health.CRITICAL) {
                add(clash.item(), clash.problem());
            } else {
                notes.add(clash);
            }
        }
        Decided decided = new Decided(
                kind,
                run,
                plan.plan().text(),
                plan.version(),
                spec,
                newMacs,
                machines,
                notes.stream().map(note -> note.problem().what()).toList());
        try {
            new RunNets(decided, kind == RunKind.TEST).forms().forEach(this::requireMakeable);
        } catch (MusterException e) {
            add("", e.problem());
        }
        return new Made(decided, facts);
    }

    private void requireMakeable(NetForm form) {
        try {
            ground.nets()
                    .obstacle(form)
                    .ifPresent(why -> add(
                            "",
                            Problem.of(
                                    ErrorCode.PLAN_NOT_READY,
                                    "The network " + form.network() + " could not be made: " + why + ".",
                                    "Nothing was changed.",
                                    "Turn on address translation for it in the plan, or have it isolated.")));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void add(String item, Problem problem) {
        problems.computeIfAbsent(item, _ -> new ArrayList<>()).add(problem);
    }

    /** What a machine is called while it is there: in a recovery as before, unless another has that name. */
    private String name(PlanMachine machine, HostId host) {
        String old = machine.source().name();
        boolean taken = ground.lookup().vmsOf(host).anyMatch(vm -> vm.name().equals(old));
        return kind == RunKind.TEST || taken ? old + "-" + run : old;
    }

    /** What it was captured from, where a host that answers has it. */
    private Optional<VmId> source(PlanMachine machine) {
        List<Vm> known = ground.lookup().image().vms().values().stream()
                .filter(vm -> vm.id().uuid().equals(machine.source().uuid()))
                .toList();
        Optional<Vm> reached = known.stream().filter(this::isReached).findFirst();
        if (reached.isEmpty() && !known.isEmpty()) {
            HostId host = known.getFirst().id().host();
            notes.add(new PlanFinding(
                    Health.WARNING,
                    machine.key(),
                    Problem.of(
                            ErrorCode.HOST_UNREACHABLE,
                            machine.key() + " cannot be kept from running: its host " + host + " does not answer.",
                            "If it runs there, it will run beside the machine that takes its place.",
                            "Make sure that it is off, or keep that host from coming back.")));
        }
        return reached.map(Vm::id);
    }

    private boolean isReached(Vm vm) {
        return Optional.ofNullable(ground.lookup().image().hosts().get(vm.id().host()))
                .filter(host -> host.state() == HostState.CONNECTED)
                .isPresent();
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
            if (command instanceof PlanCommand.OnBridge program) {
                programs.add(program.program());
            }
        }
        programs.forEach(ground.programs()::require);
    }

    /** What the agent in a machine is asked for fails where its definition has no channel to one. */
    private static Optional<PlanFinding> agentless(PlanMachine machine, DomainDocument domain) {
        boolean asked = machine.readiness().gates().stream().anyMatch(Gate.Agent.class::isInstance)
                || machine.after().stream().anyMatch(PlanCommand.InGuest.class::isInstance);
        return asked && !domain.hasGuestAgent()
                ? Optional.of(new PlanFinding(
                        Health.WARNING,
                        machine.key(),
                        Problem.of(
                                ErrorCode.PLAN_NOT_READY,
                                machine.key()
                                        + " waits for a guest agent, and its restore point has no channel to one.",
                                "Its agent gate is not met, and its commands in the guest fail.",
                                "Add the channel org.qemu.guest_agent.0 to the VM and back it up.")))
                : Optional.empty();
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
        List<Problem> all = problems.values().stream().flatMap(List::stream).toList();
        Problem first = all.getFirst();
        StringBuilder details = new StringBuilder();
        all.forEach(problem -> details.append(problem.what())
                .append(' ')
                .append(problem.remedy())
                .append('\n'));
        return Problem.of(
                        ErrorCode.PLAN_NOT_READY,
                        all.size() == 1
                                ? first.what()
                                : "The plan cannot be run for " + all.size() + " reasons. The first: " + first.what(),
                        "Nothing was started or changed.",
                        first.remedy())
                .withDetails(details.toString().strip())
                .toException();
    }
}
