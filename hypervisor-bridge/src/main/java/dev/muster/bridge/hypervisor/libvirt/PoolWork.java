package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.VolumeSink;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.xml.SafeXml;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.ToIntFunction;

/** What can be done with pools and volumes. */
final class PoolWork {
    /** Kinds of pool whose building only makes a directory; building others would format a device. */
    private static final Set<String> MADE_BY_MKDIR = Set.of("dir", "netfs");

    /** VIR_STORAGE_POOL_BUILD_NO_OVERWRITE */
    private static final int NO_OVERWRITE = 4;

    /** What copies or overwrites a whole volume takes as long as the disk takes. */
    private static final Duration LONG = Duration.ofHours(12);

    /** {@code struct _virStorageVolInfo}: int type, unsigned long long capacity and allocation. */
    private static final int VOLUME_INFO_BYTES = 24;

    private static final int VOLUME_ALLOCATION = 16;

    private final Connection connection;
    private final Watcher watcher;

    PoolWork(Connection connection, Watcher watcher) {
        this.connection = connection;
        this.watcher = watcher;
    }

    PoolId define(HostId host, String xml) {
        String name = SafeXml.parse(xml, "pool").textOf("name");
        UUID uuid = connection.call(Subject.POOL, name, pointer -> {
            try (Handle pool = Handle.pool(Virt.virStoragePoolDefineXML(pointer, xml, 0))) {
                return Handle.uuid(pool.pointer(), Virt::virStoragePoolGetUUIDString);
            }
        });
        watcher.signal(Signal.pool(uuid));
        return new PoolId(host, uuid);
    }

    void start(PoolId id) {
        act(id, pool -> {
            if (isActive(pool) || Virt.virStoragePoolCreate(pool, 0) >= 0) {
                return 0;
            }
            LibvirtError error = LibvirtError.last();
            if (isActive(pool)) {
                return 0;
            }
            // building sets owner and mode of a directory that is there already, so it is done only where one is
            // lacking
            String type = SafeXml.parse(Handle.text(Virt.virStoragePoolGetXMLDesc(pool, 0)), "pool")
                    .attribute("type");
            if (!MADE_BY_MKDIR.contains(type) || !error.message().contains("No such file or directory")) {
                throw new LibvirtException(error);
            }
            Handle.require(Virt.virStoragePoolBuild(pool, 0));
            return Virt.virStoragePoolCreate(pool, 0);
        });
    }

    void build(PoolId id) {
        act(id, pool -> {
            String type = SafeXml.parse(Handle.text(Virt.virStoragePoolGetXMLDesc(pool, 0)), "pool")
                    .attribute("type");
            return Virt.virStoragePoolBuild(pool, MADE_BY_MKDIR.contains(type) ? 0 : NO_OVERWRITE);
        });
    }

    void stop(PoolId id) {
        act(id, pool -> isActive(pool) ? Virt.virStoragePoolDestroy(pool) : 0);
    }

    void refresh(PoolId id) {
        act(id, pool -> Virt.virStoragePoolRefresh(pool, 0));
    }

    void undefine(PoolId id) {
        act(id, Virt::virStoragePoolUndefine);
    }

    void setAutostart(PoolId id, boolean autostart) {
        act(id, pool -> Virt.virStoragePoolSetAutostart(pool, autostart ? 1 : 0));
    }

    VolumeId create(PoolId id, String xml) {
        String name = SafeXml.parse(xml, "volume").textOf("name");
        act(id, Subject.VOLUME, name, pool -> {
            try (Handle volume = Handle.volume(Virt.virStorageVolCreateXML(pool, xml, 0))) {
                return volume.pointer() == null ? -1 : 0;
            }
        });
        return new VolumeId(id, name);
    }

    void resize(VolumeId id, long bytes) {
        onVolume(id, (_, volume) -> Handle.require(Virt.virStorageVolResize(volume, bytes, 0)));
    }

    VolumeId copy(VolumeId source, String xml) {
        String name = SafeXml.parse(xml, "volume").textOf("name");
        onVolume(source, (pool, volume) -> {
            Pointer there = Virt.virStorageVolLookupByName(pool, name);
            if (there != null) {
                Handle.volume(there).close();
                // libvirt would call it an internal error
                throw dev.muster.model.error.Problem.of(
                                dev.muster.model.error.ErrorCode.VOLUME_EXISTS,
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
    Optional<Long> allocation(VolumeId id) {
        String uuid = id.pool().uuid().toString();
        return connection.call(Subject.VOLUME, "allocation of " + id.name(), pointer -> {
            try (Handle pool = Handle.pool(Virt.virStoragePoolLookupByUUIDString(pointer, uuid))) {
                Pointer there = Virt.virStorageVolLookupByName(pool.pointer(), id.name());
                if (there == null) {
                    return Optional.empty();
                }
                try (Handle volume = Handle.volume(there);
                        Memory info = new Memory(VOLUME_INFO_BYTES)) {
                    boolean known = Virt.virStorageVolGetInfo(volume.pointer(), info) >= 0;
                    return known ? Optional.of(info.getLong(VOLUME_ALLOCATION)) : Optional.empty();
                }
            }
        });
    }

    void wipe(VolumeId id) {
        onVolume(id, (_, volume) -> Handle.require(Virt.virStorageVolWipe(volume, 0)));
    }

    VolumeSink write(VolumeId id, long offset, long bytes) {
        return VolumeUpload.open(
                connection,
                id,
                offset,
                bytes,
                () -> watcher.signal(Signal.pool(id.pool().uuid())));
    }

    private void onVolume(VolumeId id, BiConsumer<Pointer, Pointer> work) {
        String uuid = id.pool().uuid().toString();
        try {
            connection.callLong(Subject.VOLUME, id.name(), LONG, pointer -> {
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

    void delete(VolumeId id) {
        act(id.pool(), Subject.VOLUME, id.name(), pool -> {
            try (Handle volume = Handle.volume(Virt.virStorageVolLookupByName(pool, id.name()))) {
                return Virt.virStorageVolDelete(volume.pointer(), 0);
            }
        });
    }

    private static boolean isActive(Pointer pool) {
        return Handle.require(Virt.virStoragePoolIsActive(pool)) == 1;
    }

    private void act(PoolId id, ToIntFunction<Pointer> work) {
        act(id, Subject.POOL, id.uuid().toString(), work);
    }

    private void act(PoolId id, Subject subject, String name, ToIntFunction<Pointer> work) {
        String uuid = id.uuid().toString();
        try {
            connection.act(subject, name, pointer -> {
                try (Handle pool = Handle.pool(Virt.virStoragePoolLookupByUUIDString(pointer, uuid))) {
                    Handle.require(work.applyAsInt(pool.pointer()));
                }
            });
        } finally {
            watcher.signal(Signal.pool(id.uuid()));
        }
    }
}
