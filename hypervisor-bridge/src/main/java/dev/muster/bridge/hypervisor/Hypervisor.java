package dev.muster.bridge.hypervisor;

import dev.muster.model.inventory.HostId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * One open connection to a hypervisor, with its one or (simulated) many hosts. What can be done there lies in facets, one for
 * each subject. A capability that not every driver has is a facet of its own, given as an {@link Optional}; a single operation a
 * driver lacks fails with {@code NOT_SUPPORTED}.
 *
 * <p>Calls block, may come from any thread, and time out by themselves ({@code HYPERVISOR_TIMEOUT}, 30 s unless said
 * otherwise). What fails is a {@link dev.muster.model.error.MusterException} whose problem carries the hypervisor's own words
 * as details. An id that is gone gives {@code VM_NOT_FOUND}, {@code NETWORK_NOT_FOUND}, {@code POOL_NOT_FOUND} or
 * {@code VOLUME_NOT_FOUND}; one of a host that is not behind this connection {@code HOST_NOT_FOUND}; a full disk
 * {@code DISK_FULL}; a lost connection {@code HOST_UNREACHABLE}.
 */
public interface Hypervisor extends AutoCloseable {
    /** The hosts behind the connection. */
    List<HostId> hosts();

    /**
     * The UUID of that machine (SMBIOS system UUID), the same however one connects to it; empty where it has none. Two
     * connections of one UUID lead to the same place.
     */
    default Optional<UUID> hostUuid(HostId host) {
        return Optional.empty();
    }

    /** Reading the disks of VMs that run. */
    default BackupOperations backups() {
        return BackupOperations.NONE;
    }

    /** Returns what can be done with VMs. */
    VmOperations vms();

    /** Returns what can be done with the hardware of VMs that run. */
    DeviceOperations devices();

    /** Returns what can be done with the memory of VMs. */
    MemoryOperations memory();

    /** Returns what can be done with snapshots. */
    SnapshotOperations snapshots();

    /** Returns what can be done with networks. */
    NetworkOperations networks();

    /** Returns what can be done with pools. */
    PoolOperations pools();

    /** Returns what can be done with volumes. */
    VolumeOperations volumes();

    /** Returns what can be done with files. */
    FileOperations files();

    /** Returns what can be done with consoles. */
    ConsoleOperations consoles();

    /** Returns what can be done about migrations. */
    MigrationOperations migrations();

    /** Returns what is counted. */
    StatsOperations stats();

    /** Lets go of the connection. VMs go on running. Closing twice is closing once. */
    @Override
    void close();
}
