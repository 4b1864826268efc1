package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.VolumeOperations;
import dev.muster.bridge.hypervisor.VolumeSink;
import dev.muster.bridge.hypervisor.VolumeSource;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.xml.SafeXml;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/** What can be done with volumes. */
final class VolumeWork implements VolumeOperations {
    /** What copies or overwrites a whole volume takes as long as the disk takes. */
    private static final Duration LONG = Duration.ofHours(12);

    private static final int VOLUME_ALLOCATION = 16;

    private final HostConnection host;
    private final Watcher watcher;

    VolumeWork(HostConnection host, Watcher watcher) {
        this.host = host;
        this.watcher = watcher;
    }

    @Override
    public VolumeId create(PoolId id, String xml) {
        String name = SafeXml.parse(xml, "volume").textOf("name");
        act(id, Subject.VOLUME, name, pool -> {
            try (Handle volume = Handle.volume(Virt.virStorageVolCreateXML(pool, xml, 0))) {
                return volume.pointer() == null ? -1 : 0;
            }
        });
        return new VolumeId(id, name);
    }

    @Override
    public void resize(VolumeId id, long bytes) {
        onVolume(id, (_, volume) -> Handle.require(Virt.virStorageVolResize(volume, bytes, 0)));
    }

    @Override
    public VolumeId copy(VolumeId source, String xml) {
        String name = SafeXml.parse(xml, "volume").textOf("name");
        onVolume(source, (pool, volume) -> {
            Pointer there = Virt.virStorageVolLookupByName(pool, name);
            if (there != null) {
                Handle.volume(there).close();
                // libvirt would call it an internal error
                throw Problem.of(
                                ErrorCode.VOLUME_EXISTS,
                                "The pool has a volume \"" + name + "\" already.",
                                "It was left as it is.",
                                "Choose another name.")
                        .toException();
            }
            Handle.volume(Virt.virStorageVolCreateXMLFrom(pool, xml, volume, 0)).close();
        });
        return new VolumeId(source.pool(), name);
    }

    /** Read from what lies on the disk, also while libvirt is still at work on it. */
    @Override
    public Optional<Long> allocation(VolumeId id) {
        String uuid = id.pool().uuid().toString();
        return host.at(id.pool().host()).call(Subject.VOLUME, "allocation of " + id.name(), pointer -> {
            try (Handle pool = Handle.pool(Virt.virStoragePoolLookupByUUIDString(pointer, uuid))) {
                Pointer there = Virt.virStorageVolLookupByName(pool.pointer(), id.name());
                if (there == null) {
                    return Optional.empty();
                }
                try (Handle volume = Handle.volume(there);
                        Memory info = new Memory(VolumeStream.VOLUME_INFO_BYTES)) {
                    boolean known = Virt.virStorageVolGetInfo(volume.pointer(), info) >= 0;
                    return known ? Optional.of(info.getLong(VOLUME_ALLOCATION)) : Optional.empty();
                }
            }
        });
    }

    @Override
    public void wipe(VolumeId id) {
        onVolume(id, (_, volume) -> Handle.require(Virt.virStorageVolWipe(volume, 0)));
    }

    @Override
    public VolumeSink write(VolumeId id, long offset, long bytes) {
        return VolumeUpload.open(host.at(id.pool().host()), id, offset, bytes, () -> changed(id));
    }

    @Override
    public VolumeSink fill(VolumeId id, long bytes) {
        return VolumeUpload.whole(host.at(id.pool().host()), id, bytes, () -> changed(id));
    }

    @Override
    public VolumeSource read(VolumeId id, long offset, long bytes) {
        return VolumeDownload.open(host.at(id.pool().host()), id, offset, bytes);
    }

    private void changed(VolumeId id) {
        watcher.signal(Signal.pool(id.pool().uuid()));
    }

    @Override
    public void delete(VolumeId id) {
        act(id.pool(), Subject.VOLUME, id.name(), pool -> {
            try (Handle volume = Handle.volume(Virt.virStorageVolLookupByName(pool, id.name()))) {
                return Handle.require(Virt.virStorageVolDelete(volume.pointer(), 0));
            }
        });
    }

    private void onVolume(VolumeId id, BiConsumer<Pointer, Pointer> work) {
        String uuid = id.pool().uuid().toString();
        try {
            host.at(id.pool().host()).callLong(Subject.VOLUME, id.name(), LONG, pointer -> {
                try (Handle pool = Handle.pool(Virt.virStoragePoolLookupByUUIDString(pointer, uuid));
                        Handle volume = Handle.volume(Virt.virStorageVolLookupByName(pool.pointer(), id.name()))) {
                    work.accept(pool.pointer(), volume.pointer());
                    return true;
                }
            });
        } finally {
            watcher.signal(Signal.pool(id.pool().uuid()));
        }
    }

    private void act(PoolId id, Subject subject, String name, ToIntFunction<Pointer> work) {
        String uuid = id.uuid().toString();
        try {
            host.at(id.host()).act(subject, name, pointer -> {
                try (Handle pool = Handle.pool(Virt.virStoragePoolLookupByUUIDString(pointer, uuid))) {
                    Handle.require(work.applyAsInt(pool.pointer()));
                }
            });
        } finally {
            watcher.signal(Signal.pool(id.uuid()));
        }
    }
}
