package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.LifeRules;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.Optional;

/** Throws saved memory away. */
final class DiscardSaveDefinition extends EachVm<VmCommand.DiscardSave> {
    DiscardSaveDefinition(Lookup lookup, VmLocks locks) {
        super(lookup, locks);
    }

    @Override
    public Class<VmCommand.DiscardSave> command() {
        return VmCommand.DiscardSave.class;
    }

    @Override
    List<VmId> vms(VmCommand.DiscardSave command) {
        return command.vms();
    }

    @Override
    String title(String what) {
        return "Discard the saved state of " + what;
    }

    @Override
    Optional<MusterException> refusal(VmCommand.DiscardSave command, Vm vm) {
        return LifeWords.refusal(LifeRules.DISCARD_SAVE, vm);
    }

    @Override
    void act(VmCommand.DiscardSave command, VmId id, String name, StepContext context) {
        Hypervisor hypervisor = lookup().hypervisor(id.host());
        if (hypervisor.vms().get(id).savedState()) {
            hypervisor.memory().discardSave(id);
        } else {
            context.log(LogLine.Level.INFO, name + " has no saved state any more");
        }
    }
}
