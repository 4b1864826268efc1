package dev.muster.app.hardware;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.SharedAddresses;
import dev.muster.model.inventory.Vm;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a VM's hardware can be connected with.
 *
 * @param vm the VM as it is now
 * @param image what is known
 */
public record HardwareSurroundings(Supplier<Vm> vm, Supplier<InventoryImage> image) {
    /** Names of the networks of its host. */
    List<String> networks() {
        return image.get().networks().values().stream()
                .filter(network -> network.id().host().equals(vm.get().id().host()))
                .map(network -> network.name())
                .sorted()
                .toList();
    }

    /** The VMs that share an address of this one, its own name where it has it twice. */
    List<String> sharing(String address) {
        return SharedAddresses.of(vm.get(), image.get().vms().values()).getOrDefault(address, List.of());
    }

    /** Paths of the volumes of its host; media only, or all else. */
    List<String> volumes(boolean media) {
        return image.get().volumes().values().stream()
                .filter(volume -> volume.id().pool().host().equals(vm.get().id().host()))
                .map(volume -> volume.path())
                .filter(path -> path.endsWith(".iso") == media)
                .sorted()
                .toList();
    }

    /** A path for a new disk image, in the first pool that is up. */
    String newDisk(int number) {
        String directory = image.get().pools().values().stream()
                .filter(pool -> pool.id().host().equals(vm.get().id().host()) && pool.active())
                .filter(pool -> pool.type().equals("dir"))
                .min(Comparator.comparing((Pool pool) -> !pool.name().equals("default"))
                        .thenComparing(Pool::name))
                .map(Pool::path)
                .orElse("/var/lib/libvirt/images");
        List<String> taken = volumes(false);
        int next = number;
        String path = directory + "/" + vm.get().name() + "-" + next + ".qcow2";
        while (taken.contains(path)) {
            next++;
            path = directory + "/" + vm.get().name() + "-" + next + ".qcow2";
        }
        return path;
    }
}
