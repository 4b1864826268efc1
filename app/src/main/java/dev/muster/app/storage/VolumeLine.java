package dev.muster.app.storage;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.Volume;
import dev.muster.model.storage.PoolQuery;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One volume and who uses it.
 *
 * @param volume the volume
 * @param users the names of the VMs of its host that use it, and of the volumes that lie upon it
 * @param odd what is wrong with its file, in the bridge's words; empty where nothing is, or it is not known yet
 * @param reachable whether its host can be asked
 */
record VolumeLine(Volume volume, List<String> users, String odd, boolean reachable) {
    VolumeLine {
        users = List.copyOf(users);
    }

    /**
     * All volumes of a pool, by name. Disks are known at once.
     *
     * @param told what the bridge said of the users of volumes and of their files
     */
    static List<VolumeLine> of(InventoryImage image, PoolId pool, PoolQuery.VolumeUsers told) {
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
        boolean reachable = image.isConnected(pool.host());
        return image.volumes().values().stream()
                .filter(volume -> volume.id().pool().equals(pool))
                .sorted(Comparator.comparing(Volume::name, String.CASE_INSENSITIVE_ORDER))
                .map(volume -> {
                    TreeSet<String> all = new TreeSet<>(users.getOrDefault(volume.path(), List.of()));
                    all.addAll(told.users().getOrDefault(volume.name(), List.of()));
                    return new VolumeLine(
                            volume, List.copyOf(all), told.odd().getOrDefault(volume.name(), ""), reachable);
                })
                .toList();
    }
}
