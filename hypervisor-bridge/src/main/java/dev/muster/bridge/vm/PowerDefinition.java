package dev.muster.bridge.vm;

import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.Reach;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.Step;
import dev.muster.model.vm.PowerAction;
import dev.muster.model.vm.VmCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One step for each VM, side by side. What cannot be done with one VM fails its step and no other. */
final class PowerDefinition implements JobDefinition<VmCommand.Power> {
    private final Lookup lookup;
    private final VmLocks locks;
    private final PowerWork work;

    PowerDefinition(Lookup lookup, VmLocks locks, PowerWork work) {
        this.lookup = lookup;
        this.locks = locks;
        this.work = work;
    }

    @Override
    public Class<VmCommand.Power> command() {
        return VmCommand.Power.class;
    }

    @Override
    public Prepared prepare(VmCommand.Power command, Principal by) {
        Map<String, String> names = new HashMap<>();
        Optional<MusterException> first = Optional.empty();
        int able = 0;
        for (VmId id : command.vms()) {
            Optional<Vm> vm = lookup.image().vm(id);
            names.put(id.text(), vm.map(Vm::name).orElse(id.uuid().toString()));
            Optional<MusterException> why = vm.isEmpty() ? Optional.of(Lookup.noVm(id)) : refusal(command, vm.get());
            vm.flatMap(found -> PowerReversal.before(command.action(), found))
                    .ifPresent(state -> names.put(PowerReversal.fact(id), state));
            able += why.isEmpty() ? 1 : 0;
            first = first.or(() -> why);
        }
        if (able == 0) {
            throw first.orElseThrow();
        }
        String what = command.vms().size() == 1
                ? names.getOrDefault(command.vms().getFirst().text(), "")
                : command.vms().size() + " VMs";
        if (command.action() == PowerAction.START && !Reach.of(by).anyPath()) {
            names.put(HostPaths.WITHIN_POOLS, "true");
        }
        return new Prepared(VmWords.title(command.action(), what), names);
    }

    private Optional<MusterException> refusal(VmCommand.Power command, Vm vm) {
        return PowerWork.possible(command.action(), vm.state())
                ? locks.refusal(vm.id(), PowerWork.manner(command.action()))
                : Optional.of(VmWords.impossible(vm, command.action()));
    }

    @Override
    public Claim claim(JobId job, VmCommand.Power command, Map<String, String> facts) {
        String what = command.vms().size() == 1
                ? facts.getOrDefault(command.vms().getFirst().text(), "")
                : command.vms().size() + " VMs";
        return locks.claimFree(
                job, command.vms(), VmWords.title(command.action(), what), PowerWork.manner(command.action()));
    }

    @Override
    public List<StepDefinition> steps(VmCommand.Power command, Map<String, String> facts) {
        return command.vms().stream()
                .map(id -> {
                    String name = facts.getOrDefault(id.text(), id.text());
                    return new StepDefinition(
                            "power/" + id.text(),
                            VmWords.title(command.action(), name),
                            id.text(),
                            List.of(),
                            context -> run(id, name, command, context),
                            StepDefinition.NOTHING);
                })
                .toList();
    }

    /** Each VM has one step, so it is let go when that has ended and does not wait for the slowest of the others. */
    private void run(VmId id, String name, VmCommand.Power command, StepContext context) throws InterruptedException {
        try {
            work.run(id, name, command.action(), context);
        } finally {
            locks.release(context.job(), id);
        }
    }

    @Override
    public JobQuery.Reversal reversal(VmCommand.Power command, Map<String, String> facts, List<Step> done) {
        return new PowerReversal(lookup).of(command, facts, done);
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public OnFailure onFailure() {
        return OnFailure.KEEP;
    }
}
