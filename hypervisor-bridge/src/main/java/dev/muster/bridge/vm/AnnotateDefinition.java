package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Changes tags and notes, and nothing else of a definition. */
final class AnnotateDefinition extends EachVm<VmCommand.Annotate> {
    AnnotateDefinition(Lookup lookup, VmLocks locks) {
        super(lookup, locks);
    }

    @Override
    public Class<VmCommand.Annotate> command() {
        return VmCommand.Annotate.class;
    }

    @Override
    List<VmId> vms(VmCommand.Annotate command) {
        return command.vms();
    }

    @Override
    String title(String what) {
        return "Tags and notes of " + what;
    }

    @Override
    Optional<MusterException> refusal(VmCommand.Annotate command, Vm vm) {
        return Optional.empty();
    }

    @Override
    void act(VmCommand.Annotate command, VmId id, String name, StepContext context) {
        Hypervisor hypervisor = lookup().hypervisor(id.host());
        Vm now = hypervisor.vms().get(id);
        SortedSet<String> tags = new TreeSet<>(now.tags());
        tags.removeAll(command.remove());
        tags.addAll(command.add());
        Optional<SortedSet<String>> changed = Optional.of(tags).filter(wanted -> !wanted.equals(now.tags()));
        Optional<String> note = command.note().filter(wanted -> !wanted.equals(now.description()));
        if (changed.isEmpty() && note.isEmpty()) {
            context.log(LogLine.Level.INFO, name + " has these tags and notes already");
        } else {
            hypervisor.vms().annotate(id, changed, note);
        }
    }
}
