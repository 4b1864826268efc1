package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.VmChanges;
import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;

/**
 * One domain.
 *
 * @param vm as it is told
 * @param xml its definition, verbatim; empty where nobody wrote one and it is made from {@code vm} when asked for
 * @param liveXml what it was started from where that is another by now; empty where it is the same
 */
record SimDomain(Vm vm, String xml, String liveXml) {
    String definition() {
        return xml.isEmpty() ? DomainXml.write(vm) : xml;
    }

    String live() {
        return liveXml.isEmpty() ? definition() : liveXml;
    }

    SimDomain with(Vm changed) {
        return new SimDomain(changed, xml, liveXml);
    }

    SimDomain in(VmState state, String reason, Instant since) {
        return with(vm.in(state, reason, Optional.of(since)));
    }

    /** Off, so that its definition is what counts. */
    SimDomain stopped(VmState state, String reason, Instant since) {
        SimDomain off = in(state, reason, since);
        if (liveXml.isEmpty()) {
            return off;
        }
        Vm defined = DomainXml.read(vm.id().host(), vm.id().uuid(), DomainDocument.parse(xml));
        return new SimDomain(autostart(defined, vm).in(state, reason, Optional.of(since)), xml, "");
    }

    /** Defined anew: at once when it is off, else as it will start next. */
    SimDomain redefined(Vm defined, String newXml) {
        if (!vm.state().isActive()) {
            Vm off = autostart(defined, vm).in(vm.state(), vm.stateReason(), vm.stateSince());
            return new SimDomain(off, newXml, "");
        }
        return new SimDomain(digest(vm, defined.definition()), newXml, live());
    }

    /** With other hardware in what runs. */
    SimDomain plugged(DomainDocument running) {
        Vm read = DomainXml.read(vm.id().host(), vm.id().uuid(), running)
                .in(vm.state(), vm.stateReason(), vm.stateSince());
        Vm now = copy(read, vm.autostart(), vm.savedState(), vm.description(), vm.tags(), vm.definition());
        return new SimDomain(now, definition(), running.xml());
    }

    SimDomain autostart(boolean wanted) {
        return with(copy(vm, wanted, vm.savedState(), vm.description(), vm.tags(), vm.definition()));
    }

    SimDomain saved(boolean wanted) {
        return with(copy(vm, vm.autostart(), wanted, vm.description(), vm.tags(), vm.definition()));
    }

    /** With these tags and this note, in what runs and in what starts next. */
    SimDomain annotated(Optional<SortedSet<String>> tags, Optional<String> note) {
        VmChanges changes =
                new VmChanges(Optional.empty(), Optional.empty(), Optional.empty(), note, Optional.empty(), tags);
        String changed = DomainDocument.parse(definition()).with(changes).xml();
        Vm noted = copy(
                vm,
                vm.autostart(),
                vm.savedState(),
                note.orElse(vm.description()),
                tags.orElse(vm.tags()),
                DomainDocument.digest(changed));
        return new SimDomain(
                noted,
                changed,
                liveXml.isEmpty()
                        ? ""
                        : DomainDocument.parse(liveXml).with(changes).xml());
    }

    /** What the host keeps of a VM beside its definition. */
    private static Vm autostart(Vm vm, Vm kept) {
        return copy(vm, kept.autostart(), kept.savedState(), vm.description(), vm.tags(), vm.definition());
    }

    private static Vm digest(Vm vm, String definition) {
        return copy(vm, vm.autostart(), vm.savedState(), vm.description(), vm.tags(), definition);
    }

    private static Vm copy(
            Vm vm, boolean autostart, boolean saved, String description, SortedSet<String> tags, String definition) {
        return new Vm(
                vm.id(),
                vm.name(),
                vm.title(),
                description,
                vm.state(),
                vm.stateReason(),
                vm.stateSince(),
                vm.vcpus(),
                vm.memoryBytes(),
                vm.maxMemoryBytes(),
                vm.persistent(),
                autostart,
                saved,
                vm.architecture(),
                vm.machine(),
                vm.virtualization(),
                vm.disks(),
                vm.nics(),
                tags,
                definition);
    }
}
