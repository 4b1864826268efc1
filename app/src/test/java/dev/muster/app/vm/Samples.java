package dev.muster.app.vm;

import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;

/** VMs for tests. */
final class Samples {
    private Samples() {}

    static Vm vm(String name, VmState state) {
        UUID uuid = UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        return new Vm(
                new VmId(HostId.of("h1"), uuid),
                name,
                "",
                "",
                state,
                "",
                Optional.empty(),
                2,
                1L << 30,
                1L << 30,
                true,
                false,
                false,
                "x86_64",
                "q35",
                "qemu",
                List.of(new Disk("vda", "disk", "virtio", "/vms/" + name + ".qcow2", "qcow2", false)),
                List.of(new Nic("52:54:00:00:00:01", "network", "default", "virtio")),
                new TreeSet<>(List.of("prod")),
                "digest-1");
    }
}
