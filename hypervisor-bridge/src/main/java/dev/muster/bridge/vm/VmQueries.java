package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.SerialLog;
import dev.muster.bridge.job.Minting;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.VmQuery;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Answers what can be asked about a VM that is not in the inventory. */
public final class VmQueries {
    private static final int MOST = 256 << 10;

    private final Lookup lookup;
    private final Previews previews;
    private final GuestSystems systems = new GuestSystems(Path.of("/usr/share/osinfo"));

    /** Answers from these hypervisors. */
    public VmQueries(Hypervisors hypervisors, Inventory inventory) {
        this.lookup = new Lookup(hypervisors, inventory);
        this.previews = new Previews(lookup);
    }

    /**
     * The answer.
     *
     * @throws dev.muster.model.error.MusterException {@code VM_NOT_FOUND}, {@code HOST_UNREACHABLE}; {@code NOT_SUPPORTED}
     *     where a VM's serial line is kept nowhere
     */
    public <R extends Record> R answer(VmQuery<R> query) {
        Record answer = switch (query) {
            case VmQuery.Xml xml -> xml(xml);
            case VmQuery.Preview preview -> previews.of(preview);
            case VmQuery.Systems _ -> systems.all();
            case VmQuery.Deletion deletion -> plan(deletion);
            case VmQuery.HardwareOf hardware -> hardware(hardware);
            case VmQuery.ReviewHardware review -> review(review);
            case VmQuery.ReviewXml review -> new XmlReviewer(lookup).review(review);
            case VmQuery.SerialOutput serial -> serial(serial);
            case VmQuery.Migrating migrating -> new MigrationPlanner(lookup).plan(migrating.vm(), migrating.to());
            case VmQuery.Cloning cloning -> new ClonePlanner(lookup).plan(cloning.vm(), cloning.name());
        };
        return query.answer().cast(answer);
    }

    private VmQuery.DomainXml xml(VmQuery.Xml query) {
        lookup.vm(query.vm());
        Hypervisor hypervisor = lookup.hypervisor(query.vm().host());
        String definition = hypervisor.vms().xml(query.vm(), false);
        String xml = query.live() ? hypervisor.vms().xml(query.vm(), true) : definition;
        return new VmQuery.DomainXml(xml, DomainDocument.digest(definition));
    }

    private Hardware hardware(VmQuery.HardwareOf query) {
        Vm vm = lookup.vm(query.vm());
        Hypervisor hypervisor = lookup.hypervisor(vm.id().host());
        DomainDocument config = DomainDocument.parse(hypervisor.vms().xml(vm.id(), false));
        Optional<DomainDocument> live = vm.state().isActive()
                ? Optional.of(DomainDocument.parse(hypervisor.vms().xml(vm.id(), true)))
                : Optional.empty();
        return Hardware.of(config, live);
    }

    private HardwarePlan review(VmQuery.ReviewHardware query) {
        Vm vm = lookup.vm(query.vm());
        Redefining.requirePersistent(vm);
        Hypervisor hypervisor = lookup.hypervisor(vm.id().host());
        return HardwareDefinition.plan(
                hypervisor, vm, hypervisor.vms().xml(vm.id(), false), query.changes(), Minting.secure());
    }

    private DeletionPlan plan(VmQuery.Deletion query) {
        lookup.vm(query.vm());
        return new DeletionPlanner(lookup).plan(query.vm());
    }

    private VmQuery.SerialText serial(VmQuery.SerialOutput query) {
        if (query.offset() < 0) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "An offset is 0 or more, not " + query.offset() + ".",
                            "",
                            "Ask from 0.")
                    .toException();
        }
        String name = lookup.vm(query.vm()).name();
        HostId host = query.vm().host();
        Hypervisor hypervisor = lookup.hypervisor(host);
        String path = new SerialLog(lookup).path(query.vm()).orElse("");
        if (path.isEmpty()) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "What " + name + " says on its serial line is kept nowhere.",
                            "",
                            "Add <log file='…'/> to its first <serial> and start it again.")
                    .toException();
        }
        Optional<Long> size = hypervisor.files().size(host, path);
        if (size.isEmpty()) {
            return new VmQuery.SerialText("", 0);
        }
        // started anew since: the file begins again
        long from = size.get() >= 0 && size.get() < query.offset() ? 0 : query.offset();
        byte[] bytes = hypervisor.files().read(host, path, from, MOST);
        int whole = wholeCharacters(bytes);
        String text = new String(Arrays.copyOf(bytes, whole), StandardCharsets.UTF_8);
        return new VmQuery.SerialText(text, from + whole);
    }

    /** How many bytes end with a whole UTF-8 character; all of them where they end in what is none. */
    static int wholeCharacters(byte[] bytes) {
        int lead = bytes.length - 1;
        while (lead >= 0 && lead > bytes.length - 4 && (bytes[lead] & 0xC0) == 0x80) {
            lead--;
        }
        if (lead < 0) {
            return bytes.length;
        }
        int first = bytes[lead] & 0xFF;
        int length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
        boolean cut = lead + length > bytes.length && first < 0xF8;
        return cut && lead > 0 ? lead : bytes.length;
    }
}
