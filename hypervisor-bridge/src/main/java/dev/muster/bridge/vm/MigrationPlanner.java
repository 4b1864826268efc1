package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.MigrationOperations.CpuFit;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.MigrationPlan;
import dev.muster.model.vm.MigrationPlan.Check;
import dev.muster.model.vm.MigrationPlan.MigrationDisk;
import dev.muster.model.vm.MigrationPlan.Topic;
import dev.muster.model.vm.MigrationPlan.Verdict;
import dev.muster.model.xml.XmlElement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/** Looks whether a VM can be migrated, and says each reason why not. */
final class MigrationPlanner {
    private final Lookup lookup;
    private final MigrationStorage storage;

    MigrationPlanner(Lookup lookup) {
        this.lookup = lookup;
        this.storage = new MigrationStorage(lookup);
    }

    /** The plan as things are now; {@code VM_NOT_FOUND}, {@code HOST_UNREACHABLE} for the VM's own host. */
    MigrationPlan plan(VmId id, HostId to) {
        lookup.connected(id.host());
        Hypervisor hypervisor = lookup.hypervisor(id.host());
        Vm vm = hypervisor.vms().get(id);
        DomainDocument document =
                DomainDocument.parse(hypervisor.vms().xml(id, vm.state().isActive()));
        List<Check> checks = new ArrayList<>();
        List<MigrationDisk> disks = new ArrayList<>();
        state(vm, hypervisor, checks);
        devices(vm, document, checks);
        Optional<Host> host = target(vm, to, checks);
        if (host.isPresent()) {
            name(vm, to, checks);
            cpu(vm, document, host.get(), checks);
            memory(vm, host.get(), checks);
            disks.addAll(storage.disks(vm, document, to, checks));
            networks(vm, document, to, checks);
        }
        checks.sort(
                Comparator.comparing(Check::verdict, Comparator.reverseOrder()).thenComparing(Check::topic));
        return new MigrationPlan(id, vm.name(), to, checks, disks);
    }

    private static void state(Vm vm, Hypervisor hypervisor, List<Check> checks) {
        switch (vm.state()) {
            case RUNNING -> checks.add(fine(Topic.STATE, vm.name() + " runs and can go on running meanwhile."));
            case PAUSED -> checks.add(fine(Topic.STATE, vm.name() + " is paused and stays so."));
            case OFF -> {
                if (vm.savedState()) {
                    checks.add(blocked(
                            Topic.STATE,
                            vm.name() + " has saved memory, which lies on its host.",
                            "Start it, then migrate it."));
                } else {
                    checks.add(note(Topic.STATE, vm.name() + " is off: its definition moves, and nothing is copied."));
                }
            }
            case CRASHED ->
                checks.add(blocked(
                        Topic.STATE,
                        vm.name() + " has crashed and is kept for a look at it.",
                        "Force it off, then start it or migrate it as it is."));
            case SHUTTING_DOWN, ASLEEP, UNKNOWN ->
                checks.add(blocked(
                        Topic.STATE,
                        vm.name() + " is " + VmWords.state(vm.state()) + ".",
                        "Bring it to run, or wait until it is off."));
        }
        int snapshots = hypervisor.snapshots().list(vm.id()).size();
        checks.add(
                snapshots == 0
                        ? fine(Topic.SNAPSHOTS, "It has no snapshots.")
                        : blocked(
                                Topic.SNAPSHOTS,
                                "It has " + (snapshots == 1 ? "a snapshot" : snapshots + " snapshots")
                                        + ", which libvirt does not take along.",
                                "Delete its snapshots first."));
    }

    private Optional<Host> target(Vm vm, HostId to, List<Check> checks) {
        Optional<Host> host = lookup.image().host(to);
        String why = "";
        String remedy = "Choose another host.";
        if (to.equals(vm.id().host())) {
            why = vm.name() + " is on " + to + " already.";
        } else if (host.isEmpty()) {
            why = "There is no host \"" + to + "\".";
        } else if (host.get().state() != HostState.CONNECTED) {
            why = to + " is not connected.";
            remedy = host.get().problem().map(problem -> problem.remedy()).orElse("Wait until it is connected.");
        } else if (kind(host.get()) == ConnectionUri.Kind.TEST
                || (kind(host.get()) == ConnectionUri.Kind.SIMULATED)
                        != (ownKind(vm) == ConnectionUri.Kind.SIMULATED)) {
            why = to + " is of another kind, to which " + vm.name() + " cannot go.";
        } else if (sameMachine(vm, to)) {
            why = to + " leads to the very machine " + vm.name() + " is on.";
        } else if (!vm.architecture().isEmpty()
                && !host.get().architecture().isEmpty()
                && !vm.architecture().equals(host.get().architecture())
                && vm.virtualization().equals("kvm")) {
            why = to + " is " + host.get().architecture() + ", " + vm.name() + " is " + vm.architecture() + ".";
        } else if (vm.virtualization().equals("kvm") && host.get().accelerator().kind() == Accelerator.Kind.EMULATION) {
            why = vm.name() + " runs under KVM, which does not work on " + to + ".";
        }
        if (!why.isEmpty()) {
            checks.add(blocked(Topic.TARGET, why, remedy));
            return Optional.empty();
        }
        checks.add(fine(Topic.TARGET, to + " is connected."));
        return host;
    }

    private ConnectionUri.Kind ownKind(Vm vm) {
        return kind(lookup.connected(vm.id().host()));
    }

    private static ConnectionUri.Kind kind(Host host) {
        return ConnectionUri.parse(host.uri()).kind();
    }

    private boolean sameMachine(Vm vm, HostId to) {
        Optional<UUID> here = lookup.hypervisor(vm.id().host()).hostUuid(vm.id().host());
        return here.isPresent() && here.equals(lookup.hypervisor(to).hostUuid(to));
    }

    private void name(Vm vm, HostId to, List<Check> checks) {
        Optional<Vm> taken = lookup.vmsOf(to)
                .filter(other -> other.name().equals(vm.name())
                        || other.id().uuid().equals(vm.id().uuid()))
                .findFirst();
        checks.add(taken.map(other -> blocked(
                        Topic.NAME,
                        to + " has a VM \"" + other.name() + "\" with the same "
                                + (other.id().uuid().equals(vm.id().uuid()) ? "UUID." : "name."),
                        "Delete that one or give it another name."))
                .orElseGet(() -> fine(Topic.NAME, "The name is free on " + to + ".")));
    }

    private void cpu(Vm vm, DomainDocument document, Host host, List<Check> checks) {
        if (!vm.virtualization().equals("kvm")) {
            checks.add(fine(Topic.CPU, "The guest's processor is emulated, which any host can do."));
            return;
        }
        Optional<XmlElement> cpu = document.root().child("cpu");
        String mode = cpu.map(one -> one.attribute("mode")).orElse("");
        boolean own = mode.equals("host-passthrough") || mode.equals("maximum");
        Optional<String> wanted = own
                ? lookup.hypervisor(vm.id().host()).migrations().hostCpu(vm.id().host())
                : cpu.filter(one -> one.child("model").isPresent()).map(XmlElement::source);
        CpuFit fit = wanted.map(xml -> lookup.hypervisor(host.id()).migrations().compareCpu(host.id(), xml))
                .orElse(own || mode.equals("host-model") ? CpuFit.UNKNOWN : CpuFit.FITS);
        checks.add(
                switch (fit) {
                    case FITS ->
                        fine(Topic.CPU, "The processor of " + host.id() + " has all that the guest was given.");
                    case LACKS ->
                        blocked(
                                Topic.CPU,
                                "The processor of " + host.id() + " lacks features that the guest was given.",
                                "Give the VM a processor model both hosts have, and restart it.");
                    case UNKNOWN ->
                        note(
                                Topic.CPU,
                                "Whether the processor of " + host.id()
                                        + " has all that the guest was given cannot be told; QEMU refuses if not.");
                });
    }

    private static void memory(Vm vm, Host host, List<Check> checks) {
        if (host.memoryBytes() > 0 && vm.maxMemoryBytes() > host.memoryBytes()) {
            checks.add(blocked(
                    Topic.MEMORY,
                    host.id() + " has " + (host.memoryBytes() >> 20) + " MiB of memory in all, " + vm.name() + " needs "
                            + (vm.maxMemoryBytes() >> 20) + ".",
                    "Choose a larger host."));
        } else if (vm.state() != VmState.OFF
                && host.memoryFreeBytes() > 0
                && vm.memoryBytes() > host.memoryFreeBytes()) {
            checks.add(note(
                    Topic.MEMORY,
                    host.id() + " had only " + (host.memoryFreeBytes() >> 20) + " MiB free when it was last asked; "
                            + vm.name() + " has " + (vm.memoryBytes() >> 20) + "."));
        } else {
            checks.add(fine(Topic.MEMORY, host.id() + " has memory for it."));
        }
    }

    private void networks(Vm vm, DomainDocument document, HostId to, List<Check> checks) {
        int before = checks.size();
        for (Nic nic : document.nics()) {
            if (nic.type().equals("network")) {
                Optional<Network> network = lookup.networksOf(to)
                        .filter(one -> one.name().equals(nic.source()))
                        .findFirst();
                if (network.isEmpty()) {
                    checks.add(blocked(
                            Topic.NETWORK,
                            to + " has no network \"" + nic.source() + "\".",
                            "Make one of that name there, or plug the VM into another."));
                } else if (!network.get().active() && vm.state() != VmState.OFF) {
                    checks.add(blocked(
                            Topic.NETWORK, "The network \"" + nic.source() + "\" is down on " + to + ".", "Start it."));
                }
            } else if (nic.type().equals("bridge") || nic.type().equals("direct")) {
                checks.add(note(
                        Topic.NETWORK,
                        "It is plugged into " + nic.source() + " of its host; " + to
                                + " must have one of that name too."));
            }
        }
        if (checks.size() == before) {
            checks.add(fine(Topic.NETWORK, "Its networks are on " + to + " too."));
        }
    }

    private static void devices(Vm vm, DomainDocument document, List<Check> checks) {
        Optional<XmlElement> devices = document.root().child("devices");
        int before = checks.size();
        for (String kind : List.of("hostdev", "filesystem")) {
            if (devices.stream().anyMatch(all -> !all.children(kind).isEmpty())) {
                checks.add(blocked(
                        Topic.DEVICES,
                        kind.equals("hostdev")
                                ? "It has a device of its host, which stays there."
                                : "It has a directory of its host mounted, which stays there.",
                        "Take it out of the VM first."));
            }
        }
        boolean handed = devices.stream()
                .flatMap(all -> all.children("interface").stream())
                .anyMatch(nic -> Stream.of("hostdev", "vdpa").anyMatch(nic.attribute("type")::equals));
        if (handed) {
            checks.add(blocked(
                    Topic.DEVICES,
                    "A network interface is a device of its host, which stays there.",
                    "Take it out of the VM first."));
        }
        boolean sealed = devices.stream()
                .flatMap(all -> all.children("tpm").stream())
                .anyMatch(tpm -> tpm.attributeOf("type", "backend").equals("emulator"));
        if (sealed && !vm.state().isActive()) {
            checks.add(blocked(
                    Topic.DEVICES,
                    "What its TPM holds stays behind while it is off, and with it what the guest sealed.",
                    "Start it, then migrate it."));
        }
        if (checks.size() == before) {
            checks.add(fine(Topic.DEVICES, "It has no device of its host."));
        }
    }

    static Check fine(Topic topic, String text) {
        return new Check(topic, Verdict.FINE, text, "");
    }

    static Check note(Topic topic, String text) {
        return new Check(topic, Verdict.NOTE, text, "");
    }

    static Check blocked(Topic topic, String text, String remedy) {
        return new Check(topic, Verdict.BLOCKED, text, remedy);
    }
}
