package dev.muster.bridge.cluster;

import dev.muster.bridge.inventory.Inventory;
import dev.muster.model.cluster.Assignment;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.VmId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Notes on which host the VMs of clusters are after they were migrated, by Muster or by others. */
final class MemberFollower implements AutoCloseable {
    private static final Duration UNTIL_CHANGE = Duration.ofHours(1);

    private final Inventory inventory;
    private final ClusterStore store;
    private Optional<Thread> thread = Optional.empty();

    MemberFollower(Inventory inventory, ClusterStore store) {
        this.inventory = inventory;
        this.store = store;
    }

    void start() {
        thread = Optional.of(Thread.ofVirtual().name("muster-member-follower").start(this::follow));
    }

    private void follow() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                Map<Assignment, VmId> moved = moved(inventory.image());
                moved.forEach(this::note);
                // what was noted just now takes a moment to be seen
                inventory.await(
                        image -> {
                            Map<Assignment, VmId> now = moved(image);
                            return !now.isEmpty() && !now.equals(moved);
                        },
                        UNTIL_CHANGE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void note(Assignment was, VmId on) {
        store.update(
                was.id(),
                one -> one.vm().equals(was.vm())
                        ? one.movedTo(on, store.change(one.function(), "host", "moved to " + on.host()))
                        : one);
    }

    /** The assignments whose VM is not where it was, with where it is: on exactly one other host. */
    static Map<Assignment, VmId> moved(InventoryImage image) {
        List<Assignment> absent = image.objects(Assignment.class).values().stream()
                .filter(one -> one.state() == Assignment.State.ACTIVE)
                .filter(one -> image.vm(one.vm()).isEmpty()
                        && isConnected(image, one.vm().host()))
                .toList();
        if (absent.isEmpty()) {
            return Map.of();
        }
        Map<UUID, List<VmId>> places = image.vms().keySet().stream().collect(Collectors.groupingBy(VmId::uuid));
        Map<Assignment, VmId> moved = new HashMap<>();
        for (Assignment one : absent) {
            List<VmId> now = places.getOrDefault(one.id().uuid(), List.of());
            if (now.size() == 1) {
                moved.put(one, now.getFirst());
            }
        }
        return moved;
    }

    /** Of a host that is not connected nobody knows what it has. */
    private static boolean isConnected(InventoryImage image, HostId host) {
        return image.host(host)
                .filter(one -> one.state() == HostState.CONNECTED)
                .isPresent();
    }

    @Override
    public void close() {
        thread.ifPresent(Thread::interrupt);
    }
}
