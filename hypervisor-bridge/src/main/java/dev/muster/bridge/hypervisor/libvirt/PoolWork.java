package dev.muster.bridge.hypervisor.libvirt;

import com.sun.jna.Pointer;
import dev.muster.bridge.hypervisor.PoolOperations;
import dev.muster.bridge.hypervisor.libvirt.Problems.Subject;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.xml.SafeXml;
import java.util.Set;
import java.util.UUID;
import java.util.function.ToIntFunction;

/** What can be done with pools. */
final class PoolWork implements PoolOperations {
    /** Kinds of pool whose building only makes a directory; building others would format a device. */
    private static final Set<String> MADE_BY_MKDIR = Set.of("dir", "netfs");

    /** VIR_STORAGE_POOL_BUILD_NO_OVERWRITE */
    private static final int NO_OVERWRITE = 4;

    private final HostConnection host;
    private final Watcher watcher;

    PoolWork(HostConnection host, Watcher watcher) {
        this.host = host;
        this.watcher = watcher;
    }

    @Override
    public PoolId define(HostId on, String xml) {
        String name = SafeXml.parse(xml, "pool").textOf("name");
        UUID uuid = host.at(on).call(Subject.POOL, name, pointer -> {
            try (Handle pool = Handle.pool(Virt.virStoragePoolDefineXML(pointer, xml, 0))) {
                return Handle.uuid(pool.pointer(), Virt::virStoragePoolGetUUIDString);
            }
        });
        watcher.signal(Signal.pool(uuid));
        return new PoolId(on, uuid);
    }

    @Override
    public void start(PoolId id, boolean mayMake) {
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
            if (!mayMake || !MADE_BY_MKDIR.contains(type) || !error.message().contains("No such file or directory")) {
                throw new LibvirtException(error);
            }
            Handle.require(Virt.virStoragePoolBuild(pool, 0));
            return Virt.virStoragePoolCreate(pool, 0);
        });
    }

    @Override
    public void build(PoolId id) {
        act(id, pool -> {
            String type = SafeXml.parse(Handle.text(Virt.virStoragePoolGetXMLDesc(pool, 0)), "pool")
                    .attribute("type");
            return Virt.virStoragePoolBuild(pool, MADE_BY_MKDIR.contains(type) ? 0 : NO_OVERWRITE);
        });
    }

    @Override
    public void stop(PoolId id) {
        act(id, pool -> isActive(pool) ? Virt.virStoragePoolDestroy(pool) : 0);
    }

    @Override
    public void refresh(PoolId id) {
        act(id, pool -> Virt.virStoragePoolRefresh(pool, 0));
    }

    @Override
    public void undefine(PoolId id) {
        act(id, Virt::virStoragePoolUndefine);
    }

    @Override
    public void setAutostart(PoolId id, boolean autostart) {
        act(id, pool -> Virt.virStoragePoolSetAutostart(pool, autostart ? 1 : 0));
    }

    private static boolean isActive(Pointer pool) {
        return Handle.require(Virt.virStoragePoolIsActive(pool)) == 1;
    }

    private void act(PoolId id, ToIntFunction<Pointer> work) {
        String uuid = id.uuid().toString();
        try {
            host.at(id.host()).act(Subject.POOL, uuid, pointer -> {
                try (Handle pool = Handle.pool(Virt.virStoragePoolLookupByUUIDString(pointer, uuid))) {
                    Handle.require(work.applyAsInt(pool.pointer()));
                }
            });
        } finally {
            watcher.signal(Signal.pool(id.uuid()));
        }
    }
}
