package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.VolumeSink;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.xml.XmlElement;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/** What can be done with simulated pools and their volumes. */
final class PoolWork {
    private final World world;
    private final FileWork files;

    PoolWork(World world, FileWork files) {
        this.world = world;
        this.files = files;
    }

    PoolId define(HostId hostId, String xml) {
        XmlElement given = Xml.parse("pool", xml);
        Xml.name(given);
        return world.change(() -> {
            SimHost host = world.host(hostId);
            UUID uuid = Xml.uuid(given).orElseGet(() -> byName(host, given));
            String definition = Xml.withUuid(given, uuid);
            Pool defined = SimPool.read(hostId, uuid, given);
            boolean taken = host.pools.values().stream()
                    .map(SimPool::pool)
                    .anyMatch(other -> other.name().equals(defined.name())
                            != other.id().uuid().equals(uuid));
            if (taken) {
                throw Problems.exists(ErrorCode.POOL_EXISTS, "pool", defined.name());
            }
            SimPool before = host.pools.get(uuid);
            if (before == null) {
                put(host, new SimPool(defined, definition));
            } else if (!before.definition().equals(definition)) {
                put(host, before.redefined(defined, definition));
            }
            return defined.id();
        });
    }

    void up(PoolId id, boolean active) {
        world.change(() -> {
            SimHost host = world.host(id.host());
            SimPool before = host.pool(id);
            if (before.pool().active() == active) {
                return before;
            }
            host.volumes(before).forEach(volume -> world.tell(new InventoryChange.VolumeGone(volume.id())));
            SimPool after = put(host, before.up(active));
            host.volumes(after).forEach(volume -> world.tell(new InventoryChange.VolumePut(volume)));
            return after;
        });
    }

    void refresh(PoolId id) {
        world.read(() -> {
            SimHost host = world.host(id.host());
            SimPool pool = requireUp(host.pool(id));
            world.tell(new InventoryChange.PoolPut(pool.told(host.allocated(pool))));
            host.volumes(pool).forEach(volume -> world.tell(new InventoryChange.VolumePut(volume)));
            return pool;
        });
    }

    void undefine(PoolId id) {
        world.change(() -> {
            SimHost host = world.host(id.host());
            SimPool pool = host.pool(id);
            if (pool.pool().active()) {
                throw Problems.state(
                        ErrorCode.POOL_STATE, "The pool " + pool.pool().name() + " is up, so it cannot be forgotten.");
            }
            host.pools.remove(id.uuid());
            world.tell(new InventoryChange.PoolGone(id));
            return pool;
        });
    }

    void setAutostart(PoolId id, boolean autostart) {
        world.change(() -> {
            SimHost host = world.host(id.host());
            SimPool pool = host.pool(id);
            return pool.pool().autostart() == autostart ? pool : put(host, pool.autostart(autostart));
        });
    }

    VolumeId createVolume(PoolId id, String xml) {
        XmlElement volume = Xml.parse("volume", xml);
        String name = Xml.name(volume);
        long capacity = volume.child("capacity").map(Xml::bytes).orElse(0L);
        if (capacity < 1) {
            throw Problems.invalid(ErrorCode.XML_INVALID, "The <volume> has no <capacity>.");
        }
        String format = volume.attributeOf("type", "target", "format");
        return world.change(() -> {
            SimHost host = world.host(id.host());
            SimPool pool = requireUp(host.pool(id));
            String path = pool.pool().path() + "/" + name;
            if (host.files.containsKey(path)) {
                throw Problems.exists(ErrorCode.VOLUME_EXISTS, "volume", name);
            }
            files.put(host, SimFile.image(path, format.isEmpty() ? "raw" : format, capacity, 0));
            return new VolumeId(id, name);
        });
    }

    void build(PoolId id) {
        world.read(() -> {
            SimPool pool = world.host(id.host()).pool(id);
            if (pool.pool().active()) {
                throw Problems.state(
                        ErrorCode.POOL_STATE, "The pool " + pool.pool().name() + " is up.");
            }
            return pool;
        });
    }

    void resizeVolume(VolumeId id, long bytes) {
        change(id, file -> {
            if (bytes < file.capacity()) {
                throw Problems.invalid(ErrorCode.USAGE_INVALID, "The volume " + id.name() + " is larger than that.");
            }
            return file.resized(bytes);
        });
    }

    VolumeId cloneVolume(VolumeId source, String xml) {
        String name = Xml.name(Xml.parse("volume", xml));
        return world.change(() -> {
            SimHost host = world.host(source.pool().host());
            SimPool pool = requireUp(host.pool(source.pool()));
            String path = pool.pool().path() + "/" + name;
            if (host.files.containsKey(path)) {
                throw Problems.exists(ErrorCode.VOLUME_EXISTS, "volume", name);
            }
            files.put(host, file(host, source).at(path));
            return new VolumeId(source.pool(), name);
        });
    }

    Optional<Long> allocation(VolumeId id) {
        return world.read(() -> {
            SimHost host = world.host(id.pool().host());
            return Optional.ofNullable(
                            host.files.get(host.pool(id.pool()).pool().path() + "/" + id.name()))
                    .map(SimFile::size);
        });
    }

    void wipeVolume(VolumeId id) {
        change(id, SimFile::wiped);
    }

    VolumeSink writeVolume(VolumeId id, long offset, long bytes) {
        world.read(() -> file(world.host(id.pool().host()), id));
        return new VolumeSink() {
            private long next = offset;

            @Override
            public void write(byte[] part) {
                if (next + part.length > offset + bytes) {
                    throw Problems.invalid(ErrorCode.USAGE_INVALID, "More is written than was said.");
                }
                change(id, file -> file.written(next, part));
                next += part.length;
            }

            @Override
            public void finish() {}

            @Override
            public void close() {}
        };
    }

    private void change(VolumeId id, UnaryOperator<SimFile> how) {
        world.change(() -> {
            SimHost host = world.host(id.pool().host());
            return files.put(host, how.apply(file(host, id)));
        });
    }

    private static SimFile file(SimHost host, VolumeId id) {
        SimPool pool = requireUp(host.pool(id.pool()));
        return Optional.ofNullable(host.files.get(pool.pool().path() + "/" + id.name()))
                .orElseThrow(() -> Problems.notFound(ErrorCode.VOLUME_NOT_FOUND, "volume", id.text()));
    }

    void deleteVolume(VolumeId id) {
        world.change(() -> {
            SimHost host = world.host(id.pool().host());
            SimPool pool = requireUp(host.pool(id.pool()));
            String path = pool.pool().path() + "/" + id.name();
            if (!host.files.containsKey(path)) {
                throw Problems.notFound(ErrorCode.VOLUME_NOT_FOUND, "volume", id.text());
            }
            return files.remove(host, path);
        });
    }

    private static SimPool requireUp(SimPool pool) {
        if (!pool.pool().active()) {
            throw Problems.state(ErrorCode.POOL_STATE, "The pool " + pool.pool().name() + " is down.");
        }
        return pool;
    }

    private static UUID byName(SimHost host, XmlElement root) {
        return host.pools.values().stream()
                .filter(pool -> pool.pool().name().equals(Xml.name(root)))
                .map(pool -> pool.pool().id().uuid())
                .findFirst()
                .orElseGet(UUID::randomUUID);
    }

    private SimPool put(SimHost host, SimPool pool) {
        host.pools.put(pool.pool().id().uuid(), pool);
        world.tell(new InventoryChange.PoolPut(pool.told(host.allocated(pool))));
        return pool;
    }
}
