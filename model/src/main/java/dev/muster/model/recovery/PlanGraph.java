package dev.muster.model.recovery;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * What waits for what in a plan: an item for its needs, for the prompt that decides whether it is skipped, and for all items of
 * the tiers before. Keys the plan does not have are passed over; of several items with one key the first is meant.
 */
public final class PlanGraph {
    private final List<PlanItem> items;
    private final int[] tiers;
    private final int[] tierStarts;
    private final Map<String, Integer> indices = new HashMap<>();
    private final int[][] waits;

    private PlanGraph(PlanSpec plan) {
        items = plan.items();
        tiers = new int[items.size()];
        tierStarts = new int[plan.tiers().size() + 1];
        int item = 0;
        for (int tier = 0; tier < plan.tiers().size(); tier++) {
            tierStarts[tier] = item;
            for (PlanItem one : plan.tiers().get(tier).items()) {
                tiers[item] = tier;
                indices.putIfAbsent(one.key(), item++);
            }
        }
        tierStarts[plan.tiers().size()] = item;
        waits = items.stream()
                .map(one -> one.waitsFor().stream()
                        .map(indices::get)
                        .filter(index -> index != null)
                        .mapToInt(Integer::intValue)
                        .distinct()
                        .toArray())
                .toArray(int[][]::new);
    }

    /** The graph of a plan; takes time in proportion to its items and needs. */
    public static PlanGraph of(PlanSpec plan) {
        return new PlanGraph(plan);
    }

    /**
     * A chain of items of which each waits for the next.
     *
     * @param keys the first is also the last
     * @param throughTiers whether an item of it waits for the next because that is in an earlier tier
     */
    public record Cycle(List<String> keys, boolean throughTiers) {
        public Cycle {
            keys = List.copyOf(keys);
        }

        /** Such as {@code a → b → a}. */
        public String text() {
            return String.join(" → ", keys);
        }
    }

    /**
     * Returns the cycle that would arise if an item needed another; empty where none would, or the plan has no such items. Takes
     * time in proportion to the items and needs of the plan.
     */
    public Optional<Cycle> cycleWith(String key, String need) {
        Integer from = indices.get(key);
        Integer to = indices.get(need);
        return from == null || to == null ? Optional.empty() : back(from, to, true);
    }

    /**
     * Returns cycles, in the order of the items they begin with, such that each item on any cycle within a tier is on one of them,
     * and each need of an item on one of a later tier is one. Empty exactly where there is no cycle.
     */
    public List<Cycle> cycles() {
        List<Cycle> found = new ArrayList<>();
        boolean[] knotted = knotted();
        for (int item = 0; item < items.size(); item++) {
            for (int wait : waits[item]) {
                if (tiers[wait] > tiers[item]) {
                    found.add(new Cycle(List.of(key(item), key(wait), key(item)), true));
                }
            }
            if (knotted[item]) {
                Optional<Cycle> cycle = within(item);
                cycle.ifPresent(found::add);
                cycle.ifPresent(one -> one.keys().forEach(key -> knotted[indices.getOrDefault(key, 0)] = false));
            }
        }
        return List.copyOf(found);
    }

    /**
     * Returns the keys in an order in which each comes after all it waits for, those further up in the plan first. Items that can
     * never begin, because they are on a cycle or wait for one that is, are left out.
     */
    public List<String> order() {
        List<String> order = new ArrayList<>();
        for (int tier = 0; tier < tierStarts.length - 1; tier++) {
            int before = order.size();
            for (int item : sorted(tier, true)) {
                order.add(key(item));
            }
            if (order.size() - before < tierStarts[tier + 1] - tierStarts[tier]) {
                break;
            }
        }
        return List.copyOf(order);
    }

    /** Returns the keys an item waits for by itself, without those of earlier tiers. */
    public List<String> waitsFor(String key) {
        Integer item = indices.get(key);
        return item == null
                ? List.of()
                : Arrays.stream(waits[item]).mapToObj(this::key).toList();
    }

    /** Returns the keys of the items that wait for one by themselves. */
    public List<String> waitedForBy(String key) {
        Integer item = indices.get(key);
        List<String> found = new ArrayList<>();
        for (int other = 0; item != null && other < items.size(); other++) {
            for (int wait : waits[other]) {
                if (wait == item) {
                    found.add(key(other));
                }
            }
        }
        return found;
    }

    List<PlanItem> items() {
        return items;
    }

    int tier(int item) {
        return tiers[item];
    }

    int tierStart(int tier) {
        return tierStarts[tier];
    }

    int tierCount() {
        return tierStarts.length - 1;
    }

    int[] waits(int item) {
        return waits[item];
    }

    /** The index of the first item with that key; -1 where there is none. */
    int index(String key) {
        return indices.getOrDefault(key, -1);
    }

    private String key(int item) {
        return items.get(item).key();
    }

    /** A shortest cycle through an item that stays in its tier. */
    private Optional<Cycle> within(int item) {
        for (int wait : waits[item]) {
            if (tiers[wait] == tiers[item]) {
                Optional<Cycle> cycle = back(item, wait, false);
                if (cycle.isPresent()) {
                    return cycle;
                }
            }
        }
        return Optional.empty();
    }

    /** The cycle from an item to the next and back to it on the shortest way, over the tiers too or within its own only. */
    private Optional<Cycle> back(int item, int next, boolean overTiers) {
        int[] parents = new int[items.size()];
        Arrays.fill(parents, -1);
        boolean[] byTier = new boolean[items.size()];
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(next));
        parents[next] = next;
        int swept = 0;
        while (!open.isEmpty() && parents[item] < 0) {
            int one = open.remove();
            for (int wait : waits[one]) {
                if (parents[wait] < 0 && (overTiers || tiers[wait] == tiers[item])) {
                    parents[wait] = one;
                    open.add(wait);
                }
            }
            // each tier is swept once: whatever waits for it waits for all before it too
            for (; overTiers && swept < tiers[one]; swept++) {
                for (int earlier = tierStarts[swept]; earlier < tierStarts[swept + 1]; earlier++) {
                    if (parents[earlier] < 0) {
                        parents[earlier] = one;
                        byTier[earlier] = true;
                        open.add(earlier);
                    }
                }
            }
        }
        return parents[item] < 0 ? Optional.empty() : Optional.of(cycle(item, next, parents, byTier));
    }

    private Cycle cycle(int item, int next, int[] parents, boolean[] byTier) {
        ArrayDeque<String> keys = new ArrayDeque<>(List.of(key(item)));
        boolean throughTiers = false;
        for (int one = item; one != next; one = parents[one]) {
            throughTiers |= byTier[one];
            keys.addFirst(key(parents[one]));
        }
        keys.addFirst(key(item));
        return new Cycle(List.copyOf(keys), throughTiers);
    }

    /** The items that are on a cycle within their tier, and those that wait for one. */
    private boolean[] knotted() {
        boolean[] knotted = new boolean[items.size()];
        Arrays.fill(knotted, true);
        for (int tier = 0; tier < tierStarts.length - 1; tier++) {
            for (int item : sorted(tier, false)) {
                knotted[item] = false;
            }
        }
        return knotted;
    }

    /** The items of a tier in order, without those on cycles; with those that need one of a later tier, or without. */
    private List<Integer> sorted(int tier, boolean laterCounts) {
        int start = tierStarts[tier];
        int size = tierStarts[tier + 1] - start;
        int[] open = new int[size];
        List<List<Integer>> waiting = new ArrayList<>();
        for (int one = 0; one < size; one++) {
            waiting.add(new ArrayList<>());
        }
        PriorityQueue<Integer> ready = new PriorityQueue<>();
        for (int item = start; item < start + size; item++) {
            for (int wait : waits[item]) {
                if (tiers[wait] == tier) {
                    waiting.get(wait - start).add(item);
                    open[item - start]++;
                } else if (tiers[wait] > tier && laterCounts) {
                    open[item - start]++;
                }
            }
            if (open[item - start] == 0) {
                ready.add(item);
            }
        }
        List<Integer> order = new ArrayList<>();
        while (!ready.isEmpty()) {
            int item = ready.remove();
            order.add(item);
            for (int other : waiting.get(item - start)) {
                if (--open[other - start] == 0) {
                    ready.add(other);
                }
            }
        }
        return order;
    }
}
