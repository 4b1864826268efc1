package dev.muster.app.inventory;

import dev.muster.app.platform.UiThread;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
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
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.ObservableMap;

/**
 * The inventory on the window's thread. Images come in on any thread; what came in since the window last looked is applied
 * in one go: properties of rows that stay, and at most one structural change of the list.
 */
public final class LiveInventory {
    /** How often what came in is applied at most: ten times a second is as live as the eye can tell. */
    private static final Duration TICK = Duration.ofMillis(100);

    /**
     * What was applied in one go.
     *
     * @param before the image until then
     * @param after the image from then on
     * @param vms the VMs that came, went or are no longer equal
     */
    public record Change(InventoryImage before, InventoryImage after, Set<VmId> vms) {
        public Change {
            vms = Set.copyOf(vms);
        }
    }

    private final UiThread ui;
    private final ObservableList<VmRow> vms = FXCollections.observableArrayList();
    private final Map<VmId, VmRow> byId = new HashMap<>();
    private final ObservableMap<HostId, Host> hosts = FXCollections.observableHashMap();
    private final ReadOnlyObjectWrapper<InventoryImage> image = new ReadOnlyObjectWrapper<>(InventoryImage.EMPTY);
    private final ReadOnlyObjectWrapper<Change> change =
            new ReadOnlyObjectWrapper<>(new Change(InventoryImage.EMPTY, InventoryImage.EMPTY, Set.of()));
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private final Object inbox = new Object();
    private volatile long applied = System.nanoTime() - TICK.toNanos();
    private InventoryImage newest = InventoryImage.EMPTY;
    /** VMs touched since the window last looked; empty optional when everything may have changed. */
    private Optional<Set<VmId>> touched = Optional.of(new HashSet<>());

    /** Empty. */
    public LiveInventory(UiThread ui) {
        this.ui = ui;
    }

    /** Everything is as in this image. Any thread. */
    public void replace(InventoryImage with) {
        synchronized (inbox) {
            newest = with;
            touched = Optional.empty();
        }
        schedule();
    }

    /** This changed. Any thread. */
    public void apply(InventoryDelta delta) {
        synchronized (inbox) {
            newest = newest.apply(delta);
            for (InventoryChange change : delta.changes()) {
                touch(change);
            }
        }
        schedule();
    }

    /** The VMs, each row the same object for as long as the VM is there. */
    public ObservableList<VmRow> vms() {
        return vms;
    }

    /** The row of that VM. */
    public Optional<VmRow> vm(VmId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** The hosts. */
    public ObservableMap<HostId, Host> hosts() {
        return hosts;
    }

    /** The image last applied. */
    public InventoryImage image() {
        return image.get();
    }

    /** The image last applied, to listen to: it changes once for all that came in together. */
    public ReadOnlyObjectProperty<InventoryImage> imageProperty() {
        return image.getReadOnlyProperty();
    }

    /** What was applied last, to listen to: it changes just before the image does. */
    public ReadOnlyObjectProperty<Change> changeProperty() {
        return change.getReadOnlyProperty();
    }

    private void touch(InventoryChange change) {
        switch (change) {
            case VmPut put -> touched.ifPresent(set -> set.add(put.vm().id()));
            case VmGone gone -> touched.ifPresent(set -> set.add(gone.vm()));
            case HostGone _ -> touched = Optional.empty();
            case HostPut _,
                    NetworkPut _,
                    NetworkGone _,
                    PoolPut _,
                    PoolGone _,
                    VolumePut _,
                    VolumeGone _,
                    ObjectPut _,
                    ObjectGone _ -> {}
        }
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            ui.run(TICK.minusNanos(System.nanoTime() - applied), this::flush);
        }
    }

    private void flush() {
        scheduled.set(false);
        applied = System.nanoTime();
        InventoryImage before = image.get();
        InventoryImage now;
        Optional<Set<VmId>> changed;
        synchronized (inbox) {
            now = newest;
            changed = touched;
            touched = Optional.of(new HashSet<>());
        }
        if (!before.hosts().equals(now.hosts())) {
            flushHosts(now);
        }
        Set<VmId> ids = changed.orElseGet(() -> {
            Set<VmId> all = new HashSet<>(byId.keySet());
            all.addAll(now.vms().keySet());
            return all;
        });
        List<VmRow> come = new ArrayList<>();
        Set<VmRow> gone = new HashSet<>();
        Set<VmId> different = new HashSet<>();
        for (VmId id : ids) {
            Vm vm = now.vms().get(id);
            VmRow row = byId.get(id);
            if (vm == null) {
                if (row != null) {
                    byId.remove(id);
                    gone.add(row);
                    different.add(id);
                }
            } else if (row == null) {
                VmRow fresh = new VmRow(vm);
                byId.put(id, fresh);
                come.add(fresh);
                different.add(id);
            } else if (!row.vm().equals(vm)) {
                row.update(vm);
                different.add(id);
            }
        }
        if (!gone.isEmpty()) {
            vms.removeAll(gone);
        }
        if (!come.isEmpty()) {
            vms.addAll(come);
        }
        change.set(new Change(before, now, different));
        image.set(now);
    }

    private void flushHosts(InventoryImage now) {
        hosts.keySet().removeIf(id -> !now.hosts().containsKey(id));
        now.hosts().forEach((id, host) -> {
            if (!host.equals(hosts.get(id))) {
                hosts.put(id, host);
            }
        });
    }
}
