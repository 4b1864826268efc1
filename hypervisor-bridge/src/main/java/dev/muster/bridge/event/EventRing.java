package dev.muster.bridge.event;

import dev.muster.model.bridge.BridgeEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** The last events, bounded by their number and by their weight. */
final class EventRing {
    private final int most;
    private final long heaviest;
    private final ArrayDeque<Weighed> events = new ArrayDeque<>();
    private long weight;

    private record Weighed(BridgeEvent event, long weight) {}

    /**
     * @param most how many events it keeps
     * @param heaviest how many bytes they hold together; see {@link EventWeight}
     */
    EventRing(int most, long heaviest) {
        this.most = most;
        this.heaviest = heaviest;
    }

    /** Adds one, and drops the oldest there is no room for. */
    void add(BridgeEvent event) {
        Weighed added = new Weighed(event, EventWeight.of(event));
        events.addLast(added);
        weight += added.weight();
        while (events.size() > most || weight > heaviest) {
            weight -= events.removeFirst().weight();
        }
    }

    int size() {
        return events.size();
    }

    /** Returns about how many bytes they hold. */
    long weight() {
        return weight;
    }

    /** Returns those with a higher number, in order. */
    List<BridgeEvent> after(long sequence) {
        List<BridgeEvent> later = new ArrayList<>();
        for (Weighed each : events) {
            if (each.event().stamp().sequence() > sequence) {
                later.add(each.event());
            }
        }
        return later;
    }
}
