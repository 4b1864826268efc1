package dev.muster.bridge.vm;

import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.VmCommand;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The same with each of many VMs, a step for each. What cannot be done with one VM fails its step and no other. */
abstract class EachVm<C extends VmCommand> implements JobDefinition<C> {
    private final Lookup lookup;
    private final VmLocks locks;

    EachVm(Lookup lookup, VmLocks locks) {
        this.lookup = lookup;
        this.locks = locks;
    }

    /** Which VMs. */
    abstract List<VmId> vms(C command);

    /** What is done to a VM or several, such as {@code Save web-01} or {@code Save 3 VMs}. */
    abstract String title(String what);

    /** Why it cannot be done with a VM as the inventory has it. */
    abstract Optional<MusterException> refusal(C command, Vm vm);

    /** Does it; twice is once. */
    abstract void act(C command, VmId vm, String name, StepContext context) throws InterruptedException;

    /** What asks the hosts. */
    final Lookup lookup() {
        return lookup;
    }

    @Override
    public final Prepared prepare(C command, Principal by) {
        Map<String, String> names = new HashMap<>();
        Optional<MusterException> first = Optional.empty();
        int able = 0;
        for (VmId id : vms(command)) {
            Optional<Vm> vm = lookup.image().vm(id);
            names.put(id.text(), vm.map(Vm::name).orElse(id.uuid().toString()));
            Optional<MusterException> why = vm.isEmpty()
                    ? Optional.of(Lookup.noVm(id))
                    : refusal(command, vm.get()).or(() -> locks.refusal(id, VmLocks.Manner.EXCLUSIVE));
            able += why.isEmpty() ? 1 : 0;
            first = first.or(() -> why);
        }
        if (able == 0) {
            throw first.orElseThrow();
        }
        return new Prepared(title(command, names), names);
    }

    private String title(C command, Map<String, String> names) {
        List<VmId> vms = vms(command);
        String what = vms.size() == 1 ? names.getOrDefault(vms.getFirst().text(), "") : vms.size() + " VMs";
        return title(what);
    }

    @Override
    public final Claim claim(JobId job, C command, Map<String, String> facts) {
        return locks.claimFree(job, vms(command), title(command, facts), VmLocks.Manner.EXCLUSIVE);
    }

    @Override
    public final List<StepDefinition> steps(C command, Map<String, String> facts) {
        return vms(command).stream()
                .map(id -> {
                    String name = facts.getOrDefault(id.text(), id.text());
                    return new StepDefinition(
                            "act/" + id.text(),
                            title(name),
                            id.text(),
                            List.of(),
                            context -> run(command, id, name, context),
                            StepDefinition.NOTHING);
                })
                .toList();
    }

    private void run(C command, VmId id, String name, StepContext context) throws InterruptedException {
        try (VmLocks.Hold _ = locks.hold(context.job(), id, title(name), VmLocks.Manner.EXCLUSIVE)) {
            act(command, id, name, context);
        } finally {
            locks.release(context.job(), id);
        }
    }

    @Override
    public final OnRestart onRestart() {
        return OnRestart.RESUME;
    }

    @Override
    public final OnFailure onFailure() {
        return OnFailure.KEEP;
    }
}
