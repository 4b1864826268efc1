package dev.muster.app.vm;

import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.Volume;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What there is on the hosts a VM may be made on.
 *
 * @param image the inventory
 */
public record CreateGround(InventoryImage image) {
    /** Where a VM can be made, by name. */
    public List<HostId> hosts() {
        return image.connectedHosts();
    }

    boolean hasVm(HostId host, String name) {
        return image.vms().values().stream()
                .anyMatch(vm -> vm.id().host().equals(host) && vm.name().equals(name));
    }

    List<String> networks(HostId host) {
        return image.networks().values().stream()
                .filter(network -> network.id().host().equals(host))
                .map(Network::name)
                .sorted()
                .toList();
    }

    /** Whether VMs are plugged into it without another word: libvirt's own, where it is up. */
    boolean isUsual(HostId host, String network) {
        return network.equals("default")
                && image.networks().values().stream()
                        .anyMatch(one ->
                                one.id().host().equals(host) && one.name().equals(network) && one.active());
    }

    /** Those a VM could start from: ISO images, or all others. */
    List<Volume> volumes(HostId host, boolean media) {
        return image.volumes().values().stream()
                .filter(volume -> volume.id().pool().host().equals(host))
                .filter(volume -> isMedium(volume) == media)
                .sorted(Comparator.comparing(Volume::path))
                .toList();
    }

    private static boolean isMedium(Volume volume) {
        return volume.format().equals("iso") || volume.name().endsWith(".iso");
    }

    /** A volume as {@link #named} calls it. */
    Optional<Volume> volume(HostId host, String named) {
        return volumes(host, false).stream()
                .filter(volume -> named(volume).equals(named))
                .findFirst();
    }

    /** Pool and volume, as the command line names them. */
    String named(Volume volume) {
        return Optional.ofNullable(image.pools().get(volume.id().pool()))
                        .map(Pool::name)
                        .orElse("")
                + "/" + volume.name();
    }

    /** The directory new disks go to without another word: that of the pool "default", or of the first there is. */
    Optional<String> directory(HostId host) {
        return image.pools().values().stream()
                .filter(pool -> pool.id().host().equals(host) && pool.active())
                .filter(pool -> List.of("dir", "fs", "netfs").contains(pool.type()))
                .min(Comparator.comparing((Pool pool) -> !pool.name().equals("default"))
                        .thenComparing(Pool::name))
                .map(Pool::path);
    }
}
