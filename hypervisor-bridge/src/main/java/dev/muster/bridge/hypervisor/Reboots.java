package dev.muster.bridge.hypervisor;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Who waits for which guest to restart. A restart changes no state that an inventory could show, so it is told here. */
public final class Reboots {
    private final Map<UUID, Set<Watch>> watches = new ConcurrentHashMap<>();

    /** Waits for a restart of one guest that comes after it was made. */
    public final class Watch implements AutoCloseable {
        private final UUID vm;
        private final CountDownLatch seen = new CountDownLatch(1);

        private Watch(UUID vm) {
            this.vm = vm;
        }

        /** Whether the guest restarted, waiting for it at most that long. */
        public boolean await(Duration atMost) throws InterruptedException {
            return seen.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        }

        @Override
        public void close() {
            watches.computeIfPresent(vm, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }

    /** Begins to look out; made before the guest is asked, so that nothing is missed. */
    public Watch watch(UUID vm) {
        Watch watch = new Watch(vm);
        watches.compute(vm, (_, all) -> {
            Set<Watch> set = all == null ? ConcurrentHashMap.newKeySet() : all;
            set.add(watch);
            return set;
        });
        return watch;
    }

    /** A guest restarted. Returns at once, from any thread. */
    public void happened(UUID vm) {
        watches.getOrDefault(vm, Set.of()).forEach(watch -> watch.seen.countDown());
    }
}
