package dev.muster.bridge.recovery.run;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.Cables;
import dev.muster.model.vm.DomainDocument;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Takes the cables out of what a recovery has replaced, in its definition and as it runs, and puts them back. */
final class SourceCables {
    /** What facts begin with that say which cables of a source were taken out. */
    static final String TAKEN_OUT = "cables.";

    private final RunGround ground;

    SourceCables(RunGround ground) {
        this.ground = ground;
    }

    /** Takes out all that are in; twice is once. */
    void takeOut(String key, VmId vm, StepContext context) throws InterruptedException {
        Optional<Vm> now = ground.life().now(vm);
        if (now.isEmpty()) {
            return;
        }
        Hypervisor hypervisor = ground.lookup().hypervisor(vm.host());
        DomainDocument document = DomainDocument.parse(
                now.get().persistent()
                        ? hypervisor.vms().xmlWithSecrets(vm)
                        : hypervisor.vms().xml(vm, true));
        if (context.fact(TAKEN_OUT + key).isEmpty()) {
            context.putFact(TAKEN_OUT + key, String.join(" ", Cables.in(document)));
        }
        plug(now.get(), Cables.in(document), false, context);
    }

    /** Puts back those that were taken out; twice is once. */
    void putIn(String key, VmId vm, StepContext context) throws InterruptedException {
        List<String> taken = Arrays.stream(
                        context.fact(TAKEN_OUT + key).orElse("").split(" "))
                .filter(nic -> !nic.isEmpty())
                .toList();
        Optional<Vm> now = ground.life().now(vm);
        if (now.isPresent() && !taken.isEmpty()) {
            plug(now.get(), taken, true, context);
        }
    }

    private void plug(Vm vm, List<String> nics, boolean in, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = ground.lookup().hypervisor(vm.id().host());
        if (vm.persistent()) {
            DomainDocument next = DomainDocument.parse(hypervisor.vms().xmlWithSecrets(vm.id()));
            ground.life().define(vm.id(), Cables.plug(next, nics, in).xml(), context);
        }
        if (vm.state().isActive()) {
            DomainDocument live = DomainDocument.parse(hypervisor.vms().xml(vm.id(), true));
            Cables.updates(live, in ? nics : Cables.in(live), in)
                    .forEach(cable -> hypervisor.devices().update(vm.id(), cable));
        }
    }
}
