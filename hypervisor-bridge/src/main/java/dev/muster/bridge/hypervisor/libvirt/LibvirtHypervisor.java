package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.hypervisor.ConsoleOperations;
import dev.muster.bridge.hypervisor.DeviceOperations;
import dev.muster.bridge.hypervisor.FileOperations;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.MemoryOperations;
import dev.muster.bridge.hypervisor.MigrationOperations;
import dev.muster.bridge.hypervisor.NetworkOperations;
import dev.muster.bridge.hypervisor.PoolOperations;
import dev.muster.bridge.hypervisor.SnapshotOperations;
import dev.muster.bridge.hypervisor.StatsOperations;
import dev.muster.bridge.hypervisor.VmOperations;
import dev.muster.bridge.hypervisor.VolumeOperations;
import dev.muster.model.inventory.HostId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One libvirt connection with its one host: the facets, put together. */
record LibvirtHypervisor(
        HostConnection host,
        VmOperations vms,
        DeviceOperations devices,
        MemoryOperations memory,
        SnapshotOperations snapshots,
        NetworkOperations networks,
        PoolOperations pools,
        VolumeOperations volumes,
        FileOperations files,
        ConsoleOperations consoles,
        MigrationOperations migrations,
        StatsOperations stats,
        BackupOperations backups,
        HostUuid uuid,
        Runnable end)
        implements Hypervisor {
    /** Reads the UUID of the machine behind a connection. */
    @FunctionalInterface
    interface HostUuid {
        Optional<UUID> of(Connection connection);
    }

    @Override
    public List<HostId> hosts() {
        return List.of(host.host());
    }

    @Override
    public Optional<UUID> hostUuid(HostId of) {
        return uuid.of(host.at(of));
    }

    @Override
    public void close() {
        end.run();
    }
}
