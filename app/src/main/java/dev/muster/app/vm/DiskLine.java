package dev.muster.app.vm;

import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.Volume;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One disk of a VM and what is known of where it lies.
 *
 * @param disk the disk
 * @param volume the volume it is, where a pool has it
 * @param pool the name of that pool; empty where none has it
 * @param chain what lies under it, the nearest first
 */
record DiskLine(Disk disk, Optional<Volume> volume, String pool, List<DiskChains.Link> chain) {
    DiskLine {
        chain = List.copyOf(chain);
    }

    /** All of a VM, in the order of its XML. */
    static List<DiskLine> of(Vm vm, InventoryImage image, Map<String, List<DiskChains.Link>> chains) {
        Map<String, Volume> byPath = new HashMap<>();
        image.volumes().values().stream()
                .filter(volume -> volume.id().pool().host().equals(vm.id().host()))
                .forEach(volume -> byPath.put(volume.path(), volume));
        return vm.disks().stream()
                .map(disk -> {
                    Optional<Volume> volume = Optional.ofNullable(byPath.get(disk.source()));
                    String pool = volume.map(
                                    found -> image.pools().get(found.id().pool()))
                            .map(Pool::name)
                            .orElse("");
                    return new DiskLine(disk, volume, pool, chains.getOrDefault(disk.target(), List.of()));
                })
                .toList();
    }
}
