package dev.muster.model.inventory;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** Things to make images of. */
final class Samples {
    static final HostId H1 = HostId.of("h1");
    static final HostId H2 = HostId.of("h2");

    private Samples() {}

    static Host host(HostId id) {
        return Host.connecting(id, ConnectionId.of(id.text()), "qemu:///system");
    }

    static Vm vm(HostId host, int number, String name, VmState state, String... tags) {
        return new Vm(
                new VmId(host, new UUID(0xAB, number)),
                name,
                "Title of " + name,
                "Runs the Shop",
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
                "pc-q35-7.2",
                "kvm",
                List.of(new Disk("vda", "disk", "virtio", "/srv/fast/" + name + ".qcow2", "qcow2", false)),
                List.of(new Nic("52:54:00:0a:0b:0" + number, "network", "prod", "virtio")),
                new TreeSet<>(Set.of(tags)),
                "digest");
    }

    static Pool pool(HostId host, int number) {
        return new Pool(
                new PoolId(host, new UUID(0xCD, number)), "p" + number, true, true, true, "dir", "/srv", 10, 1, 9, "");
    }

    static Volume volume(PoolId pool, String name) {
        return new Volume(new VolumeId(pool, name), "/srv/" + name, "raw", 1, 1);
    }

    static Network network(HostId host, int number) {
        return new Network(
                new NetworkId(host, new UUID(0xEF, number)), "n" + number, true, true, true, "nat", "virbr0", "", true);
    }
}
