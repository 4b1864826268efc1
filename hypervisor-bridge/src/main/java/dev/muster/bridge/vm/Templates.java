package dev.muster.bridge.vm;

import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.vm.BootSource;
import java.util.List;
import java.util.Optional;

/** Copies of volumes that new VMs start from. */
final class Templates {
    private final Lookup lookup;
    private final DiskCopies copies;

    Templates(Lookup lookup, VmLimits limits, FileClaims files) {
        this.lookup = lookup;
        this.copies = new DiskCopies(lookup, limits, files);
    }

    /** The volume; {@code VOLUME_NOT_FOUND}, {@code VOLUME_EXISTS}, {@code VM_STATE} while a VM that is active uses it. */
    Volume require(HostId host, BootSource.Template template) {
        Volume source = Optional.ofNullable(lookup.image().volumes().get(template.volume()))
                .filter(volume -> volume.id().pool().host().equals(host))
                .orElseThrow(() -> Problem.of(
                                ErrorCode.VOLUME_NOT_FOUND,
                                "There is no volume " + template.volume() + " on the host.",
                                "No VM was made.",
                                "Refresh the pool and list its volumes.")
                        .toException());
        List<String> users = lookup.vmsOf(host)
                .filter(vm -> vm.state().isActive())
                .filter(vm -> vm.disks().stream()
                        .anyMatch(disk -> path(host, disk.source()).equals(source.path())))
                .map(vm -> vm.name())
                .sorted()
                .toList();
        if (!users.isEmpty()) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            "The volume \"" + source.name() + "\" is written to by " + String.join(", ", users) + ".",
                            "No VM was made; a copy would hold half of what is being written.",
                            "Shut that VM down first, or choose another volume.")
                    .toException();
        }
        requireAbsent(copy(template));
        return source;
    }

    private String path(HostId host, String named) {
        int slash = named.indexOf('/');
        if (slash <= 0) {
            return slash < 0 ? named : HostPaths.normal(named);
        }
        return lookup.volumePath(host, named.substring(0, slash), named.substring(slash + 1))
                .orElse(named);
    }

    /** Where the copy of a volume lies. */
    String path(Volume source, String name) {
        return source.path().substring(0, source.path().lastIndexOf('/') + 1) + name;
    }

    /** What kind of image the copy is. */
    String format(Volume source) {
        return source.format().equals("qcow2") ? "qcow2" : "raw";
    }

    StepDefinition copying(BootSource.Template template) {
        return copies.step("vda", template.volume(), copy(template), List.of());
    }

    private static VolumeId copy(BootSource.Template template) {
        return new VolumeId(template.volume().pool(), template.name());
    }

    private void requireAbsent(VolumeId id) {
        if (lookup.image().volumes().containsKey(id)) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "The pool has a volume \"" + id.name() + "\" already.",
                            "It stays as it is; no VM was made.",
                            "Choose another name.")
                    .toException();
        }
    }
}
