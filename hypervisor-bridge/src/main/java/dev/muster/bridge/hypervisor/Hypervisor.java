package dev.muster.bridge.hypervisor;

import dev.muster.model.console.ConsoleKind;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.NetworkId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.network.Lease;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.vm.MigrationOptions;
import dev.muster.model.vm.PowerAction;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.UUID;

/**
 * One open connection to a hypervisor, with its one or (simulated) many hosts.
 *
 * <p>Calls block, may come from any thread, and time out by themselves ({@code HYPERVISOR_TIMEOUT}, 30 s unless said
 * otherwise). What fails is a {@link dev.muster.model.error.MusterException} whose problem carries the hypervisor's own words
 * as details. An id that is gone gives {@code VM_NOT_FOUND}, {@code NETWORK_NOT_FOUND}, {@code POOL_NOT_FOUND} or
 * {@code VOLUME_NOT_FOUND}; a full disk {@code DISK_FULL}; a lost connection {@code HOST_UNREACHABLE}.
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

    // VMs

    /** The VM as its host describes it now, not as the last event left it. */
    Vm vm(VmId vm);

    /**
     * The domain's XML, secrets left out.
     *
     * @param live as it runs, rather than as it will start next; the same for a VM that is off
     */
    String domainXml(VmId vm, boolean live);

    /**
     * The domain's XML as it will start next, with secrets such as a VNC password (libvirt's {@code SECURE} flag), so that
     * defining it again loses none. Never shown, logged or journaled.
     */
    String domainXmlWithSecrets(VmId vm);

    /** Defines a domain, or redefines the one of the same UUID. Defining the same again changes nothing. */
    VmId define(HostId host, String xml);

    /** Forgets a domain that is off, with its firmware variables, saved state, snapshot and checkpoint metadata. */
    void undefine(VmId vm);

    /** The same, but the files that belong to its definition stay: firmware variables and saved memory. */
    default void undefineKeepingFiles(VmId vm) {
        undefine(vm);
    }

    /**
     * Asks for a power action and returns as soon as the hypervisor took it; the state it leads to is an event. A VM already
     * where the action leads is left alone.
     */
    void power(VmId vm, PowerAction action);

    /** Looks out for the guest restarting itself, as libvirt announces it; empty where that is never announced. */
    Optional<Reboots.Watch> watchReboot(VmId vm);

    /** Says whether the host starts it at boot. */
    void setAutostart(VmId vm, boolean autostart);

    /** Gives a VM that is off another name; one that has it already is left alone. */
    void rename(VmId vm, String name);

    // devices of a VM that runs; its definition stays as it is

    /** Plugs a device of that XML into a VM that runs. */
    void attachDevice(VmId vm, String device);

    /**
     * Asks for a device of a VM that runs to be taken out; it is out when its guest let go of it, which
     * {@link #watchDevices} tells.
     */
    void detachDevice(VmId vm, String device);

    /** Makes a device of a VM that runs what that XML says. */
    void updateDevice(VmId vm, String device);

    /** Gives a VM that runs so many virtual processors. */
    void setLiveVcpus(VmId vm, int count);

    /** Asks the guest of a VM that runs to make do with so much memory. */
    void setLiveMemory(VmId vm, long bytes);

    /** Looks out for devices that are taken out of a VM; made before one is asked for. */
    DeviceEvents.Watch watchDevices(VmId vm);

    /** Whether the hypervisor's schema allows a domain XML, as far as that can be told without defining it. */
    default Verdict checkDomainXml(HostId host, String xml) {
        return new Verdict(false, Optional.empty());
    }

    /**
     * What a check of XML found.
     *
     * @param checked whether there was a schema to check it against
     * @param problem why it is not allowed
     */
    record Verdict(boolean checked, Optional<Problem> problem) {}

    /**
     * Writes what people noted about a VM, at once, into what runs and into what starts next.
     *
     * @param tags all its tags from now on; empty to leave them
     * @param note its description from now on; empty to leave it
     */
    void annotate(VmId vm, Optional<SortedSet<String>> tags, Optional<String> note);

    /**
     * Writes a VM's memory to the host's disk and stops it; its next start goes on from there. Takes as long as writing takes;
     * one that is off with such an image is left alone.
     */
    void save(VmId vm);

    /** Deletes what {@link #save} wrote; where there is nothing, nothing happens. */
    void discardSave(VmId vm);

    /** How far writing a VM's memory is; empty where none is being written, or it cannot be told. */
    Optional<MemoryState> memoryJob(VmId vm);

    /** Stops writing a VM's memory, so that it goes on running; where none is being written, nothing happens. */
    void abortMemoryJob(VmId vm);

    /**
     * How far writing memory is.
     *
     * @param done bytes
     * @param total bytes
     */
    record MemoryState(long done, long total) {}

    /**
     * Moves a VM to another host; takes as long as that takes. When this fails, the VM is where it was, unless the failure
     * says otherwise or the bridge itself was cut off: who comes after that looks at both hosts.
     *
     * @param target the connection of the host it is to go to
     * @param copied the targets of the disks to be copied; their images are not there yet
     */
    void migrate(VmId vm, HostId to, Hypervisor target, MigrationOptions options, List<String> copied);

    /** How far a migration is; empty where none is under way. {@link #abortMemoryJob} stops it. */
    Optional<MigrationState> migration(VmId vm);

    /** Lets the guest go on at the target now, while its memory is still on the way. */
    void startPostCopy(VmId vm);

    /**
     * How far a migration is.
     *
     * @param total bytes of memory and disks
     * @param remaining bytes still to be sent; may grow while the guest writes
     * @param pass how often memory was gone through, from 1; 0 while that is not known
     */
    record MigrationState(long total, long remaining, int pass) {}

    /** The host's own processor, as {@code <cpu>} of libvirt; empty where it is not told. */
    Optional<String> hostCpu(HostId host);

    /** Whether a host has all that a processor, as {@code <cpu>} of libvirt, has. */
    CpuFit compareCpu(HostId host, String cpu);

    /** Whether a host has a processor's features. */
    enum CpuFit {
        FITS,
        LACKS,
        UNKNOWN
    }

    /**
     * Opens a console of a VM that runs. Of a serial line that takes the place of whoever had it open; of a display it is one
     * more, which no password is asked for where the hypervisor can see to that.
     *
     * @throws dev.muster.model.error.MusterException {@code CONSOLE_NONE} where there is none or it cannot be reached from
     *     here; {@code VM_STATE}
     */
    ConsoleLink openConsole(VmId vm, ConsoleKind kind);

    /**
     * What is counted of each running VM of a host, read in one go. A VM whose process does not answer is left out, or lacks
     * figures, and holds up the others by 2 s at most; empty where nothing is counted.
     */
    default List<VmCounters> counters(HostId host) {
        return List.of();
    }

    // snapshots

    /** All snapshots of a VM, in no order. */
    List<Snapshot> snapshots(VmId vm);

    /**
     * Makes a snapshot; takes as long as saving memory and disks takes.
     *
     * @param disks the targets of the disks an external one is about
     */
    void createSnapshot(SnapshotCommand.Create wanted, List<String> disks);

    /** Brings a VM back to an internal snapshot; {@code SNAPSHOT_NOT_FOUND}. */
    void revertToSnapshot(VmId vm, String name);

    /**
     * Deletes a snapshot; one that is gone is left alone.
     *
     * @param children whether those made upon it go too
     * @param knowledgeOnly whether the hypervisor only forgets it, without touching a disk
     */
    void deleteSnapshot(VmId vm, String name, boolean children, boolean knowledgeOnly);

    /** Begins to merge the file a running VM's disk writes to into the one below; leaves a merge under way alone. */
    void beginMerge(VmId vm, String target);

    /** How far a merge is; empty where none is under way. */
    Optional<MergeState> merge(VmId vm, String target);

    /** Ends a merge: the disk goes on with the file below, or stays with the one it has. */
    void endMerge(VmId vm, String target, boolean below);

    /**
     * How far a merge is.
     *
     * @param done bytes
     * @param total bytes
     * @param ready whether it can be ended with the file below
     */
    record MergeState(long done, long total, boolean ready) {}

    // networks

    /** Defines a network, or redefines the one of the same UUID. */
    NetworkId defineNetwork(HostId host, String xml);

    /** Brings a network up; one that is up is left alone. */
    void startNetwork(NetworkId network);

    /** Takes a network down; one that is down is left alone. */
    void stopNetwork(NetworkId network);

    /** Forgets a network that is down. */
    void undefineNetwork(NetworkId network);

    /** Says whether the host starts it at boot. */
    void setNetworkAutostart(NetworkId network, boolean autostart);

    /** The network's XML as it will start next. */
    String networkXml(NetworkId network);

    /** The addresses a network handed out and that are still good; none while it is down. */
    List<Lease> leases(NetworkId network);

    // pools and volumes

    /** Defines a pool, or redefines the one of the same UUID. */
    PoolId definePool(HostId host, String xml);

    /** Makes what the pool needs to exist (for a directory pool, the directory), then brings it up. */
    void startPool(PoolId pool);

    /** Makes what a pool that is down needs to exist. A device that holds anything is left as it is, which is a failure. */
    void buildPool(PoolId pool);

    /** Takes a pool down; one that is down is left alone. */
    void stopPool(PoolId pool);

    /** Reads anew what lies in a pool that is up. */
    void refreshPool(PoolId pool);

    /** Forgets a pool that is down; its volumes stay. */
    void undefinePool(PoolId pool);

    /** Says whether the host starts it at boot. */
    void setPoolAutostart(PoolId pool, boolean autostart);

    /** Makes a volume from its XML. */
    VolumeId createVolume(PoolId pool, String xml);

    /** Deletes a volume and what is in it. */
    void deleteVolume(VolumeId volume);

    /** Makes a volume larger. */
    void resizeVolume(VolumeId volume, long capacityBytes);

    /** Makes a volume of the same pool from its XML, with a copy of what is in another; takes as long as copying takes. */
    VolumeId cloneVolume(VolumeId source, String xml);

    /** How many bytes of a volume there are on the host, asked anew; empty where there is none or it cannot be told. */
    Optional<Long> volumeAllocation(VolumeId volume);

    /** Overwrites all that is in a volume; takes as long as that takes. */
    void wipeVolume(VolumeId volume);

    /**
     * Opens a volume's file for writing, from a place on.
     *
     * @param offset from which byte on
     * @param bytes how many will be written
     */
    VolumeSink writeVolume(VolumeId volume, long offset, long bytes);

    // files of a host, by absolute path: volumes of its pools, and any file where the host is this machine

    /** Size in bytes of a file; empty where there is none; -1 where it cannot be told. */
    Optional<Long> fileSize(HostId host, String path);

    /** Where a path leads once symbolic links are followed; the path itself where that cannot be told from here. */
    default String realPath(HostId host, String path) {
        return path;
    }

    /** Makes an empty disk image, sparse. One of that path and size that is there already is left alone. */
    void createDiskImage(HostId host, String path, long bytes, String format);

    /**
     * Copies a small file, such as firmware variables; {@code VOLUME_EXISTS} where there is one of that path already,
     * {@code NOT_SUPPORTED} where it can be done from here with no file of the host.
     */
    void copyFile(HostId host, String from, String to);

    /** Deletes a file; one that is not there is left alone. */
    void deleteFile(HostId host, String path);

    /**
     * Reads part of a file.
     *
     * @param limit at most so many bytes
     * @return empty at its end; {@code FILE_MISSING} where there is none
     */
    byte[] readFile(HostId host, String path, long offset, int limit);

    /** Lets go of the connection. VMs go on running. Closing twice is closing once. */
    @Override
    void close();
}
