package dev.muster.bridge.stats;

import dev.muster.bridge.hypervisor.VmCounters;
import dev.muster.bridge.inventory.Hypervisors;
import dev.muster.bridge.inventory.Inventory;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.VmId;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures each connected host by itself: every 2 s while somebody watches it, else every 30 s. A host that does not answer
 * is not asked again before its call ended, and holds up no other.
 */
public final class Sampler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Sampler.class);
    private static final long TICK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final long WATCHED_NANOS = TimeUnit.MILLISECONDS.toNanos(1_900);
    private static final long UNWATCHED_NANOS = TimeUnit.MILLISECONDS.toNanos(29_900);
    private static final long WATCHING_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Hypervisors hypervisors;
    private final Inventory inventory;
    private final InstantSource clock;
    private final Instant since;
    private final Map<HostId, Pulse> hosts = new ConcurrentHashMap<>();
    private final Map<VmId, History> histories = new ConcurrentHashMap<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("muster-stats").factory());

    /** Of these hosts. Measures nothing before {@link #start}. */
    public Sampler(Hypervisors hypervisors, Inventory inventory, InstantSource clock) {
        this.hypervisors = hypervisors;
        this.inventory = inventory;
        this.clock = clock;
        this.since = clock.instant();
    }

    /** Begins to measure. */
    public void start() {
        var _ = ticker.scheduleAtFixedRate(this::guardedTick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    /** Somebody looks at that host. */
    void watch(HostId host) {
        hosts.computeIfAbsent(host, Pulse::new).watchedUntil = System.nanoTime() + WATCHING_NANOS;
    }

    Instant since() {
        return since;
    }

    /** When that host was measured last; the epoch where it was not yet. */
    Instant measuredAt(HostId host) {
        Pulse pulse = hosts.get(host);
        return pulse == null ? Instant.EPOCH : pulse.measured;
    }

    /** What is kept of a VM; nothing yet where it is new. */
    History history(VmId vm) {
        History kept = histories.get(vm);
        return kept == null ? new History() : kept;
    }

    Map<VmId, History> histories() {
        return histories;
    }

    /** Measures no more. */
    @Override
    public void close() {
        ticker.shutdownNow();
    }

    /** An exception would end the ticking for good. */
    private void guardedTick() {
        try {
            tick();
        } catch (RuntimeException e) {
            LOG.warn("no host is measured in this second", e);
        }
    }

    private void tick() {
        Set<HostId> connected = new HashSet<>();
        inventory.image().hosts().values().stream()
                .filter(host -> host.state() == HostState.CONNECTED)
                .forEach(host -> connected.add(host.id()));
        hosts.keySet().removeIf(host -> !inventory.image().hosts().containsKey(host));
        long now = System.nanoTime();
        for (HostId host : connected) {
            Pulse pulse = hosts.computeIfAbsent(host, Pulse::new);
            if (pulse.isDue(now) && pulse.busy.compareAndSet(false, true)) {
                pulse.begun = now;
                Thread.ofVirtual().name("muster-stats-" + host).start(() -> measure(pulse));
            }
        }
    }

    private void measure(Pulse pulse) {
        try {
            List<VmCounters> counters = hypervisors.of(pulse.host).stats().counters(pulse.host);
            add(pulse.host, counters, clock.millis(), System.nanoTime());
            pulse.measured = clock.instant();
        } catch (MusterException e) {
            LOG.debug("{} could not be measured: {}", pulse.host, e.problem().text());
        } catch (RuntimeException e) {
            LOG.warn("{} could not be measured", pulse.host, e);
        } finally {
            pulse.busy.set(false);
        }
    }

    /** Adds a reading of a host; VMs it leaves out are interrupted, those that are gone forgotten. */
    void add(HostId host, List<VmCounters> counters, long millis, long nanos) {
        Set<VmId> seen = new HashSet<>();
        for (VmCounters each : counters) {
            seen.add(each.vm());
            histories.computeIfAbsent(each.vm(), _ -> new History()).add(each, millis, nanos);
        }
        var known = inventory.image().vms();
        histories.forEach((vm, history) -> {
            if (vm.host().equals(host) && !seen.contains(vm)) {
                history.interrupt();
            }
        });
        histories.keySet().removeIf(vm -> vm.host().equals(host) && !seen.contains(vm) && !known.containsKey(vm));
    }

    /** How one host is measured. */
    private static final class Pulse {
        private final HostId host;
        private final AtomicBoolean busy = new AtomicBoolean();
        private volatile long begun = System.nanoTime() - UNWATCHED_NANOS;
        private volatile long watchedUntil = System.nanoTime();
        private volatile Instant measured = Instant.EPOCH;

        private Pulse(HostId host) {
            this.host = host;
        }

        private boolean isDue(long now) {
            return now - begun >= (now - watchedUntil < 0 ? WATCHED_NANOS : UNWATCHED_NANOS);
        }
    }
}
