package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.IntByReference;
import com.sun.jna.ptr.PointerByReference;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlElement;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads pools and their volumes. Its methods make native calls and run on the threads for them. */
final class PoolReader {
    private final ReadFailures failures = new ReadFailures("pool");
    private final ReadFailures volumeFailures = new ReadFailures("volume");
    private final HostId host;
    private final boolean thisMachine;

    /** Reads the pools of {@code host}, whose paths are those of this process if it is this machine. */
    PoolReader(HostId host, boolean thisMachine) {
        this.host = host;
        this.thisMachine = thisMachine;
    }

    /** A pool with what lies in it; nothing while it is down. */
    record Filled(Pool pool, Listed<VolumeId, Volume> volumes) {}

    /** All pools; none where the driver has none. One that goes while the list is read is left out. */
    Listed<PoolId, Filled> all(Pointer connection) {
        PointerByReference list = new PointerByReference();
        int count = Virt.virConnectListAllStoragePools(connection, list, 0);
        if (count < 0 && LibvirtError.last().code() == LibvirtError.NO_SUPPORT) {
            return Listed.none();
        }
        return Listed.of(
                Handle.list(count, list, Virt::virStoragePoolFree),
                LibvirtError.NO_STORAGE_POOL,
                pool -> new PoolId(host, Handle.uuid(pool, Virt::virStoragePoolGetUUIDString)),
                this::one,
                failures);
    }

    /** One pool as it is now. */
    Filled one(Pointer pool) {
        PoolId id = new PoolId(host, Handle.uuid(pool, Virt::virStoragePoolGetUUIDString));
        IntByReference autostart = new IntByReference();
        boolean starts = Virt.virStoragePoolGetAutostart(pool, autostart) >= 0 && autostart.getValue() != 0;
        boolean active = Handle.require(Virt.virStoragePoolIsActive(pool)) == 1;
        boolean persistent = Handle.require(Virt.virStoragePoolIsPersistent(pool)) == 1;
        XmlElement root = SafeXml.parse(Handle.text(Virt.virStoragePoolGetXMLDesc(pool, 0)), "pool");
        long capacity;
        long allocated;
        long available;
        // struct _virStoragePoolInfo: int state, unsigned long long capacity, allocation, available
        try (Memory info = new Memory(32)) {
            Handle.require(Virt.virStoragePoolGetInfo(pool, info));
            capacity = active ? info.getLong(8) : 0;
            allocated = active ? info.getLong(16) : 0;
            available = active ? info.getLong(24) : 0;
        }
        Pool read = new Pool(
                id,
                root.textOf("name"),
                active,
                persistent,
                starts,
                root.attribute("type"),
                root.textOf("target", "path"),
                capacity,
                allocated,
                available,
                active ? "" : reason(root.textOf("target", "path")));
        return new Filled(read, active ? volumes(pool, id) : Listed.none());
    }

    /** libvirt says why it did not start a pool with its host in its log alone. */
    private String reason(String path) {
        return thisMachine && path.startsWith("/") && Files.notExists(Path.of(path))
                ? "its directory is not there"
                : "";
    }

    private Listed<VolumeId, Volume> volumes(Pointer pool, PoolId id) {
        PointerByReference list = new PointerByReference();
        int count = Virt.virStoragePoolListAllVolumes(pool, list, 0);
        if (count < 0 && LibvirtError.last().code() == LibvirtError.OPERATION_INVALID) {
            return Listed.none();
        }
        return Listed.of(
                Handle.list(count, list, Virt::virStorageVolFree),
                LibvirtError.NO_STORAGE_VOL,
                volume -> new VolumeId(id, name(volume)),
                volume -> volume(id, Handle.text(Virt.virStorageVolGetXMLDesc(volume, 0))),
                volumeFailures);
    }

    /** The name, which the object carries in itself. */
    private static String name(Pointer volume) {
        String name = Virt.virStorageVolGetName(volume);
        if (name == null) {
            throw new LibvirtException(LibvirtError.last());
        }
        return name;
    }

    /** A volume from its XML (libvirt's formatstorage.html). */
    static Volume volume(PoolId pool, String xml) {
        XmlElement root = SafeXml.parse(xml, "volume");
        return new Volume(
                new VolumeId(pool, root.textOf("name")),
                root.textOf("target", "path"),
                root.attributeOf("type", "target", "format"),
                bytes(root, "capacity"),
                bytes(root, "allocation"));
    }

    /** A size in a volume's XML as libvirt writes it, in bytes; -1 where it is not there. */
    static long bytes(XmlElement root, String name) {
        String text = root.textOf(name).strip();
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : -1;
    }
}
