package dev.muster.bridge.inventory;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DomainDocument;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which file holds the firmware variables of which VM. libvirt chooses one by the VM's name where the definition names none,
 * and whoever has that name next gets it: so a VM that is renamed has its file named first, and a new VM whose name would
 * bring it another's file gets one of its own.
 */
public final class FirmwareFiles {
    private final Lookup lookup;

    /** Looks at those hosts. */
    public FirmwareFiles(Lookup lookup) {
        this.lookup = lookup;
    }

    /** The file of a VM, named by its definition or by libvirt; empty where it has none yet. */
    public Optional<String> of(VmId id, DomainDocument document) {
        if (!document.firmwareVariables().isEmpty()) {
            return Optional.of(document.firmwareVariables());
        }
        return libvirts(id, document);
    }

    /** The file that libvirt keeps for it without a word in the definition; empty where there is none. */
    public Optional<String> libvirts(VmId id, DomainDocument document) {
        if (!document.isUefi() || !document.firmwareVariables().isEmpty()) {
            return Optional.empty();
        }
        return lookup.image()
                .host(id.host())
                .flatMap(host -> HostGround.firmwareVariables(host, document.name()))
                .filter(path -> exists(id, path));
    }

    /** The same domain, saying itself where its variables are. */
    public DomainDocument named(VmId id, DomainDocument document) {
        return libvirts(id, document).map(document::withFirmwareVariables).orElse(document);
    }

    /** The definition of a new VM, with variables of its own named where its name would bring it another VM's. */
    public String ofItsOwn(VmId id, String xml) {
        DomainDocument document = DomainDocument.parse(xml);
        if (!document.isUefi()
                || !document.firmwareVariables().isEmpty()
                || lookup.image().vm(id).isPresent()) {
            return xml;
        }
        Host host = lookup.connected(id.host());
        return HostGround.firmwareVariables(host, document.name())
                .filter(path -> exists(id, path) || isNamed(id, path))
                .flatMap(_ -> HostGround.firmwareVariables(host, document.name() + "-" + id.uuid()))
                .map(path -> document.withFirmwareVariables(path).xml())
                .orElse(xml);
    }

    private boolean exists(VmId id, String path) {
        return lookup.hypervisor(id.host()).files().size(id.host(), path).isPresent();
    }

    /** Whether the definition of another VM of the host names that file. */
    private boolean isNamed(VmId id, String path) {
        Hypervisor hypervisor = lookup.hypervisor(id.host());
        return lookup.vmsOf(id.host())
                .filter(vm -> !vm.id().equals(id))
                .flatMap(vm -> {
                    try {
                        return Stream.of(DomainDocument.parse(hypervisor.vms().xml(vm.id(), false)));
                    } catch (MusterException e) {
                        if (e.problem().code() == ErrorCode.VM_NOT_FOUND) {
                            return Stream.empty();
                        }
                        throw e;
                    }
                })
                .anyMatch(document -> document.firmwareVariables().equals(path));
    }
}
