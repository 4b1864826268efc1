package dev.muster.bridge.backup;

import dev.muster.bridge.hypervisor.FileOperations;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.FirmwareFiles;
import dev.muster.bridge.inventory.HostGround;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.DiskPlaces;
import dev.muster.model.vm.DomainClone;
import dev.muster.model.vm.DomainDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The definition of a VM that is made from a restore point. */
final class RestoredDomain {
    private static final String ASIDE = ".before-restore";

    private final Lookup lookup;

    RestoredDomain(Lookup lookup) {
        this.lookup = lookup;
    }

    /**
     * One with a name, UUID and, where given, MAC addresses of its own. Disks that are not in the point are left out, and so are
     * media that are not there.
     */
    DomainDocument asNew(
            PointFiles point,
            VmId id,
            String name,
            List<String> macs,
            Map<String, DiskPlaces.Place> places,
            boolean anyPath) {
        DomainDocument captured = RestoreGround.domain(point);
        Set<String> leftOut = new TreeSet<>();
        for (Disk disk : captured.disks()) {
            if (!places.containsKey(disk.target()) && !stays(id, disk, anyPath)) {
                leftOut.add(disk.target());
            }
        }
        DomainDocument own = DomainDocument.parse(
                DomainClone.of(captured, new DomainClone.Ground(name, id.uuid(), macs, Map.of(), leftOut)));
        return withVariables(point, id, DiskPlaces.of(own, places));
    }

    /** What is only read and is there may be used again, by who may name it. */
    private boolean stays(VmId id, Disk disk, boolean anyPath) {
        return disk.source().isEmpty()
                || (anyPath
                        && disk.readOnly()
                        && disk.source().startsWith("/")
                        && lookup.hypervisor(id.host())
                                .files()
                                .size(id.host(), disk.source())
                                // of another machine it may not be told: without it the VM starts
                                .filter(bytes -> bytes >= 0)
                                .isPresent());
    }

    /** Where it is in the same file as another VM's would be, libvirt would start it with those. */
    private DomainDocument withVariables(PointFiles point, VmId id, DomainDocument domain) {
        if (!domain.isUefi() || !Files.exists(point.path().resolve(PointWriter.NVRAM))) {
            return DomainDocument.parse(new FirmwareFiles(lookup).ofItsOwn(id, domain.xml()));
        }
        return HostGround.firmwareVariables(lookup.connected(id.host()), domain.name() + "-" + id.uuid())
                .map(domain::withFirmwareVariables)
                .orElse(domain);
    }

    /** Brings back its firmware variables and what its TPM held, before it starts. */
    void putState(PointFiles point, VmId id, DomainDocument domain, StepContext context) {
        Hypervisor hypervisor = lookup.hypervisor(id.host());
        List<PointManifest.FileContent> tpm = point.manifest().files().stream()
                .filter(file -> file.name().startsWith(PointWriter.TPM))
                .toList();
        boolean variables = !domain.firmwareVariables().isEmpty()
                && Files.exists(point.path().resolve(PointWriter.NVRAM));
        if (!isHere(id) && (variables || !tpm.isEmpty())) {
            context.log(
                    LogLine.Level.WARNING,
                    "the firmware variables and what its TPM held cannot be put onto that host; it starts with fresh ones, or those it has there");
            return;
        }
        if (variables) {
            hypervisor.files().delete(id.host(), domain.firmwareVariables());
            hypervisor.files().copy(id.host(), point.file(PointWriter.NVRAM).toString(), domain.firmwareVariables());
        }
        try {
            for (PointManifest.FileContent file : tpm) {
                GuestState.putTpm(
                        id, Path.of(file.name().substring(PointWriter.TPM.length())), point.file(file.name()));
            }
        } catch (IOException e) {
            throw RestoreSteps.brokenOff(e);
        }
    }

    /** Leaves nothing of what was put there for a VM that is taken back. */
    void takeStateBack(VmId id) {
        local(id, () -> GuestState.removeTpm(id));
    }

    /** The same domain, saying itself where its firmware variables are put. */
    DomainDocument withPlace(VmId id, DomainDocument domain) {
        return domain.isUefi() && domain.firmwareVariables().isEmpty()
                ? HostGround.firmwareVariables(lookup.connected(id.host()), domain.name())
                        .map(domain::withFirmwareVariables)
                        .orElse(domain)
                : domain;
    }

    /** Keeps aside what {@link #putState} is going to replace; what is kept already stays. */
    void keepState(VmId id, DomainDocument domain) {
        FileOperations files = lookup.hypervisor(id.host()).files();
        String variables = domain.firmwareVariables();
        if (isHere(id)
                && !variables.isEmpty()
                && files.size(id.host(), variables).isPresent()
                && files.size(id.host(), variables + ASIDE).isEmpty()) {
            files.copy(id.host(), variables, variables + ASIDE);
        }
        local(id, () -> GuestState.keepTpm(id));
    }

    /** Brings back what was kept aside. */
    void bringStateBack(VmId id, DomainDocument domain) {
        FileOperations files = lookup.hypervisor(id.host()).files();
        String variables = domain.firmwareVariables();
        if (isHere(id)
                && !variables.isEmpty()
                && files.size(id.host(), variables + ASIDE).isPresent()) {
            files.delete(id.host(), variables);
            files.copy(id.host(), variables + ASIDE, variables);
            files.delete(id.host(), variables + ASIDE);
        }
        local(id, () -> GuestState.bringTpmBack(id));
    }

    /** Deletes what was kept aside. */
    void forgetKeptState(VmId id, DomainDocument domain) {
        if (isHere(id) && !domain.firmwareVariables().isEmpty()) {
            lookup.hypervisor(id.host()).files().delete(id.host(), domain.firmwareVariables() + ASIDE);
        }
        local(id, () -> GuestState.forgetKeptTpm(id));
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    /** What {@link #putState} leaves alone elsewhere needs not be kept either. */
    private boolean isHere(VmId id) {
        return lookup.hypervisor(id.host()).backups().isHere();
    }

    private void local(VmId id, Work work) {
        if (isHere(id)) {
            try {
                work.run();
            } catch (IOException e) {
                throw RestoreSteps.brokenOff(e);
            }
        }
    }
}
