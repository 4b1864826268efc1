package dev.muster.bridge.hypervisor.simulated;

import dev.muster.bridge.hypervisor.PoolOperations;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.Pool;
import dev.muster.model.inventory.PoolId;
import dev.muster.model.xml.XmlElement;
import java.util.UUID;

/** What can be done with simulated pools. */
final class PoolWork implements PoolOperations {
    private final World world;
    private final Calls calls;

    PoolWork(World world, Calls calls) {
        this.world = world;
        this.calls = calls;
    }

    @Override
    public PoolId define(HostId hostId, String xml) {
        XmlElement given = Xml.parse("pool", xml);
        Xml.name(given);
        return calls.change(hostId, () -> {
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

    @Override
    public void start(PoolId id, boolean mayMake) {
        up(id, true);
    }

    @Override
    public void stop(PoolId id) {
        up(id, false);
    }

    private void up(PoolId id, boolean active) {
        calls.change(id.host(), () -> {
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

    @Override
    public void refresh(PoolId id) {
        calls.read(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimPool pool = host.poolThatIsUp(id);
            world.tell(new InventoryChange.PoolPut(pool.told(host.allocated(pool))));
            host.volumes(pool).forEach(volume -> world.tell(new InventoryChange.VolumePut(volume)));
            return pool;
        });
    }

    @Override
    public void undefine(PoolId id) {
        calls.change(id.host(), () -> {
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

    @Override
    public void setAutostart(PoolId id, boolean autostart) {
        calls.change(id.host(), () -> {
            SimHost host = world.host(id.host());
            SimPool pool = host.pool(id);
            return pool.pool().autostart() == autostart ? pool : put(host, pool.autostart(autostart));
        });
    }

    @Override
    public void build(PoolId id) {
        calls.read(id.host(), () -> {
            SimPool pool = world.host(id.host()).pool(id);
            if (pool.pool().active()) {
                throw Problems.state(
                        ErrorCode.POOL_STATE, "The pool " + pool.pool().name() + " is up.");
            }
            return pool;
        });
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
