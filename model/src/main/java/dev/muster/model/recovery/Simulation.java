package dev.muster.model.recovery;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;
import java.util.TreeMap;

/**
 * One pass through a plan by its events: an item becomes ready, an item meets its gates. What happens at one instant is taken
 * together before slots are given away, so that the order of the plan decides and not that of the events.
 */
final class Simulation {
    /** Why an item became ready when it did. */
    enum Cause {
        NOTHING,
        TIER,
        NEED
    }

    private record Event(long time, boolean met, int item) implements Comparable<Event> {
        @Override
        public int compareTo(Event other) {
            int byTime = Long.compare(time, other.time);
            int byKind = byTime != 0 ? byTime : Boolean.compare(other.met, met);
            return byKind != 0 ? byKind : Integer.compare(item, other.item);
        }
    }

    private static final int NOBODY = Slots.NOBODY;

    final SimulatedPlan plan;
    final long[] queued;
    final long[] ready;
    final long[] begins;
    final long[] met;
    /** The item whose gate made it ready. */
    final int[] causedBy;

    final Cause[] causes;
    /** The items that left the slots it took. */
    final int[] hostSlotOf;

    final int[] tierSlotOf;
    /** Whether its host had no slot just before it began; else it was its tier, if it waited for a slot. */
    final boolean[] hostWasFull;
    /** The items in the order in which they began. */
    final List<Integer> sequence = new ArrayList<>();

    private final Limits limits;
    private final int[] openNeeds;
    private final List<List<Integer>> waiting = new ArrayList<>();
    private final PriorityQueue<Event> events = new PriorityQueue<>();
    private final Slots[] hostSlots;
    private final List<PriorityQueue<Integer>> hostQueues = new ArrayList<>();
    /** Hosts that have a slot and somebody waiting for it, by the first who waits. */
    private final TreeMap<Integer, Integer> openHosts = new TreeMap<>();
    /** By what each of them was entered last. */
    private final int[] firstOf;

    private Slots tierSlots = new Slots(0);
    private int tier = -1;
    private int openItems;

    Simulation(SimulatedPlan plan, Limits limits) {
        this.plan = plan;
        this.limits = limits;
        queued = new long[plan.size];
        ready = new long[plan.size];
        begins = new long[plan.size];
        met = new long[plan.size];
        causedBy = new int[plan.size];
        causes = new Cause[plan.size];
        hostSlotOf = new int[plan.size];
        tierSlotOf = new int[plan.size];
        hostWasFull = new boolean[plan.size];
        openNeeds = new int[plan.size];
        hostSlots = new Slots[plan.hostIds.size()];
        firstOf = new int[plan.hostIds.size()];
        Arrays.fill(causedBy, NOBODY);
        Arrays.fill(causes, Cause.NOTHING);
        Arrays.fill(hostSlotOf, NOBODY);
        Arrays.fill(tierSlotOf, NOBODY);
        Arrays.fill(firstOf, NOBODY);
        for (int host = 0; host < hostSlots.length; host++) {
            hostSlots[host] = new Slots(host == 0 ? limits.undecided() : limits.host());
            hostQueues.add(new PriorityQueue<>());
        }
        for (int item = 0; item < plan.size; item++) {
            waiting.add(new ArrayList<>());
        }
        for (int item = 0; item < plan.size; item++) {
            openNeeds[item] = plan.graph.waits(item).length;
            for (int need : plan.graph.waits(item)) {
                waiting.get(need).add(item);
            }
        }
        run();
    }

    /** When the last gate is met, in milliseconds. */
    long total() {
        return sequence.stream().mapToLong(item -> met[item]).max().orElse(0);
    }

    private void run() {
        beginNextTier(0, NOBODY);
        while (!events.isEmpty()) {
            long now = events.element().time;
            while (!events.isEmpty() && events.element().time == now) {
                Event event = events.remove();
                if (event.met) {
                    meet(event.item, now);
                } else {
                    enqueue(event.item, now);
                }
            }
            giveSlots(now);
        }
    }

    private void beginNextTier(long now, int last) {
        while (openItems == 0 && tier + 1 < plan.graph.tierCount()) {
            tier++;
            openItems = plan.graph.tierStart(tier + 1) - plan.graph.tierStart(tier);
        }
        if (openItems == 0) {
            return;
        }
        tierSlots = new Slots(limits.tier(tier));
        for (int item = plan.graph.tierStart(tier); item < plan.graph.tierStart(tier + 1); item++) {
            queued[item] = now;
            if (openNeeds[item] == 0) {
                becomeReady(item, now, last, last == NOBODY ? Cause.NOTHING : Cause.TIER);
            }
        }
    }

    private void becomeReady(int item, long now, int by, Cause cause) {
        causedBy[item] = by;
        causes[item] = cause;
        ready[item] = now + plan.delays[item];
        events.add(new Event(ready[item], false, item));
    }

    private void enqueue(int item, long now) {
        if (plan.slots[item]) {
            hostQueues.get(plan.hosts[item]).add(item);
            refresh(plan.hosts[item]);
        } else {
            begin(item, now);
        }
    }

    private void begin(int item, long now) {
        begins[item] = now;
        met[item] = now + plan.restores[item] + plan.boots[item];
        sequence.add(item);
        events.add(new Event(met[item], true, item));
    }

    private void meet(int item, long now) {
        if (plan.slots[item]) {
            hostSlots[plan.hosts[item]].leave(item, now);
            refresh(plan.hosts[item]);
            tierSlots.leave(item, now);
        }
        for (int other : waiting.get(item)) {
            if (--openNeeds[other] == 0 && plan.graph.tier(other) == tier) {
                becomeReady(other, now, item, Cause.NEED);
            }
        }
        if (--openItems == 0) {
            beginNextTier(now, item);
        }
    }

    private void giveSlots(long now) {
        while (tierSlots.free() && !openHosts.isEmpty()) {
            int item = openHosts.firstKey();
            int host = plan.hosts[item];
            hostQueues.get(host).remove();
            Slots slots = hostSlots[host];
            hostWasFull[item] = slots.fullUntil(now);
            hostSlotOf[item] = slots.take(now);
            tierSlotOf[item] = tierSlots.take(now);
            refresh(host);
            begin(item, now);
        }
    }

    /** Enters a host by the first item that waits for it, if it has a slot. */
    private void refresh(int host) {
        openHosts.remove(firstOf[host]);
        Integer first = hostQueues.get(host).peek();
        if (first != null && hostSlots[host].free()) {
            firstOf[host] = first;
            openHosts.put(first, host);
        }
    }
}
