package dev.muster.app.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.app.platform.UiThread;
import dev.muster.app.shots.SampleBridge;
import dev.muster.model.inventory.InventoryChange.VmGone;
import dev.muster.model.inventory.InventoryChange.VmPut;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class LiveInventoryTest {
    private final HandThread ui = new HandThread();
    private final LiveInventory inventory = new LiveInventory(ui);
    private final InventoryImage image = new SampleBridge().inventory();
    private final Vm first = image.vms().values().iterator().next();

    @Test
    void what_came_in_together_is_applied_in_one_go() {
        List<InventoryImage> images = new ArrayList<>();
        inventory.imageProperty().addListener((of, was, is) -> images.add(is));
        inventory.replace(image);
        inventory.apply(paused());
        ui.turn();
        assertThat(images).hasSize(1);
        assertThat(inventory.vm(first.id()).orElseThrow().vm().state()).isEqualTo(VmState.PAUSED);
        assertThat(inventory.vms()).hasSameSizeAs(image.vms().keySet());
    }

    @Test
    void what_comes_right_after_waits_for_the_next_tenth_of_a_second() {
        inventory.replace(image);
        ui.turn();
        inventory.apply(paused());
        assertThat(ui.delays.getLast()).isBetween(Duration.ofMillis(1), Duration.ofMillis(100));
    }

    @Test
    void a_row_stays_the_same_object_and_a_change_names_what_is_different() {
        inventory.replace(image);
        ui.turn();
        VmRow row = inventory.vm(first.id()).orElseThrow();
        inventory.apply(paused());
        ui.turn();
        assertThat(inventory.vm(first.id())).containsSame(row);
        assertThat(inventory.changeProperty().get().vms()).containsExactly(first.id());
        inventory.apply(new InventoryDelta(List.of(new VmGone(first.id()))));
        ui.turn();
        assertThat(inventory.vms()).doesNotContain(row);
        assertThat(inventory.changeProperty().get().before().vm(first.id())).isPresent();
        assertThat(inventory.changeProperty().get().after().vm(first.id())).isEmpty();
    }

    private InventoryDelta paused() {
        return new InventoryDelta(List.of(new VmPut(first.in(VmState.PAUSED, "user", Optional.of(Instant.EPOCH)))));
    }

    /** A window's thread that is turned by hand. */
    private static final class HandThread implements UiThread {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private final List<Duration> delays = new ArrayList<>();

        void turn() {
            while (!waiting.isEmpty()) {
                waiting.remove().run();
            }
        }

        @Override
        public void run(Runnable work) {
            waiting.add(work);
        }

        @Override
        public void run(Duration after, Runnable work) {
            delays.add(after);
            waiting.add(work);
        }

        @Override
        public <T> CompletionStage<T> background(Callable<T> work) {
            try {
                return CompletableFuture.completedStage(work.call());
            } catch (Exception e) {
                return CompletableFuture.failedStage(e);
            }
        }
    }
}
