package dev.muster.bridge.cluster;

import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.model.cluster.Identifier;
import dev.muster.model.cluster.PendingBoot;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The VMs that ask for a function nobody knows. A request made up with ever new identifiers pushes out the oldest only. */
final class Pendings {
    private static final int MOST = 500;

    private final ObjectPublisher publisher;
    private final Clock clock;
    private final Map<Identifier, PendingBoot> waiting = new LinkedHashMap<>();
    private final Map<Identifier, Instant> refusedUntil = new LinkedHashMap<>();

    Pendings(ObjectPublisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    /** Notes that it asked; whether it is the first time, so that somebody is to be asked about it. */
    synchronized boolean asked(BootRequest request, String vm) {
        Optional<PendingBoot> before = find(request.id());
        boolean refusalOver =
                before.filter(one -> one.state() == PendingBoot.State.REFUSED).isPresent()
                        && refusal(request.id()).isEmpty();
        boolean first = before.isEmpty() || refusalOver;
        PendingBoot now = new PendingBoot(
                request.id(),
                request.mac(),
                request.address(),
                request.network(),
                vm,
                before.map(PendingBoot::first).orElseGet(clock::instant),
                before.map(PendingBoot::asks).orElse(0) + 1,
                first
                        ? PendingBoot.State.WAITING
                        : before.map(PendingBoot::state).orElse(PendingBoot.State.WAITING),
                first ? "" : before.map(PendingBoot::reason).orElse(""));
        waiting.put(request.id(), now);
        publisher.put(now);
        if (waiting.size() > MOST) {
            answered(waiting.keySet().iterator().next());
        }
        return first;
    }

    /** Why it is refused, as long as that is remembered. */
    synchronized Optional<String> refusal(Identifier id) {
        Instant until = refusedUntil.get(id);
        PendingBoot there = waiting.get(id);
        if (until == null || there == null || !clock.instant().isBefore(until)) {
            return Optional.empty();
        }
        return Optional.of(there.reason());
    }

    synchronized Optional<PendingBoot> find(Identifier id) {
        return Optional.ofNullable(waiting.get(id));
    }

    /** It is refused for that long. */
    synchronized void refused(Identifier id, String reason, Duration remembered) {
        PendingBoot there = waiting.get(id);
        if (there != null) {
            PendingBoot now = new PendingBoot(
                    id,
                    there.mac(),
                    there.address(),
                    there.network(),
                    there.vm(),
                    there.first(),
                    there.asks(),
                    PendingBoot.State.REFUSED,
                    reason);
            refusedUntil.put(id, clock.instant().plus(remembered));
            waiting.put(id, now);
            publisher.put(now);
        }
    }

    /** It has a function, or is not heard of any more. */
    synchronized void answered(Identifier id) {
        refusedUntil.remove(id);
        PendingBoot there = waiting.remove(id);
        if (there != null) {
            publisher.gone(there);
        }
    }
}
