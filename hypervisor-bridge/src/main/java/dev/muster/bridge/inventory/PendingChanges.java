package dev.muster.bridge.inventory;

import dev.muster.model.inventory.Id;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryChange.HostGone;
import dev.muster.model.inventory.InventoryChange.HostPut;
import dev.muster.model.inventory.InventoryChange.NetworkGone;
import dev.muster.model.inventory.InventoryChange.NetworkPut;
import dev.muster.model.inventory.InventoryChange.ObjectGone;
import dev.muster.model.inventory.InventoryChange.ObjectPut;
import dev.muster.model.inventory.InventoryChange.PoolGone;
import dev.muster.model.inventory.InventoryChange.PoolPut;
import dev.muster.model.inventory.InventoryChange.VmGone;
import dev.muster.model.inventory.InventoryChange.VmPut;
import dev.muster.model.inventory.InventoryChange.VolumeGone;
import dev.muster.model.inventory.InventoryChange.VolumePut;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.ObjectRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to be published next: of several changes to one object the last, at the place of the last. */
final class PendingChanges {
    private final Map<Id, InventoryChange> byId = new LinkedHashMap<>();

    /**
     * Adds a change.
     *
     * @param before the image it was applied to
     */
    void add(InventoryChange change, InventoryImage before) {
        // A host or pool takes what is on it along. Should it come back before this is published, only its coming back
        // would be, so what went with it is named one by one.
        switch (change) {
            case HostGone gone -> contents(gone, before).forEach(this::put);
            case PoolGone gone ->
                before.volumes().keySet().stream()
                        .filter(id -> id.pool().equals(gone.pool()))
                        .map(VolumeGone::new)
                        .forEach(this::put);
            case HostPut _,
                    VmPut _,
                    VmGone _,
                    NetworkPut _,
                    NetworkGone _,
                    PoolPut _,
                    VolumePut _,
                    VolumeGone _,
                    ObjectPut _,
                    ObjectGone _ -> {}
        }
        put(change);
    }

    boolean isEmpty() {
        return byId.isEmpty();
    }

    /** Takes everything out that still makes a difference to who has that image. */
    List<InventoryChange> take(InventoryImage published) {
        List<InventoryChange> changes = new ArrayList<>(byId.size());
        for (InventoryChange change : byId.values()) {
            if (!isIn(change, published)) {
                changes.add(change);
            }
        }
        byId.clear();
        return changes;
    }

    /** Whether the image already is as the change would make it. */
    static boolean isIn(InventoryChange change, InventoryImage image) {
        return switch (change) {
            case HostPut put -> put.host().equals(image.hosts().get(put.host().id()));
            case HostGone gone -> !image.hosts().containsKey(gone.host());
            case VmPut put -> put.vm().equals(image.vms().get(put.vm().id()));
            case VmGone gone -> !image.vms().containsKey(gone.vm());
            case NetworkPut put ->
                put.network().equals(image.networks().get(put.network().id()));
            case NetworkGone gone -> !image.networks().containsKey(gone.network());
            case PoolPut put -> put.pool().equals(image.pools().get(put.pool().id()));
            case PoolGone gone -> !image.pools().containsKey(gone.pool());
            case VolumePut put ->
                put.volume().equals(image.volumes().get(put.volume().id()));
            case VolumeGone gone -> !image.volumes().containsKey(gone.volume());
            case ObjectPut put ->
                image.object(ObjectRef.of(put.object()))
                        .filter(put.object()::equals)
                        .isPresent();
            case ObjectGone gone -> image.object(gone.object()).isEmpty();
        };
    }

    private void put(InventoryChange change) {
        Id id = id(change);
        byId.remove(id);
        byId.put(id, change);
    }

    private static List<InventoryChange> contents(HostGone gone, InventoryImage image) {
        List<InventoryChange> contents = new ArrayList<>();
        image.vms().keySet().stream()
                .filter(id -> id.host().equals(gone.host()))
                .map(VmGone::new)
                .forEach(contents::add);
        image.networks().keySet().stream()
                .filter(id -> id.host().equals(gone.host()))
                .map(NetworkGone::new)
                .forEach(contents::add);
        image.volumes().keySet().stream()
                .filter(id -> id.pool().host().equals(gone.host()))
                .map(VolumeGone::new)
                .forEach(contents::add);
        image.pools().keySet().stream()
                .filter(id -> id.host().equals(gone.host()))
                .map(PoolGone::new)
                .forEach(contents::add);
        return contents;
    }

    private static Id id(InventoryChange change) {
        return switch (change) {
            case HostPut put -> put.host().id();
            case HostGone gone -> gone.host();
            case VmPut put -> put.vm().id();
            case VmGone gone -> gone.vm();
            case NetworkPut put -> put.network().id();
            case NetworkGone gone -> gone.network();
            case PoolPut put -> put.pool().id();
            case PoolGone gone -> gone.pool();
            case VolumePut put -> put.volume().id();
            case VolumeGone gone -> gone.volume();
            case ObjectPut put -> ObjectRef.of(put.object());
            case ObjectGone gone -> gone.object();
        };
    }
}
