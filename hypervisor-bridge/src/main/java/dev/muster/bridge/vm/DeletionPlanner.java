package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.FileIdentity;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.BackingChain;
import dev.muster.bridge.inventory.FileUsers;
import dev.muster.bridge.inventory.FirmwareFiles;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DeletionPlan.FileRole;
import dev.muster.model.vm.DeletionPlan.VmFile;
import dev.muster.model.vm.DomainDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds every file of a VM, and who else needs it. */
final class DeletionPlanner {
    private final Lookup lookup;
    private final HostPaths paths;
    private final FirmwareFiles firmware;

    DeletionPlanner(Lookup lookup) {
        this.lookup = lookup;
        this.firmware = new FirmwareFiles(lookup);
        this.paths = new HostPaths(lookup);
    }

    /** The plan as things are now; {@code VM_NOT_FOUND}. */
    DeletionPlan plan(VmId id) {
        Hypervisor hypervisor = lookup.hypervisor(id.host());
        Vm vm = hypervisor.vms().get(id);
        Map<String, FileRole> roles =
                roles(vm, DomainDocument.parse(hypervisor.vms().xml(id, false)));
        Map<String, String> users = usersBeside(id);
        List<VmFile> files = new ArrayList<>();
        roles.forEach((path, role) -> file(id.host(), path, role, users).ifPresent(files::add));
        return new DeletionPlan(id, vm.name(), files);
    }

    /**
     * Who uses which file of the host beside one VM: disks with all they are backed by, kernels, initial RAM disks and
     * firmware variables, by {@link #key}.
     */
    Map<String, String> usersBeside(VmId id) {
        Hypervisor hypervisor = lookup.hypervisor(id.host());
        BackingChain chain = new BackingChain(hypervisor, id.host());
        Map<String, String> users = new LinkedHashMap<>();
        lookup.vmsOf(id.host()).filter(other -> !other.id().equals(id)).forEach(other -> {
            for (boolean live : other.state().isActive() ? new boolean[] {false, true} : new boolean[] {false}) {
                document(hypervisor, other.id(), live)
                        .ifPresent(document -> roles(other, document).forEach((path, role) -> {
                            users.putIfAbsent(key(id.host(), path), other.name());
                            if (role == FileRole.DISK || role == FileRole.MEDIUM) {
                                chain.of(path)
                                        .files()
                                        .forEach(below -> users.putIfAbsent(key(id.host(), below), other.name()));
                            }
                        }));
            }
        });
        return users;
    }

    /** Which file it is, by whatever path. */
    String key(HostId host, String path) {
        return path.startsWith("/")
                ? lookup.hypervisor(host).files().identity(host, path).key()
                : path;
    }

    private static Optional<DomainDocument> document(Hypervisor hypervisor, VmId id, boolean live) {
        try {
            return Optional.of(DomainDocument.parse(hypervisor.vms().xml(id, live)));
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.VM_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Map<String, FileRole> roles(Vm vm, DomainDocument document) {
        Map<String, FileRole> roles = new LinkedHashMap<>();
        for (Disk disk : document.disks()) {
            boolean medium = disk.readOnly() || !disk.device().equals("disk");
            path(vm.id().host(), disk.source())
                    .ifPresent(path -> roles.putIfAbsent(path, medium ? FileRole.MEDIUM : FileRole.DISK));
        }
        put(roles, document.kernel(), FileRole.KERNEL);
        put(roles, document.initrd(), FileRole.KERNEL);
        put(roles, firmware.of(vm.id(), document).orElse(""), FileRole.FIRMWARE_VARIABLES);
        if (vm.savedState()) {
            put(roles, "/var/lib/libvirt/qemu/save/" + vm.name() + ".save", FileRole.SAVED_STATE);
        }
        put(roles, document.serialLog(), FileRole.SERIAL_LOG);
        return roles;
    }

    private static void put(Map<String, FileRole> roles, String path, FileRole role) {
        if (path.startsWith("/")) {
            roles.putIfAbsent(HostPaths.normal(path), role);
        }
    }

    /** The path of a disk's source; empty for what is no file of the host. */
    private Optional<String> path(HostId host, String source) {
        if (source.startsWith("/")) {
            return Optional.of(HostPaths.normal(source));
        }
        int slash = source.indexOf('/');
        return slash <= 0 || source.contains("://")
                ? Optional.empty()
                : lookup.volumePath(host, source.substring(0, slash), source.substring(slash + 1));
    }

    private Optional<VmFile> file(HostId host, String path, FileRole role, Map<String, String> users) {
        Optional<Long> size = lookup.hypervisor(host).files().size(host, path);
        String kept = kept(host, path, role, size.orElse(-1L), users);
        return size.map(bytes -> new VmFile(path, role, bytes, kept.isEmpty(), kept));
    }

    private String kept(HostId host, String path, FileRole role, long bytes, Map<String, String> users) {
        String user = users.get(key(host, path));
        if (user != null) {
            return "also used by " + user;
        }
        List<String> upon = role == FileRole.DISK
                ? new FileUsers(lookup, host)
                        .upon(path).names().stream()
                                .filter(name -> name.startsWith("volume "))
                                .toList()
                : List.of();
        if (!upon.isEmpty()) {
            return "lies below " + String.join(", ", upon);
        }
        FileIdentity.Kind kind =
                lookup.hypervisor(host).files().identity(host, path).kind();
        if (kind == FileIdentity.Kind.DIRECTORY || kind == FileIdentity.Kind.SPECIAL) {
            return "no file with content of its own";
        }
        if (path.startsWith("/dev/")) {
            return "a device, not a file";
        }
        boolean libvirts = role == FileRole.FIRMWARE_VARIABLES || role == FileRole.SAVED_STATE;
        if (bytes < 0 && !libvirts) {
            return "cannot be reached from here: no pool that is up holds it";
        }
        if ((role == FileRole.KERNEL || role == FileRole.MEDIUM)
                && paths.pool(host, path).isEmpty()) {
            return "lies in no pool, so it may belong to others";
        }
        return "";
    }
}
