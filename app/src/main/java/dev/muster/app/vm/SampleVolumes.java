package dev.muster.app.vm;

import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** The volumes of the sample: the disk of each VM, the image under it, and a medium nobody uses. */
public final class SampleVolumes {
    private static final long GIB = 1L << 30;
    private static final String DIRECTORY = "/var/lib/libvirt/images/";

    private SampleVolumes() {}

    public static List<Volume> of(List<Vm> vms, PoolId... pools) {
        List<Volume> volumes = new ArrayList<>();
        for (PoolId pool : pools) {
            vms.stream().filter(vm -> vm.id().host().equals(pool.host())).forEach(vm -> {
                String file = vm.name() + ".qcow2";
                volumes.add(new Volume(
                        new VolumeId(pool, file), DIRECTORY + file, "qcow2", 40 * GIB, (3 + volumes.size() % 7) * GIB));
            });
            volumes.add(new Volume(
                    new VolumeId(pool, "debian-12-base.qcow2"),
                    DIRECTORY + "debian-12-base.qcow2",
                    "qcow2",
                    20 * GIB,
                    2 * GIB));
            volumes.add(new Volume(
                    new VolumeId(pool, "debian-12.8.0-amd64-netinst.iso"),
                    DIRECTORY + "debian-12.8.0-amd64-netinst.iso",
                    "raw",
                    GIB * 2 / 3,
                    GIB * 2 / 3));
        }
        return Collections.unmodifiableList(volumes);
    }
}
