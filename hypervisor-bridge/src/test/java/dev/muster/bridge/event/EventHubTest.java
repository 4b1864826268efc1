package dev.muster.bridge.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeEvent.InventoryChanged;
import dev.muster.model.bridge.BridgeEvent.Snapshot;
import dev.muster.model.bridge.Stamp;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.Host;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventHubTest {
    private final EventHub hub = new EventHub("e1", 10, EventHub.REMEMBERED_BYTES, 5);

    @Test
    void a_subscription_begins_with_a_snapshot_and_goes_on_without_a_gap() {
        hub.inventoryChanged(host(1));
        List<BridgeEvent> heard = new CopyOnWriteArrayList<>();
        try (Subscription _ = hub.subscribe(Optional.empty(), heard::add)) {
            hub.inventoryChanged(host(2));
            hub.inventoryChanged(host(3));
            await().until(() -> heard.size() == 3);
        }
        assertThat(heard.getFirst())
                .isInstanceOfSatisfying(
                        Snapshot.class,
                        snapshot -> assertThat(snapshot.inventory().hosts()).hasSize(1));
        assertThat(heard.stream().map(event -> event.stamp().sequence())).containsExactly(1L, 2L, 3L);
    }

    @Test
    void who_was_away_for_a_moment_hears_only_what_was_missed() {
        for (int i = 1; i <= 4; i++) {
            hub.inventoryChanged(host(i));
        }
        List<BridgeEvent> heard = new CopyOnWriteArrayList<>();
        try (Subscription _ = hub.subscribe(Optional.of(new Stamp("e1", 2)), heard::add)) {
            await().until(() -> heard.size() == 2);
        }
        assertThat(heard).allSatisfy(event -> assertThat(event).isInstanceOf(InventoryChanged.class));
        assertThat(heard.stream().map(event -> event.stamp().sequence())).containsExactly(3L, 4L);
    }

    @Test
    void who_was_away_too_long_or_over_a_restart_hears_a_snapshot() {
        for (int i = 1; i <= 30; i++) {
            hub.inventoryChanged(host(i));
        }
        for (Stamp after : List.of(new Stamp("e1", 2), new Stamp("other", 29), new Stamp("e1", 31))) {
            List<BridgeEvent> heard = new CopyOnWriteArrayList<>();
            try (Subscription _ = hub.subscribe(Optional.of(after), heard::add)) {
                await().until(() -> heard.size() == 1);
            }
            assertThat(heard.getFirst()).as(after.text()).isInstanceOf(Snapshot.class);
        }
    }

    @Test
    void a_slow_listener_ends_with_the_same_image_as_the_hub_and_delays_nobody() {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        AtomicReference<InventoryImage> slow = new AtomicReference<>(InventoryImage.EMPTY);
        AtomicInteger fast = new AtomicInteger();
        AtomicInteger snapshots = new AtomicInteger();
        try (Subscription _ = hub.subscribe(Optional.empty(), event -> {
                    begun.countDown();
                    uninterruptedly(mayGoOn);
                    switch (event) {
                        case Snapshot snapshot -> {
                            snapshots.incrementAndGet();
                            slow.set(snapshot.inventory());
                        }
                        case InventoryChanged changed -> slow.set(slow.get().apply(changed.delta()));
                        case BridgeEvent.JobChanged changed -> throw new AssertionError(changed);
                        case BridgeEvent.JobStepsChanged changed -> throw new AssertionError(changed);
                        case BridgeEvent.JobLogged logged -> throw new AssertionError(logged);
                    }
                });
                Subscription _ = hub.subscribe(Optional.empty(), event -> fast.incrementAndGet())) {
            // both have heard of the beginning, so what they hear of the rest is more
            uninterruptedly(begun);
            await().until(() -> fast.get() == 1);
            try {
                for (int i = 1; i <= 500; i++) {
                    hub.inventoryChanged(host(i));
                }
                await().until(() -> fast.get() > 1);
            } finally {
                mayGoOn.countDown(); // closing waits for a listener that is at work
            }
            await().untilAsserted(() -> assertThat(slow.get()).isEqualTo(hub.image()));
            assertThat(snapshots).hasValueGreaterThan(1);
        }
    }

    @Test
    void no_call_begins_after_close_returned_and_a_failing_listener_goes_on_hearing() {
        AtomicInteger calls = new AtomicInteger();
        Subscription subscription = hub.subscribe(Optional.empty(), event -> {
            calls.incrementAndGet();
            throw new IllegalStateException("listener at fault");
        });
        hub.inventoryChanged(host(1));
        await().until(() -> calls.get() == 2);
        subscription.close();
        subscription.close();
        hub.inventoryChanged(host(2));
        assertThat(calls).hasValue(2);
    }

    private static InventoryDelta host(int number) {
        HostId id = HostId.of("h" + number);
        return new InventoryDelta(
                List.of(new InventoryChange.HostPut(Host.connecting(id, ConnectionId.of("c"), "sim:///"))));
    }

    private static void uninterruptedly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
