package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.hypervisor.ConsoleLink;
import dev.muster.bridge.hypervisor.DeviceEvents;
import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.Reboots;
import dev.muster.bridge.hypervisor.VmCounters;
import dev.muster.bridge.hypervisor.VolumeSink;
import dev.muster.model.console.ConsoleKind;
import dev.muster.model.error.ErrorCode;
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
import java.util.function.Supplier;

/** One libvirt connection with its one host. */
final class LibvirtHypervisor implements Hypervisor {
    private final HostId host;
    private final Parts parts;

    LibvirtHypervisor(HostId host, Parts parts) {
        this.host = host;
        this.parts = parts;
    }

    /** What does the work. */
    record Parts(
            VmWork vms,
            LifeWork lives,
            DeviceWork devices,
            SchemaCheck schema,
            MigrationWork moves,
            SnapshotWork snapshots,
            NetworkWork networks,
            PoolWork pools,
            HostFiles files,
            ConsoleWork consoles,
            StatsWork stats,
            boolean announcesReboots,
            Supplier<Optional<UUID>> uuid,
            Runnable close) {}

    @Override
    public List<HostId> hosts() {
        return List.of(host);
    }

    @Override
    public Optional<UUID> hostUuid(HostId of) {
        require(of);
        return parts.uuid().get();
    }

    @Override
    public Vm vm(VmId vm) {
        require(vm.host());
        return parts.vms().vm(vm);
    }

    @Override
    public String domainXml(VmId vm, boolean live) {
        require(vm.host());
        return parts.vms().xml(vm, live ? 0 : DomainReader.INACTIVE);
    }

    @Override
    public String domainXmlWithSecrets(VmId vm) {
        require(vm.host());
        return parts.vms().xml(vm, DomainReader.INACTIVE | DomainReader.SECURE);
    }

    @Override
    public VmId define(HostId on, String xml) {
        require(on);
        return parts.vms().define(host, xml);
    }

    @Override
    public void undefine(VmId vm) {
        require(vm.host());
        parts.vms().undefine(vm);
    }

    @Override
    public void undefineKeepingFiles(VmId vm) {
        require(vm.host());
        parts.vms().undefineKeepingFiles(vm);
    }

    @Override
    public void power(VmId vm, PowerAction action) {
        require(vm.host());
        parts.vms().power(vm, action);
    }

    @Override
    public Optional<Reboots.Watch> watchReboot(VmId vm) {
        require(vm.host());
        // libvirt's test driver has no guests that could say so
        return parts.announcesReboots() ? Optional.of(parts.vms().watchReboot(vm)) : Optional.empty();
    }

    @Override
    public void setAutostart(VmId vm, boolean autostart) {
        require(vm.host());
        parts.vms().setAutostart(vm, autostart);
    }

    @Override
    public void rename(VmId vm, String name) {
        require(vm.host());
        parts.lives().rename(vm, name);
    }

    @Override
    public void attachDevice(VmId vm, String device) {
        require(vm.host());
        parts.devices().attach(vm, device);
    }

    @Override
    public void detachDevice(VmId vm, String device) {
        require(vm.host());
        parts.devices().detach(vm, device);
    }

    @Override
    public void updateDevice(VmId vm, String device) {
        require(vm.host());
        parts.devices().update(vm, device);
    }

    @Override
    public void setLiveVcpus(VmId vm, int count) {
        require(vm.host());
        parts.devices().vcpus(vm, count);
    }

    @Override
    public void setLiveMemory(VmId vm, long bytes) {
        require(vm.host());
        parts.devices().memory(vm, bytes);
    }

    @Override
    public DeviceEvents.Watch watchDevices(VmId vm) {
        require(vm.host());
        return parts.devices().watch(vm);
    }

    @Override
    public Verdict checkDomainXml(HostId of, String xml) {
        require(of);
        return parts.schema().check(xml);
    }

    @Override
    public void annotate(VmId vm, Optional<SortedSet<String>> tags, Optional<String> note) {
        require(vm.host());
        parts.lives().annotate(vm, tags, note);
    }

    @Override
    public void save(VmId vm) {
        require(vm.host());
        parts.lives().save(vm);
    }

    @Override
    public void discardSave(VmId vm) {
        require(vm.host());
        parts.lives().discardSave(vm);
    }

    @Override
    public Optional<MemoryState> memoryJob(VmId vm) {
        require(vm.host());
        return parts.lives().memoryJob(vm);
    }

    @Override
    public void abortMemoryJob(VmId vm) {
        require(vm.host());
        parts.lives().abortMemoryJob(vm);
    }

    @Override
    public void migrate(VmId vm, HostId to, Hypervisor target, MigrationOptions options, List<String> copied) {
        require(vm.host());
        if (!(target instanceof LibvirtHypervisor there)) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            "A VM of libvirt cannot go to " + to + ", which is no host of libvirt.",
                            "It stays where it is.",
                            "Choose another host.")
                    .toException();
        }
        there.require(to);
        parts.moves().migrate(vm, there.parts.moves(), options, copied);
    }

    @Override
    public Optional<MigrationState> migration(VmId vm) {
        require(vm.host());
        return parts.moves().state(vm);
    }

    @Override
    public void startPostCopy(VmId vm) {
        require(vm.host());
        parts.moves().startPostCopy(vm);
    }

    @Override
    public Optional<String> hostCpu(HostId of) {
        require(of);
        return parts.moves().hostCpu();
    }

    @Override
    public CpuFit compareCpu(HostId on, String cpu) {
        require(on);
        return parts.moves().compareCpu(cpu);
    }

    @Override
    public ConsoleLink openConsole(VmId vm, ConsoleKind kind) {
        require(vm.host());
        return parts.consoles().open(vm, kind);
    }

    @Override
    public List<VmCounters> counters(HostId on) {
        require(on);
        return parts.stats().read(host);
    }

    @Override
    public List<Snapshot> snapshots(VmId vm) {
        require(vm.host());
        return parts.snapshots().list(vm);
    }

    @Override
    public void createSnapshot(SnapshotCommand.Create wanted, List<String> disks) {
        require(wanted.vm().host());
        parts.snapshots().create(wanted, disks);
    }

    @Override
    public void revertToSnapshot(VmId vm, String name) {
        require(vm.host());
        parts.snapshots().revert(vm, name);
    }

    @Override
    public void deleteSnapshot(VmId vm, String name, boolean children, boolean knowledgeOnly) {
        require(vm.host());
        parts.snapshots().delete(vm, name, children, knowledgeOnly);
    }

    @Override
    public void beginMerge(VmId vm, String target) {
        require(vm.host());
        parts.snapshots().beginMerge(vm, target);
    }

    @Override
    public Optional<MergeState> merge(VmId vm, String target) {
        require(vm.host());
        return parts.snapshots().merge(vm, target);
    }

    @Override
    public void endMerge(VmId vm, String target, boolean below) {
        require(vm.host());
        parts.snapshots().endMerge(vm, target, below);
    }

    @Override
    public NetworkId defineNetwork(HostId on, String xml) {
        require(on);
        return parts.networks().define(host, xml);
    }

    @Override
    public void startNetwork(NetworkId network) {
        require(network.host());
        parts.networks().start(network);
    }

    @Override
    public void stopNetwork(NetworkId network) {
        require(network.host());
        parts.networks().stop(network);
    }

    @Override
    public void undefineNetwork(NetworkId network) {
        require(network.host());
        parts.networks().undefine(network);
    }

    @Override
    public void setNetworkAutostart(NetworkId network, boolean autostart) {
        require(network.host());
        parts.networks().setAutostart(network, autostart);
    }

    @Override
    public String networkXml(NetworkId network) {
        require(network.host());
        return parts.networks().xml(network);
    }

    @Override
    public List<Lease> leases(NetworkId network) {
        require(network.host());
        return parts.networks().leases(network);
    }

    @Override
    public PoolId definePool(HostId on, String xml) {
        require(on);
        return parts.pools().define(host, xml);
    }

    @Override
    public void startPool(PoolId pool) {
        require(pool.host());
        parts.pools().start(pool);
    }

    @Override
    public void buildPool(PoolId pool) {
        require(pool.host());
        parts.pools().build(pool);
    }

    @Override
    public void stopPool(PoolId pool) {
        require(pool.host());
        parts.pools().stop(pool);
    }

    @Override
    public void refreshPool(PoolId pool) {
        require(pool.host());
        parts.pools().refresh(pool);
    }

    @Override
    public void undefinePool(PoolId pool) {
        require(pool.host());
        parts.pools().undefine(pool);
    }

    @Override
    public void setPoolAutostart(PoolId pool, boolean autostart) {
        require(pool.host());
        parts.pools().setAutostart(pool, autostart);
    }

    @Override
    public VolumeId createVolume(PoolId pool, String xml) {
        require(pool.host());
        return parts.pools().create(pool, xml);
    }

    @Override
    public void deleteVolume(VolumeId volume) {
        require(volume.pool().host());
        parts.pools().delete(volume);
    }

    @Override
    public void resizeVolume(VolumeId volume, long capacityBytes) {
        require(volume.pool().host());
        parts.pools().resize(volume, capacityBytes);
    }

    @Override
    public VolumeId cloneVolume(VolumeId source, String xml) {
        require(source.pool().host());
        return parts.pools().copy(source, xml);
    }

    @Override
    public Optional<Long> volumeAllocation(VolumeId volume) {
        require(volume.pool().host());
        return parts.pools().allocation(volume);
    }

    @Override
    public void wipeVolume(VolumeId volume) {
        require(volume.pool().host());
        parts.pools().wipe(volume);
    }

    @Override
    public VolumeSink writeVolume(VolumeId volume, long offset, long bytes) {
        require(volume.pool().host());
        return parts.pools().write(volume, offset, bytes);
    }

    @Override
    public Optional<Long> fileSize(HostId on, String path) {
        require(on);
        return parts.files().size(path);
    }

    @Override
    public String realPath(HostId on, String path) {
        require(on);
        return parts.files().realPath(path);
    }

    @Override
    public void createDiskImage(HostId on, String path, long bytes, String format) {
        require(on);
        parts.files().createImage(path, bytes, format);
    }

    @Override
    public void copyFile(HostId on, String from, String to) {
        require(on);
        parts.files().copy(from, to);
    }

    @Override
    public void deleteFile(HostId on, String path) {
        require(on);
        parts.files().delete(path);
    }

    @Override
    public byte[] readFile(HostId on, String path, long offset, int limit) {
        require(on);
        return parts.files().read(path, offset, limit);
    }

    @Override
    public void close() {
        parts.close().run();
    }

    private void require(HostId asked) {
        if (!asked.equals(host)) {
            throw Problem.of(
                            ErrorCode.HOST_NOT_FOUND,
                            "The host " + asked + " is not behind this connection.",
                            "Nothing was changed.",
                            "Look at the list of hosts.")
                    .toException();
        }
    }
}
