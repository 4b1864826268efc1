package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.inventory.Accelerator;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Disk;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.Network;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.Nic;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.vm.DomainDocument;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;

/** Makes the same hosts and VMs of the same seed. */
final class WorldGenerator {
    private static final String IMAGES = "/var/lib/libvirt/images";
    private static final String FAST = "/srv/fast";
    private static final String MEDIA = "/srv/media";
    private static final long GIB = 1L << 30;
    private static final List<VmState> FIRST_STATES = List.of(
            VmState.RUNNING,
            VmState.RUNNING,
            VmState.RUNNING,
            VmState.RUNNING,
            VmState.OFF,
            VmState.PAUSED,
            VmState.OFF,
            VmState.CRASHED);

    private final ConnectionId connection;
    private final String uri;
    private final Settings settings;
    private final SplittableRandom random;

    WorldGenerator(ConnectionId connection, String uri, Settings settings) {
        this.connection = connection;
        this.uri = uri;
        this.settings = settings;
        this.random = new SplittableRandom(settings.seed());
    }

    /** Hosts with nothing on them. */
    List<SimHost> emptyHosts() {
        List<SimHost> hosts = new ArrayList<>();
        for (int i = 1; i <= settings.hosts(); i++) {
            String name = "h" + (i < 10 ? "00" : i < 100 ? "0" : "") + i;
            HostId id = new HostId(connection.text() + "." + name);
            hosts.add(new SimHost(new Host(
                    id,
                    connection,
                    name,
                    uri,
                    HostState.CONNECTED,
                    Optional.empty(),
                    "Simulated 1.0",
                    "",
                    "x86_64",
                    64,
                    512 * GIB,
                    384 * GIB,
                    new Accelerator(Accelerator.Kind.SIMULATED, "nothing runs"))));
        }
        return hosts;
    }

    /** Hosts with networks, pools, volumes and VMs. */
    List<SimHost> hosts() {
        List<SimHost> hosts = emptyHosts();
        hosts.forEach(this::furnish);
        Names names = new Names();
        for (int i = 0; i < settings.vms(); i++) {
            addVm(hosts.get(i % hosts.size()), names.next(i, random), i);
        }
        return hosts;
    }

    private void furnish(SimHost host) {
        HostId id = host.host().id();
        network(host, new Network(id(id), "default", true, true, true, "nat", "virbr0", "192.168.122.1/24", true));
        network(host, new Network(id(id), "prod", true, true, true, "bridge", "br-prod", "", false));
        network(host, new Network(id(id), "storage", true, true, true, "isolated", "virbr1", "10.20.0.1/16", false));
        network(host, new Network(id(id), "lab", false, true, false, "route", "virbr2", "10.99.0.1/24", true));
        pool(host, "default", IMAGES, true);
        pool(host, "fast", FAST, true);
        pool(host, "media", MEDIA, true);
        pool(host, "archive", "/srv/archive", false);
        file(host, SimFile.image(MEDIA + "/debian-12.7.0-amd64-netinst.iso", "raw", 632L << 20, 0));
        file(host, SimFile.image(MEDIA + "/virtio-win-0.1.262.iso", "raw", 694L << 20, 0));
    }

    private void addVm(SimHost host, Names.Name name, int index) {
        List<Disk> disks = new ArrayList<>();
        String system = IMAGES + "/" + name.name() + ".qcow2";
        file(host, SimFile.image(system, "qcow2", 40 * GIB, (2 + random.nextInt(30)) * GIB));
        disks.add(new Disk("vda", "disk", "virtio", system, "qcow2", false));
        if (name.function().equals("db")) {
            String data = FAST + "/" + name.name() + "-data.raw";
            file(host, SimFile.image(data, "raw", 200 * GIB, 0));
            disks.add(new Disk("vdb", "disk", "virtio", data, "raw", false));
        }
        if (random.nextInt(8) == 0) {
            disks.add(new Disk("sda", "cdrom", "sata", "", "raw", true));
        }
        List<Nic> nics = new ArrayList<>();
        nics.add(new Nic(mac(2 * index), "network", random.nextInt(4) == 0 ? "default" : "prod", "virtio"));
        if (name.function().equals("db") || name.function().equals("backup")) {
            nics.add(new Nic(mac(2 * index + 1), "network", "storage", "virtio"));
        }
        long memory = (1L << random.nextInt(6)) * GIB;
        VmState state = index < FIRST_STATES.size() ? FIRST_STATES.get(index) : state(random.nextInt(100));
        Vm vm = new Vm(
                new VmId(host.host().id(), uuid()),
                name.name(),
                "",
                name.function().equals("db") ? "Database of the shop; do not stop by day" : "",
                state,
                reason(state),
                Optional.empty(),
                1 << random.nextInt(5),
                memory,
                memory,
                true,
                random.nextInt(3) > 0,
                false,
                "x86_64",
                "pc-q35-7.2",
                "kvm",
                disks,
                nics,
                name.tags(),
                "");
        host.domains.put(vm.id().uuid(), new SimDomain(digested(vm), "", ""));
    }

    private static Vm digested(Vm vm) {
        return new Vm(
                vm.id(),
                vm.name(),
                vm.title(),
                vm.description(),
                vm.state(),
                vm.stateReason(),
                vm.stateSince(),
                vm.vcpus(),
                vm.memoryBytes(),
                vm.maxMemoryBytes(),
                vm.persistent(),
                vm.autostart(),
                vm.savedState(),
                vm.architecture(),
                vm.machine(),
                vm.virtualization(),
                vm.disks(),
                vm.nics(),
                vm.tags(),
                DomainDocument.digest(DomainXml.write(vm)));
    }

    private static VmState state(int percent) {
        if (percent < 72) {
            return VmState.RUNNING;
        } else if (percent < 92) {
            return VmState.OFF;
        } else if (percent < 97) {
            return VmState.PAUSED;
        }
        return percent < 99 ? VmState.CRASHED : VmState.ASLEEP;
    }

    private static String reason(VmState state) {
        return switch (state) {
            case RUNNING -> "booted";
            case PAUSED -> "user";
            case SHUTTING_DOWN, OFF -> "shutdown";
            case CRASHED -> "panicked";
            case ASLEEP, UNKNOWN -> "";
        };
    }

    private void pool(SimHost host, String name, String path, boolean active) {
        PoolId id = new PoolId(host.host().id(), uuid());
        SimPool pool = new SimPool(new Pool(id, name, false, true, active, "dir", path, 0, 0, 0, ""), "");
        host.pools.put(id.uuid(), pool.up(active));
    }

    private static void network(SimHost host, Network network) {
        host.networks.put(network.id().uuid(), new SimNetwork(network, ""));
    }

    private static void file(SimHost host, SimFile file) {
        host.files.put(file.path(), file);
    }

    private NetworkId id(HostId host) {
        return new NetworkId(host, uuid());
    }

    /** Version 4, variant 2, as libvirt mints them. */
    private UUID uuid() {
        long high = (random.nextLong() & ~0xf000L) | 0x4000L;
        long low = (random.nextLong() & 0x3fff_ffff_ffff_ffffL) | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** QEMU's prefix and a number that looks like chance and never comes twice (an odd factor permutes 2^24). */
    private String mac(int number) {
        int low = (int) ((number * 0x9E3779L + settings.seed()) & 0xFF_FFFF);
        String hex = Integer.toHexString(low | 0x100_0000).substring(1);
        return "52:54:00:" + hex.substring(0, 2) + ":" + hex.substring(2, 4) + ":" + hex.substring(4);
    }
}
