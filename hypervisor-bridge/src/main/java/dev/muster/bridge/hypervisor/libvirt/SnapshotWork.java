package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Native;
import com.sun.jna.NativeLong;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import dev.muster.bridge.hypervisor.SnapshotOperations;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VmId;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotCommand;
import dev.muster.model.snapshot.SnapshotDocument;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/** What can be done with the snapshots of a VM and the chains of its disks. */
final class SnapshotWork implements SnapshotOperations {
    /** Saving or loading memory is bounded by the disks of the host alone. */
    private static final Duration LONG = Duration.ofHours(2);

    private static final Duration SHORT = Duration.ofSeconds(30);
    private static final int DISK_ONLY = 16;
    private static final int ATOMIC = 128;
    private static final int CHILDREN = 1;
    private static final int METADATA_ONLY = 2;
    private static final int SHALLOW = 1;
    private static final int ACTIVE = 4;
    private static final int PIVOT = 2;
    private static final int JOB_INFO_BYTES = 32;

    private final HostConnection host;
    private final Watcher watcher;

    SnapshotWork(HostConnection host, Watcher watcher) {
        this.host = host;
        this.watcher = watcher;
    }

    @Override
    public List<Snapshot> list(VmId id) {
        return with(id, "list snapshots ", domain -> {
            PointerByReference array = new PointerByReference();
            List<Handle> handles =
                    Handle.list(Virt.virDomainListAllSnapshots(domain, array, 0), array, Virt::virDomainSnapshotFree);
            try {
                List<Snapshot> found = new ArrayList<>();
                for (Handle handle : handles) {
                    read(handle.pointer()).ifPresent(found::add);
                }
                return List.copyOf(found);
            } finally {
                handles.forEach(Handle::close);
            }
        });
    }

    @Override
    public List<String> checkpoints(VmId id) {
        return with(id, "list checkpoints ", domain -> {
            PointerByReference array = new PointerByReference();
            int count = Virt.virDomainListAllCheckpoints(domain, array, 0);
            if (count < 0 && LibvirtError.last().code() == LibvirtError.NO_SUPPORT) {
                return List.of();
            }
            List<Handle> handles = Handle.list(count, array, Virt::virDomainCheckpointFree);
            try {
                return handles.stream()
                        .map(handle -> Virt.virDomainCheckpointGetName(handle.pointer()))
                        .filter(Objects::nonNull)
                        .toList();
            } finally {
                handles.forEach(Handle::close);
            }
        });
    }

    /** Empty for one that went while the list was read. */
    private static Optional<Snapshot> read(Pointer snapshot) {
        try {
            String xml = Handle.text(Virt.virDomainSnapshotGetXMLDesc(snapshot, 0));
            boolean current = Handle.require(Virt.virDomainSnapshotIsCurrent(snapshot, 0)) == 1;
            return Optional.of(SnapshotDocument.parse(xml, current));
        } catch (LibvirtException e) {
            if (e.error().code() == LibvirtError.NO_DOMAIN_SNAPSHOT) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void create(SnapshotCommand.Create wanted, List<String> disks) {
        String xml = SnapshotDocument.xml(wanted, disks);
        int flags = switch (wanted.place()) {
            case INTERNAL -> 0;
            case EXTERNAL -> DISK_ONLY | ATOMIC;
        };
        actLong(wanted.vm(), domain -> {
            try (Handle _ = Handle.snapshot(Virt.virDomainSnapshotCreateXML(domain, xml, flags))) {
                return 0;
            }
        });
    }

    @Override
    public void revert(VmId id, String name) {
        actLong(id, domain -> {
            try (Handle snapshot = Handle.snapshot(Virt.virDomainSnapshotLookupByName(domain, name, 0))) {
                return Handle.require(Virt.virDomainRevertToSnapshot(snapshot.pointer(), 0));
            }
        });
    }

    @Override
    public void delete(VmId id, String name, boolean children, boolean knowledgeOnly) {
        int flags = (children ? CHILDREN : 0) | (knowledgeOnly ? METADATA_ONLY : 0);
        try {
            actLong(id, domain -> {
                try (Handle snapshot = Handle.snapshot(Virt.virDomainSnapshotLookupByName(domain, name, 0))) {
                    return Handle.require(Virt.virDomainSnapshotDelete(snapshot.pointer(), flags));
                }
            });
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.SNAPSHOT_NOT_FOUND) {
                throw e;
            }
        }
    }

    @Override
    public void beginMerge(VmId id, String target) {
        act(
                id,
                domain -> blockJob(domain, target).isPresent()
                        ? 0
                        : Virt.virDomainBlockCommit(domain, target, null, null, new NativeLong(0), SHALLOW | ACTIVE));
    }

    @Override
    public Optional<MergeState> merge(VmId id, String target) {
        return with(id, "merge ", domain -> blockJob(domain, target));
    }

    @Override
    public void endMerge(VmId id, String target, boolean below) {
        actLong(
                id,
                domain -> blockJob(domain, target).isEmpty()
                        ? 0
                        : Virt.virDomainBlockJobAbort(domain, target, below ? PIVOT : 0));
    }

    static Optional<MergeState> blockJob(Pointer domain, String target) {
        try (Memory info = new Memory(JOB_INFO_BYTES)) {
            info.clear();
            if (Handle.require(Virt.virDomainGetBlockJobInfo(domain, target, info, 0)) == 0) {
                return Optional.empty();
            }
            int numbers = Native.LONG_SIZE == Long.BYTES ? 16 : 8;
            long done = info.getLong(numbers);
            long total = info.getLong(numbers + Long.BYTES);
            // libvirt never says so before QEMU does
            return Optional.of(new MergeState(done, total, total > 0 && done == total));
        }
    }

    private void act(VmId id, ToIntFunction<Pointer> work) {
        try {
            with(id, "", domain -> Handle.require(work.applyAsInt(domain)));
        } finally {
            watcher.signal(Signal.vm(id.uuid()));
        }
    }

    private void actLong(VmId id, ToIntFunction<Pointer> work) {
        String uuid = id.uuid().toString();
        try {
            host.at(id.host())
                    .callLong(
                            Subject.VM,
                            uuid,
                            LONG,
                            pointer -> on(pointer, uuid, domain -> Handle.require(work.applyAsInt(domain))));
        } finally {
            watcher.signal(Signal.vm(id.uuid()));
        }
    }

    private <T> T with(VmId id, String how, Function<Pointer, T> work) {
        String uuid = id.uuid().toString();
        return host.at(id.host()).call(Subject.VM, how + uuid, SHORT, pointer -> on(pointer, uuid, work));
    }

    private static <T> T on(Pointer pointer, String uuid, Function<Pointer, T> work) {
        try (Handle domain = Handle.domain(Virt.virDomainLookupByUUIDString(pointer, uuid))) {
            return work.apply(domain.pointer());
        }
    }
}
