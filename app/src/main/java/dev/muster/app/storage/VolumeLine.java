package dev.muster.app.storage;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.Volume;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One volume and who uses it.
 *
 * @param volume the volume
 * @param users the names of the VMs of its host that have it as a disk
 */
record VolumeLine(Volume volume, List<String> users) {
    VolumeLine {
        users = List.copyOf(users);
    }

    /** All volumes of a pool, by name. */
    static List<VolumeLine> of(InventoryImage image, PoolId pool) {
        Map<String, List<String>> users = new HashMap<>();
        for (Vm vm : image.vms().values()) {
            if (vm.id().host().equals(pool.host())) {
                vm.disks().stream()
                        .map(disk -> disk.source())
                        .distinct()
                        .forEach(source -> users.computeIfAbsent(source, of -> new ArrayList<>())
                                .add(vm.name()));
            }
        }
        return image.volumes().values().stream()
                .filter(volume -> volume.id().pool().equals(pool))
                .sorted(Comparator.comparing(Volume::name, String.CASE_INSENSITIVE_ORDER))
                .map(volume -> new VolumeLine(
                        volume,
                        users.getOrDefault(volume.path(), List.of()).stream()
                                .sorted()
                                .toList()))
                .toList();
    }
}
