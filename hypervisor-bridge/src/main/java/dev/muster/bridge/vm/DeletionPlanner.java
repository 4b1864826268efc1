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
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.vm.DeletionPlan;
import dev.muster.model.vm.DeletionPlan.FileRole;
import dev.muster.model.vm.DeletionPlan.VmFile;
import dev.muster.model.vm.DomainDocument;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds every file of a VM, and who else needs it. */
final class DeletionPlanner {
    private static final String TPM = "/var/lib/libvirt/swtpm/";

    private static final Logger LOG = LoggerFactory.getLogger(DeletionPlanner.class);

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
        FileUsers chains = new FileUsers(lookup, id.host());
        List<Snapshot> snapshots = hypervisor.snapshots().list(id);
        Map<String, FileRole> roles =
                withChains(roles(vm, DomainDocument.parse(hypervisor.vms().xml(id, false))), files(snapshots), chains);
        Map<String, String> users = usersBeside(id);
        List<VmFile> files = new ArrayList<>();
        roles.forEach((path, role) ->
                file(id, path, role, users, chains, roles.keySet()).ifPresent(files::add));
        Set<String> names = snapshots.stream().map(Snapshot::name).collect(Collectors.toCollection(TreeSet::new));
        return new DeletionPlan(
                id,
                vm.name(),
                keepBelow(files, chains),
                List.copyOf(names),
                hypervisor.snapshots().checkpoints(id),
                hidden(id, files, names));
    }

    /** Overlays, bases and memory of external snapshots. */
    private static List<String> files(List<Snapshot> snapshots) {
        return snapshots.stream()
                .filter(snapshot -> snapshot.place() == Snapshot.Place.EXTERNAL)
                .flatMap(snapshot -> Stream.concat(
                        Stream.of(snapshot.memoryFile()),
                        snapshot.disks().stream().flatMap(disk -> Stream.of(disk.overlay(), disk.base()))))
                .filter(path -> path.startsWith("/"))
                .map(HostPaths::normal)
                .distinct()
                .toList();
    }

    private static Map<String, FileRole> withChains(
            Map<String, FileRole> roles, List<String> snapshots, FileUsers chains) {
        Map<String, FileRole> all = new LinkedHashMap<>();
        roles.forEach((path, role) -> {
            all.put(path, role);
            if (role == FileRole.DISK) {
                chains.chain(path).files().stream()
                        .filter(below -> below.startsWith("/"))
                        .map(HostPaths::normal)
                        .forEach(below -> all.putIfAbsent(
                                below, snapshots.contains(below) ? FileRole.SNAPSHOT : FileRole.BACKING));
            }
        });
        snapshots.forEach(path -> all.putIfAbsent(path, FileRole.SNAPSHOT));
        return all;
    }

    /** What stays keeps all it lies upon. */
    private static List<VmFile> keepBelow(List<VmFile> files, FileUsers chains) {
        List<VmFile> kept = new ArrayList<>();
        for (VmFile file : files) {
            Optional<VmFile> above = files.stream()
                    .filter(other -> !other.deletable() && isImage(other.role()))
                    .filter(other -> chains.liesUpon(other.path(), file.path()))
                    .findFirst();
            kept.add(
                    file.deletable() && above.isPresent()
                            ? new VmFile(
                                    file.path(),
                                    file.role(),
                                    file.bytes(),
                                    false,
                                    "lies below " + above.get().path() + ", which stays")
                            : file);
        }
        return kept;
    }

    /** The first file of a plan that would be left without what it lies upon; empty where none would. */
    Optional<String> torn(DeletionPlan plan, Set<String> going) {
        FileUsers chains = new FileUsers(lookup, plan.vm().host());
        return plan.files().stream()
                .filter(file -> isImage(file.role()) && !going.contains(file.path()))
                .map(VmFile::path)
                .filter(path -> going.stream().anyMatch(below -> chains.liesUpon(path, below)))
                .findFirst();
    }

    private static boolean isImage(FileRole role) {
        return switch (role) {
            case DISK, SNAPSHOT, BACKING -> true;
            case MEDIUM, KERNEL, FIRMWARE_VARIABLES, SAVED_STATE, TPM_STATE, SERIAL_LOG -> false;
        };
    }

    private List<String> hidden(VmId id, List<VmFile> files, Set<String> known) {
        List<String> hidden = new ArrayList<>();
        for (VmFile file : files) {
            if (file.role() == FileRole.DISK && file.deletable()) {
                try {
                    lookup.hypervisor(id.host()).files().snapshots(id.host(), file.path()).stream()
                            .filter(name -> !known.contains(name))
                            .forEach(name -> hidden.add(name + " in " + file.path()));
                } catch (MusterException e) {
                    LOG.debug("{}: {}", file.path(), e.problem().what());
                }
            }
        }
        return hidden;
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
        tpmFile(vm.id(), document).ifPresent(path -> put(roles, path, FileRole.TPM_STATE));
        put(roles, document.serialLog(), FileRole.SERIAL_LOG);
        return roles;
    }

    /** Where libvirt's swtpm keeps what an emulated TPM holds: by the VM's UUID, so a rename leaves it where it is. */
    private static Optional<String> tpmFile(VmId id, DomainDocument document) {
        return document.root()
                .child("devices")
                .flatMap(devices -> devices.children("tpm").stream().findFirst())
                .flatMap(tpm -> tpm.child("backend"))
                .filter(backend -> backend.attribute("type").equals("emulator"))
                .map(backend -> TPM
                        + id.uuid()
                        + (backend.attribute("version").equals("1.2")
                                ? "/tpm1.2/tpm-00.permall"
                                : "/tpm2/tpm2-00.permall"));
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

    private Optional<VmFile> file(
            VmId vm, String path, FileRole role, Map<String, String> users, FileUsers chains, Set<String> own) {
        HostId host = vm.host();
        Optional<Long> size = lookup.hypervisor(host).files().size(host, path);
        List<String> upon = isImage(role) ? upon(chains, vm, path, own) : List.of();
        String kept = upon.isEmpty()
                ? kept(host, path, role, size.orElse(-1L), users)
                : "lies below " + String.join(", ", upon);
        return size.map(bytes -> new VmFile(path, role, bytes, kept.isEmpty(), kept));
    }

    /** The images and other VMs that lie upon a file, beside the files of the VM itself. */
    private List<String> upon(FileUsers chains, VmId vm, String path, Set<String> own) {
        String name = lookup.vm(vm).name();
        return chains.upon(path, own).names().stream()
                .filter(user -> !user.equals(name))
                .toList();
    }

    private String kept(HostId host, String path, FileRole role, long bytes, Map<String, String> users) {
        String user = users.get(key(host, path));
        if (user != null) {
            return "also used by " + user;
        }
        if (role == FileRole.BACKING) {
            return "a base that no snapshot of this VM made";
        }
        FileIdentity.Kind kind =
                lookup.hypervisor(host).files().identity(host, path).kind();
        if (kind == FileIdentity.Kind.DIRECTORY || kind == FileIdentity.Kind.SPECIAL) {
            return "no file with content of its own";
        }
        if (path.startsWith("/dev/")) {
            return "a device, not a file";
        }
        if (bytes < 0 && !role.goesInAnyCase()) {
            return "cannot be reached from here: no pool that is up holds it";
        }
        if ((role == FileRole.KERNEL || role == FileRole.MEDIUM)
                && paths.pool(host, path).isEmpty()) {
            return "lies in no pool, so it may belong to others";
        }
        return "";
    }
}
