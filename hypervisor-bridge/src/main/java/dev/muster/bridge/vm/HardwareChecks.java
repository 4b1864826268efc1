package dev.muster.bridge.vm;

import dev.muster.bridge.inventory.FileUsers;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.Reach;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.HardwareChange;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether what changes of hardware name is there, and whether whoever asks may name it. */
final class HardwareChecks {
    private final Lookup lookup;
    private final HostPaths paths;

    HardwareChecks(Lookup lookup) {
        this.lookup = lookup;
        this.paths = new HostPaths(lookup);
    }

    /**
     * {@code PATH_FORBIDDEN}, {@code FILE_MISSING}, {@code VOLUME_EXISTS}, {@code DISK_IN_USE}, {@code NETWORK_NOT_FOUND},
     * {@code NETWORK_STATE}, {@code NOT_ALLOWED}, {@code ADDRESS_IN_USE}
     */
    void require(Vm vm, DomainDocument config, List<HardwareChange> changes, Principal by) {
        Reach reach = Reach.of(by);
        boolean any = reach.anyPath();
        for (HardwareChange change : changes) {
            switch (change) {
                case HardwareChange.AddDisk disk -> disk(vm, config, disk, any);
                case HardwareChange.Medium medium ->
                    medium.path().ifPresent(path -> requireFile(vm.id().host(), path, "raw", any));
                case HardwareChange.AddNic nic -> {
                    network(vm, nic.kind(), nic.source(), reach);
                    nic.mac().ifPresent(mac -> requireFree(config, vm, mac));
                }
                case HardwareChange.ChangeNic nic ->
                    nic.source().ifPresent(source -> network(vm, nic.kind().orElse("network"), source, reach));
                case HardwareChange.Vcpus _,
                        HardwareChange.MaximumVcpus _,
                        HardwareChange.Memory _,
                        HardwareChange.MaximumMemory _,
                        HardwareChange.ChangeDisk _,
                        HardwareChange.AddSerial _,
                        HardwareChange.Video _,
                        HardwareChange.Tpm _,
                        HardwareChange.Firmware _,
                        HardwareChange.BootOrder _,
                        HardwareChange.RemoveDevice _ -> {}
            }
        }
    }

    /** The image that a change gives to a VM; empty where it gives none that is there already. */
    static Optional<String> image(HardwareChange change) {
        return switch (change) {
            case HardwareChange.AddDisk disk ->
                Optional.of(disk.path()).filter(path -> !path.isEmpty() && disk.newBytes() == 0);
            case HardwareChange.Medium medium -> medium.path();
            default -> Optional.empty();
        };
    }

    /** {@code PATH_FORBIDDEN} where an image has come to lead out of the pools since it was looked at. */
    void requireChains(HostId host, List<HardwareChange> changes) {
        for (HardwareChange change : changes) {
            if (change instanceof HardwareChange.AddDisk disk && disk.format().equals("qcow2")) {
                image(disk).ifPresent(path -> paths.requireChainInPool(host, path));
            }
        }
    }

    /** {@code VOLUME_EXISTS} */
    void requireNoFile(HostId host, String path) {
        paths.requireNoFile(host, path);
    }

    private void disk(Vm vm, DomainDocument config, HardwareChange.AddDisk disk, boolean any) {
        HostId host = vm.id().host();
        if (disk.path().isEmpty()) {
            return;
        }
        String key = lookup.hypervisor(host).files().identity(host, disk.path()).key();
        if (config.disks().stream()
                .map(there -> path(host, there))
                .anyMatch(there -> there.equals(disk.path())
                        || (there.startsWith("/")
                                && lookup.hypervisor(host)
                                        .files()
                                        .identity(host, there)
                                        .key()
                                        .equals(key)))) {
            throw inUse(vm.name() + " has the disk " + disk.path() + " already.");
        }
        if (disk.newBytes() > 0) {
            if (!any) {
                paths.requireInPool(host, disk.path());
            }
            paths.requireNoFile(host, disk.path());
            return;
        }
        requireFile(host, disk.path(), disk.format(), any);
        if (!disk.readOnly() && disk.device().equals("disk")) {
            requireNobodyWrites(vm, disk.path());
        }
    }

    private void requireFile(HostId host, String path, String format, boolean any) {
        if (!any) {
            paths.requireInPool(host, path);
        }
        paths.requireFile(host, path);
        if (!any && format.equals("qcow2")) {
            paths.requireChainInPool(host, path);
        }
    }

    /** Nobody else has it as a disk, by whatever path, and nothing lies upon it. */
    private void requireNobodyWrites(Vm vm, String path) {
        FileUsers users = new FileUsers(lookup, vm.id().host());
        FileUsers.Users others = users.of(path, one -> !one.id().equals(vm.id()));
        if (!others.names().isEmpty()) {
            throw inUse(String.join(", ", others.names()) + " writes to the disk " + path + ".");
        }
        List<String> upon = users.upon(path).names();
        if (!upon.isEmpty()) {
            throw inUse("The disk " + path + " lies below " + String.join(", ", upon) + ".");
        }
    }

    private String path(HostId host, Disk disk) {
        String source = disk.source();
        int slash = source.indexOf('/');
        return source.startsWith("/") || slash < 0
                ? source
                : lookup.volumePath(host, source.substring(0, slash), source.substring(slash + 1))
                        .orElse(source);
    }

    private void network(Vm vm, String kind, String name, Reach reach) {
        if (!kind.equals("network")) {
            reach.requireBridge();
            return;
        }
        Network network = lookup.networksOf(vm.id().host())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                                ErrorCode.NETWORK_NOT_FOUND,
                                "The host " + vm.id().host() + " has no network \"" + name + "\".",
                                "The VM was not changed.",
                                "Make the network, or choose one that is there.")
                        .toException());
        if (vm.state().isActive() && !network.active()) {
            throw Problem.of(
                            ErrorCode.NETWORK_STATE,
                            "The network \"" + name + "\" is down, so a VM that runs cannot be plugged into it.",
                            "The VM was not changed.",
                            "Start the network first.")
                    .toException();
        }
    }

    private void requireFree(DomainDocument config, Vm vm, String mac) {
        boolean own = config.nics().stream().anyMatch(nic -> nic.mac().equalsIgnoreCase(mac));
        Stream<String> others = lookup.image().vms().values().stream()
                .filter(one -> !one.id().uuid().equals(vm.id().uuid()))
                .filter(one -> one.nics().stream().anyMatch(nic -> nic.mac().equalsIgnoreCase(mac)))
                .map(Vm::name)
                .sorted();
        Stream.concat(own ? Stream.of(vm.name()) : Stream.empty(), others)
                .findFirst()
                .ifPresent(user -> {
                    throw Problem.of(
                                    ErrorCode.ADDRESS_IN_USE,
                                    "The MAC address " + mac + " is that of a network interface of " + user + ".",
                                    "The VM was not changed.",
                                    "Leave the address out to have one minted, or choose another.")
                            .toException();
                });
    }

    private static RuntimeException inUse(String what) {
        return Problem.of(
                        ErrorCode.DISK_IN_USE,
                        what + " Two writers would destroy what is in it.",
                        "The VM was not changed.",
                        "Use another image, or add it read-only.")
                .toException();
    }
}
