package dev.muster.bridge.hypervisor;

import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Who waits for devices of which VM to be taken out. */
public final class DeviceEvents {
    private final Map<UUID, Set<Watch>> watches = new ConcurrentHashMap<>();

    /** Looks out for what happens to the devices of one VM. */
    public final class Watch implements AutoCloseable {
        private final UUID vm;
        private final Semaphore events = new Semaphore(0);
        private final AtomicBoolean kept = new AtomicBoolean();

        private Watch(UUID vm) {
            this.vm = vm;
        }

        /** Whether something happened since it was asked last, waiting for it at most that long. */
        public boolean await(Duration atMost) throws InterruptedException {
            boolean happened = events.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS);
            events.drainPermits();
            return happened;
        }

        /** Whether a guest said that it keeps a device. */
        public boolean kept() {
            return kept.get();
        }

        @Override
        public void close() {
            watches.computeIfPresent(vm, (_, all) -> {
                all.remove(this);
                return all.isEmpty() ? null : all;
            });
        }
    }

    /** Begins to look out. */
    public Watch watch(UUID vm) {
        Watch watch = new Watch(vm);
        watches.compute(vm, (_, all) -> {
            Set<Watch> set = all == null ? ConcurrentHashMap.newKeySet() : all;
            set.add(watch);
            return set;
        });
        return watch;
    }

    /** A device came or went, or ({@code kept}) a guest refused to let go of one. Returns at once, from any thread. */
    public void happened(UUID vm, boolean kept) {
        watches.getOrDefault(vm, Set.of()).forEach(watch -> {
            if (kept) {
                watch.kept.set(true);
            }
            watch.events.release();
        });
    }
}
