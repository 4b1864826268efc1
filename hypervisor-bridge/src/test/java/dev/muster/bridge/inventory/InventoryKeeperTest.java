package dev.muster.bridge.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.hypervisor.RecordingListener;
import dev.muster.bridge.hypervisor.simulated.SimulatedDriver;
import dev.muster.model.host.ConnectionUri;
import dev.muster.model.inventory.ConnectionId;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.InventoryChange;
import dev.muster.model.inventory.InventoryChange.HostGone;
import dev.muster.model.inventory.InventoryChange.VmPut;
import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class InventoryKeeperTest {
    private final FakeDelays delays = new FakeDelays();
    private final List<InventoryDelta> deltas = new ArrayList<>();
    private final InventoryKeeper keeper = new InventoryKeeper(deltas::add, delays);

    @Test
    void the_first_change_is_published_at_once_and_the_next_after_50_ms() {
        List<Vm> vms = filled(4);
        delays.pass(Duration.ofMillis(100));
        deltas.clear();

        keeper.accept(List.of(paused(vms.get(0))));
        delays.pass(Duration.ZERO);
        assertThat(deltas).hasSize(1);

        keeper.accept(List.of(paused(vms.get(1))));
        keeper.accept(List.of(paused(vms.get(2))));
        delays.pass(Duration.ofMillis(49));
        assertThat(deltas).hasSize(1);

        delays.pass(Duration.ofMillis(1));
        assertThat(deltas).hasSize(2);
        assertThat(deltas.getLast().changes()).hasSize(2);
    }

    @Test
    void the_last_change_to_an_object_wins() {
        Vm vm = filled(1).getFirst();
        deltas.clear();

        keeper.accept(List.of(paused(vm)));
        VmPut last = new VmPut(vm.in(VmState.CRASHED, "panicked", Optional.empty()));
        keeper.accept(List.of(last));
        delays.pass(Duration.ofMillis(50));

        assertThat(deltas).containsExactly(new InventoryDelta(List.of(last)));
    }

    @Test
    void changes_that_change_nothing_are_not_published() {
        Vm vm = filled(1).getFirst();
        deltas.clear();

        keeper.accept(List.of(new VmPut(vm)));
        keeper.accept(List.of(paused(vm)));
        keeper.accept(List.of(new VmPut(vm)));
        delays.pass(Duration.ofSeconds(1));

        assertThat(deltas).isEmpty();
    }

    @Test
    void a_host_that_goes_and_comes_back_between_two_deltas_loses_what_went_with_it() {
        filled(3);
        var host = keeper.image().hosts().values().iterator().next();

        keeper.accept(List.of(new HostGone(host.id())));
        keeper.accept(List.of(new InventoryChange.HostPut(host)));
        delays.pass(Duration.ofSeconds(1));

        assertThat(folded()).isEqualTo(keeper.image());
        assertThat(folded().vms()).isEmpty();
        assertThat(folded().volumes()).isEmpty();
        assertThat(folded().hosts()).containsOnlyKeys(host.id());
    }

    @Test
    void whatever_happens_the_deltas_lead_to_the_image() {
        List<Vm> vms = filled(50);
        var random = new java.util.SplittableRandom(5);
        for (int i = 0; i < 2000; i++) {
            Vm vm = vms.get(random.nextInt(vms.size()));
            keeper.accept(List.of(
                    switch (random.nextInt(4)) {
                        case 0 -> new InventoryChange.VmGone(vm.id());
                        case 1 -> paused(vm);
                        case 2 -> random.nextInt(50) == 0 ? new HostGone(HostId.of("sim.h001")) : new VmPut(vm);
                        default -> new VmPut(vm);
                    }));
            delays.pass(Duration.ofMillis(random.nextInt(20)));
        }
        delays.pass(Duration.ofSeconds(1));

        assertThat(folded()).isEqualTo(keeper.image());
    }

    @Test
    void who_waits_is_woken_by_the_change_it_waits_for() throws Exception {
        Vm vm = filled(1).getFirst();
        CompletableFuture<Optional<InventoryImage>> answer = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                answer.complete(keeper.await(
                        image -> image.vm(vm.id()).orElseThrow().state() == VmState.PAUSED, Duration.ofMinutes(1)));
            } catch (InterruptedException e) {
                answer.completeExceptionally(e);
            }
        });

        keeper.accept(List.of(paused(vm)));

        assertThat(answer.get(10, TimeUnit.SECONDS)).hasValue(keeper.image());
    }

    /** Else a job would be told to be done, and what it made would not be there for another 50 ms. */
    @Test
    void what_somebody_waited_for_is_published_before_he_goes_on() throws Exception {
        Vm vm = filled(1).getFirst();
        keeper.accept(List.of(new VmPut(vm.in(VmState.CRASHED, "panicked", Optional.empty()))));
        delays.pass(Duration.ZERO);

        deltas.clear();

        keeper.accept(List.of(paused(vm)));
        assertThat(deltas).isEmpty();
        assertThat(keeper.await(image -> image.vm(vm.id()).orElseThrow().state() == VmState.PAUSED, Duration.ZERO))
                .isPresent();

        assertThat(deltas).containsExactly(new InventoryDelta(List.of(paused(vm))));
    }

    @Test
    void who_waits_in_vain_is_told_so() throws InterruptedException {
        assertThat(keeper.await(image -> !image.vms().isEmpty(), Duration.ofMillis(20)))
                .isEmpty();
        assertThat(keeper.await(image -> image.vms().isEmpty(), Duration.ZERO)).isPresent();
    }

    /** 500 changes a second among 10 000 VMs for 20 s; figures are in docs/benchmarks.md. */
    @Test
    void ten_thousand_vms_with_500_changes_a_second_cost_little() {
        List<Vm> vms = filled(10_000);
        long before = System.nanoTime();
        int changes = 10_000;
        for (int i = 0; i < changes; i++) {
            Vm vm = vms.get((int) (i * 7919L % vms.size()));
            keeper.accept(List.of(i % 2 == 0 ? paused(vm) : new VmPut(vm.in(VmState.OFF, "x" + i, Optional.empty()))));
            delays.pass(Duration.ofMillis(2));
        }
        Duration took = Duration.ofNanos(System.nanoTime() - before);

        System.getLogger("inventory")
                .log(
                        System.Logger.Level.INFO,
                        "{0} changes among {1} VMs took {2} ms",
                        changes,
                        vms.size(),
                        took.toMillis());
        assertThat(folded().vms()).hasSize(10_000);
        assertThat(took).as("a fifth of one core, however busy the machine").isLessThan(Duration.ofSeconds(4));
    }

    private List<Vm> filled(int count) {
        RecordingListener world = new RecordingListener();
        new SimulatedDriver(InstantSource.system())
                .open(ConnectionId.of("sim"), ConnectionUri.parse("sim:///?vms=" + count), world)
                .close();
        keeper.accept(world.heard());
        delays.pass(Duration.ofMillis(50));
        return List.copyOf(world.image().vms().values());
    }

    private InventoryImage folded() {
        delays.pass(Duration.ofSeconds(1));
        InventoryImage image = InventoryImage.EMPTY;
        for (InventoryDelta delta : deltas) {
            image = image.apply(delta);
        }
        return image;
    }

    private static VmPut paused(Vm vm) {
        return new VmPut(vm.in(VmState.PAUSED, "test", Optional.empty()));
    }
}
