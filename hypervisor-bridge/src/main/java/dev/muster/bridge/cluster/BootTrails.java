package dev.muster.bridge.cluster;

import dev.muster.bridge.inventory.ObjectPublisher;
import dev.muster.model.cluster.BootTrail;
import dev.muster.model.cluster.BootTrail.Kind;
import dev.muster.model.cluster.Identifier;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** What each VM did to boot. */
final class BootTrails {
    private static final int MOST = 2_000;

    private final ObjectPublisher publisher;
    private final Clock clock;
    private final Map<Identifier, BootTrail> trails = new LinkedHashMap<>();

    BootTrails(ObjectPublisher publisher, Clock clock) {
        this.publisher = publisher;
        this.clock = clock;
    }

    void add(Identifier id, String vm, Kind kind, String text) {
        add(id, vm, new BootTrail.Entry(clock.instant(), kind, text, 0, 0, true));
    }

    void file(Identifier id, String vm, String name, long bytes, long millis, boolean whole) {
        add(id, vm, new BootTrail.Entry(clock.instant(), Kind.FILE, name, bytes, millis, whole));
    }

    private synchronized void add(Identifier id, String vm, BootTrail.Entry entry) {
        BootTrail before = trails.remove(id);
        BootTrail after = (before == null ? new BootTrail(id, vm, java.util.List.of()) : before).with(entry);
        trails.put(id, after); // behind the others: the newest
        publisher.put(after);
        if (trails.size() > MOST) {
            BootTrail oldest = trails.remove(trails.keySet().iterator().next());
            if (oldest != null) {
                publisher.gone(oldest);
            }
        }
    }
}
