package dev.muster.app.backup;

import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.inventory.VolumeId;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Where a restore point can be restored to.
 *
 * @param image the inventory
 * @param point the point
 */
record RestorePlaces(InventoryImage image, Point point) {
    /** Volumes of these are files, over which a VM can run from a point. */
    private static final Set<String> DIRECTORIES = Set.of("dir", "fs", "netfs");

    /** The VM it was captured from, on the host it was on where that has one. */
    Optional<Vm> vm() {
        return image.vms().values().stream()
                .filter(vm -> vm.id().uuid().equals(point.id().vm()))
                .min(Comparator.comparing((Vm vm) ->
                                !vm.id().host().text().equals(point.manifest().host()))
                        .thenComparing(vm -> vm.id().host()));
    }

    /** The pools that are up, the most fitting first. */
    List<Pool> pools(RestoreKind kind) {
        return up(image)
                .filter(pool -> switch (kind) {
                    case NEW, DISK -> true;
                    case IN_PLACE ->
                        vm().filter(vm -> vm.id().host().equals(pool.id().host()))
                                .isPresent();
                    case INSTANT -> isDirectory(pool);
                })
                .sorted(Comparator.comparing((Pool pool) -> !isHost(pool.id().host()))
                        .thenComparing(pool -> !held(pool))
                        .thenComparing(pool -> pool.id().host())
                        .thenComparing(Pool::name))
                .toList();
    }

    /** The pools that are up on hosts that can be asked. */
    static Stream<Pool> up(InventoryImage image) {
        return image.pools().values().stream()
                .filter(Pool::active)
                .filter(pool -> image.isConnected(pool.id().host()));
    }

    /** Whether what is put there is thin: it takes no more than was written. */
    static boolean isDirectory(Pool pool) {
        return DIRECTORIES.contains(pool.type());
    }

    private boolean isHost(HostId host) {
        return host.text().equals(point.manifest().host());
    }

    private boolean held(Pool pool) {
        return !pool.path().isEmpty()
                && point.manifest().disks().stream()
                        .findFirst()
                        .map(DiskContent::source)
                        .filter(source -> source.startsWith(pool.path() + "/"))
                        .isPresent();
    }

    /** Why nothing of that kind can be made now, one sentence; empty where it can. */
    Optional<String> refusal(RestoreKind kind, Texts texts) {
        Optional<String> place = kind == RestoreKind.IN_PLACE ? inPlace(texts) : Optional.empty();
        return place.or(() -> pools(kind).isEmpty()
                ? Optional.of(texts.get(
                        kind == RestoreKind.INSTANT ? "backup.restore.nopool.directory" : "backup.restore.nopool"))
                : Optional.empty());
    }

    private Optional<String> inPlace(Texts texts) {
        Optional<Vm> vm = vm();
        if (vm.isEmpty()) {
            return Optional.of(texts.get("backup.restore.gone", point.manifest().name()));
        }
        HostId host = vm.get().id().host();
        if (!image.isConnected(host)) {
            return Optional.of(texts.get("object.refused.lost", host.text()));
        }
        if (vm.get().state() != VmState.OFF) {
            return Optional.of(texts.get(
                    "backup.restore.on",
                    vm.get().name(),
                    texts.get("vm.state." + vm.get().state().word())));
        }
        return vm.get().savedState()
                ? Optional.of(texts.get("backup.restore.saved", vm.get().name()))
                : Optional.empty();
    }

    boolean hasVm(HostId host, String name) {
        return image.vms().values().stream()
                .anyMatch(vm -> vm.id().host().equals(host) && vm.name().equals(name));
    }

    boolean hasVolume(Pool pool, String name) {
        return image.volumes().containsKey(new VolumeId(pool.id(), name));
    }

    /** A free name for a VM on that host: that of the point where its VM is gone, else one like it. */
    String freeName(HostId host) {
        String name = point.manifest().name();
        return vm().isEmpty() && !hasVm(host, name) ? name : free(name + "-restored", "", one -> hasVm(host, one));
    }

    /** A free name for a volume with that disk. */
    String freeVolume(Pool pool, DiskContent disk) {
        return free(
                point.manifest().name() + "-" + disk.target(),
                isDirectory(pool) ? ".qcow2" : "",
                one -> hasVolume(pool, one));
    }

    private static String free(String stem, String ending, Predicate<String> taken) {
        return Stream.iterate(1, number -> number + 1)
                .map(number -> stem + (number == 1 ? "" : "-" + number) + ending)
                .filter(taken.negate())
                .findFirst()
                .orElseThrow();
    }
}
