package dev.muster.bridge.stats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.bridge.inventory.Inventory;
import dev.muster.bridge.inventory.ScriptedDriver;
import dev.muster.bridge.testing.WorkBench;
import dev.muster.model.inventory.InventoryImage;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class SamplerTest {
    @Test
    void measuring_goes_on_after_a_second_that_failed() {
        try (WorkBench bench = new WorkBench(new ScriptedDriver(), "sim:///?vms=3", (_, _) -> List.of());
                Sampler sampler = sampler(bench)) {
            sampler.start();

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .untilAsserted(
                            () -> assertThat(sampler.measuredAt(bench.host())).isAfter(Instant.EPOCH));
        }
    }

    /** Of an inventory that fails when it is asked first. */
    private static Sampler sampler(WorkBench bench) {
        AtomicInteger asked = new AtomicInteger();
        Inventory inventory = new Inventory() {
            @Override
            public InventoryImage image() {
                if (asked.getAndIncrement() == 0) {
                    throw new IllegalStateException("as a test wants it");
                }
                return bench.inventory().image();
            }

            @Override
            public Optional<InventoryImage> await(Predicate<InventoryImage> wanted, Duration atMost)
                    throws InterruptedException {
                return bench.inventory().await(wanted, atMost);
            }
        };
        return new Sampler(bench.hypervisors(), inventory, InstantSource.system());
    }
}
