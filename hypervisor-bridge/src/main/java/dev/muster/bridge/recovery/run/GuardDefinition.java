package dev.muster.bridge.recovery.run;

import dev.muster.bridge.feature.ObjectStore;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.StartGuard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Has Muster start the machines of a plan, instead of their hosts; or their hosts again. */
final class GuardDefinition implements JobDefinition<RecoveryCommand.Guard> {
    private static final String VMS = "vms";
    private static final String BY = "by";

    private final RunGround ground;
    private final ObjectStore<StartGuard> guards;

    GuardDefinition(RunGround ground, ObjectStore<StartGuard> guards) {
        this.ground = ground;
        this.guards = guards;
    }

    @Override
    public Class<RecoveryCommand.Guard> command() {
        return RecoveryCommand.Guard.class;
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.UNDO;
    }

    @Override
    public Prepared prepare(RecoveryCommand.Guard command, Principal by) {
        Optional<StartGuard> now = guards.find(command.plan());
        Set<String> known = now.stream()
                .flatMap(guard -> guard.vms().stream())
                .map(VmId::text)
                .collect(Collectors.toSet());
        if (!command.on()) {
            if (now.isEmpty()) {
                throw StandingRun.refused(
                        "The hosts start the machines of " + command.plan() + " already.", "There is nothing to do.");
            }
            return prepared("Have hosts start the machines of " + command.plan(), known, by);
        }
        Set<String> started = Decided.machines(
                        ground.plans().apply(command.plan(), 0L).spec())
                .stream()
                .flatMap(this::sources)
                .filter(vm -> vm.autostart() || known.contains(vm.id().text()))
                .map(vm -> vm.id().text())
                .collect(Collectors.toSet());
        if (started.isEmpty()) {
            throw StandingRun.refused(
                    "None of the machines of " + command.plan() + " is started by its host.",
                    "An old machine stays off when its host returns; there is nothing to do.");
        }
        return prepared("Start the machines of " + command.plan() + " instead of their hosts", started, by);
    }

    private static Prepared prepared(String title, Set<String> vms, Principal by) {
        return new Prepared(title, Map.of(VMS, String.join(" ", vms), BY, by.name()));
    }

    private java.util.stream.Stream<Vm> sources(PlanMachine machine) {
        return ground.lookup().image().vms().values().stream()
                .filter(vm -> vm.id().uuid().equals(machine.source().uuid()) && vm.persistent());
    }

    private static List<VmId> vms(Map<String, String> facts) {
        return Arrays.stream(facts.getOrDefault(VMS, "").split(" "))
                .filter(text -> !text.isEmpty())
                .sorted()
                .map(VmId::of)
                .toList();
    }

    @Override
    public Claim claim(JobId job, RecoveryCommand.Guard command, Map<String, String> facts) {
        List<Claim> held = new ArrayList<>();
        boolean all = false;
        try {
            for (VmId vm : vms(facts)) {
                held.add(ground.vms().claim(job, vm, "Change what starts it"));
            }
            all = true;
        } finally {
            if (!all) {
                held.forEach(Claim::release);
            }
        }
        return () -> held.forEach(Claim::release);
    }

    @Override
    public List<StepDefinition> steps(RecoveryCommand.Guard command, Map<String, String> facts) {
        List<VmId> vms = vms(facts);
        StartGuard guard = new StartGuard(
                command.plan(), facts.getOrDefault(BY, ""), ground.clock().instant(), vms);
        StepDefinition note = new StepDefinition(
                "note",
                command.on() ? "Note that Muster starts them" : "Note that their hosts start them",
                "",
                List.of(),
                _ -> note(guard, command.on()),
                _ -> note(guard, !command.on()));
        List<StepDefinition> steps = new ArrayList<>(List.of(note));
        for (VmId vm : vms) {
            steps.add(new StepDefinition(
                    "autostart/" + vm.text(),
                    (command.on() ? "Autostart off: " : "Autostart on: ") + vm.text(),
                    vm.text(),
                    List.of(0),
                    _ -> autostart(vm, !command.on()),
                    _ -> autostart(vm, command.on())));
        }
        return steps;
    }

    private void note(StartGuard guard, boolean on) {
        if (on) {
            guards.put(guard);
        } else {
            guards.delete(guard.id());
        }
    }

    private void autostart(VmId vm, boolean on) {
        if (ground.life().now(vm).isPresent()) {
            ground.lookup().hypervisor(vm.host()).vms().setAutostart(vm, on);
        }
    }
}
