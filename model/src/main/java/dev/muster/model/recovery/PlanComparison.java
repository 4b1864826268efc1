package dev.muster.model.recovery;

import dev.muster.model.recovery.PlanDifference.Subject;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Finds the differences between two versions of a plan. */
final class PlanComparison {
    /** An item and the name of its tier, as that is called in the version after. */
    private record Placed(PlanItem item, String tier) {}

    private final PlanSpec before;
    private final PlanSpec after;
    private final List<PlanDifference> differences = new ArrayList<>();
    /** Names of tiers before, by what they are called after. */
    private final Map<String, String> renamed = new HashMap<>();

    PlanComparison(PlanSpec before, PlanSpec after) {
        this.before = before;
        this.after = after;
    }

    List<PlanDifference> differences() {
        compare(Subject.PLAN, "", PlanFields.of(before), PlanFields.of(after));
        findRenamed();
        compareTiers();
        compareItems();
        compareNetworks();
        return List.copyOf(differences);
    }

    private void findRenamed() {
        Set<String> old = names(before.tiers(), Tier::name);
        Set<String> present = names(after.tiers(), Tier::name);
        for (int tier = 0; tier < Math.min(before.tiers().size(), after.tiers().size()); tier++) {
            String from = before.tiers().get(tier).name();
            String to = after.tiers().get(tier).name();
            if (!present.contains(from) && !old.contains(to)) {
                renamed.put(from, to);
            }
        }
    }

    private static <T> Set<String> names(List<T> parts, Function<T, String> name) {
        return parts.stream().map(name).collect(Collectors.toCollection(HashSet::new));
    }

    private String nameAfter(Tier tier) {
        return renamed.getOrDefault(tier.name(), tier.name());
    }

    private void compareTiers() {
        Map<String, Tier> old = byName(before.tiers(), this::nameAfter);
        Map<String, Tier> present = byName(after.tiers(), Tier::name);
        old.forEach((name, tier) -> {
            if (!present.containsKey(name)) {
                differences.add(new PlanDifference.TierRemoved(tier.name()));
            }
        });
        Set<String> moved = moved(List.copyOf(old.keySet()), List.copyOf(present.keySet()));
        present.forEach((name, tier) -> {
            Tier one = old.get(name);
            if (one == null) {
                differences.add(new PlanDifference.TierAdded(name));
                return;
            }
            if (moved.contains(name)) {
                differences.add(new PlanDifference.TierMoved(name));
            }
            compare(
                    Subject.TIER,
                    name,
                    Map.of("name", one.name(), "limit", "" + one.limit()),
                    new TreeMap<>(Map.of("name", tier.name(), "limit", "" + tier.limit())));
        });
    }

    private void compareItems() {
        Map<String, Placed> old = placed(before, this::nameAfter);
        Map<String, Placed> present = placed(after, Tier::name);
        old.forEach((key, one) -> {
            if (!present.containsKey(key)) {
                differences.add(new PlanDifference.ItemRemoved(key, nameBefore(one.tier)));
            }
        });
        Set<String> moved = new HashSet<>();
        for (Tier tier : after.tiers()) {
            moved.addAll(moved(keysOf(old, present, tier.name()), keysOf(present, old, tier.name())));
        }
        present.forEach((key, one) -> {
            Placed other = old.get(key);
            if (other == null) {
                differences.add(new PlanDifference.ItemAdded(key, one.tier));
                return;
            }
            if (moved.contains(key) || !other.tier.equals(one.tier)) {
                differences.add(new PlanDifference.ItemMoved(key, nameBefore(other.tier), one.tier));
            }
            compare(Subject.ITEM, key, PlanFields.of(other.item), PlanFields.of(one.item));
        });
    }

    private String nameBefore(String nameAfter) {
        return renamed.entrySet().stream()
                .filter(entry -> entry.getValue().equals(nameAfter))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(nameAfter);
    }

    /** The keys of a tier in one version that are in the same tier of the other, in order. */
    private static List<String> keysOf(Map<String, Placed> one, Map<String, Placed> other, String tier) {
        return one.entrySet().stream()
                .filter(entry -> entry.getValue().tier.equals(tier))
                .map(Map.Entry::getKey)
                .filter(key -> other.containsKey(key) && other.get(key).tier.equals(tier))
                .toList();
    }

    private static Map<String, Placed> placed(PlanSpec plan, Function<Tier, String> name) {
        Map<String, Placed> placed = new LinkedHashMap<>();
        for (Tier tier : plan.tiers()) {
            tier.items().forEach(item -> placed.putIfAbsent(item.key(), new Placed(item, name.apply(tier))));
        }
        return placed;
    }

    private void compareNetworks() {
        Map<String, RecoveryNetwork> old = byName(before.networks(), RecoveryNetwork::name);
        Map<String, RecoveryNetwork> present = byName(after.networks(), RecoveryNetwork::name);
        old.keySet().stream()
                .filter(name -> !present.containsKey(name))
                .forEach(name -> differences.add(new PlanDifference.NetworkRemoved(name)));
        present.forEach((name, network) -> {
            RecoveryNetwork one = old.get(name);
            if (one == null) {
                differences.add(new PlanDifference.NetworkAdded(name));
            } else {
                compare(Subject.NETWORK, name, PlanFields.of(one), PlanFields.of(network));
            }
        });
    }

    private static <T> Map<String, T> byName(List<T> parts, Function<T, String> name) {
        Map<String, T> byName = new LinkedHashMap<>();
        parts.forEach(part -> byName.putIfAbsent(name.apply(part), part));
        return byName;
    }

    private void compare(Subject subject, String name, Map<String, String> from, Map<String, String> to) {
        Map<String, String> all = new LinkedHashMap<>(to);
        from.keySet().forEach(field -> all.putIfAbsent(field, ""));
        all.forEach((field, value) -> {
            String old = from.getOrDefault(field, "");
            if (!old.equals(value)) {
                differences.add(new PlanDifference.Changed(subject, name, field, old, value));
            }
        });
    }

    /** The fewest names that must be moved to come from one order to the other; names that only one of them has do not count. */
    static Set<String> moved(List<String> from, List<String> to) {
        Map<String, Integer> places = new HashMap<>();
        from.forEach(name -> places.put(name, places.size()));
        List<String> common = to.stream().filter(places::containsKey).toList();
        // those that stay are a longest ascending run of their old places, found by patience sorting
        List<Integer> tops = new ArrayList<>();
        int[] previous = new int[common.size()];
        for (int at = 0; at < common.size(); at++) {
            int place = places.getOrDefault(common.get(at), 0);
            int low = 0;
            int high = tops.size();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (places.getOrDefault(common.get(tops.get(middle)), 0) < place) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[at] = low == 0 ? -1 : tops.get(low - 1);
            if (low == tops.size()) {
                tops.add(at);
            } else {
                tops.set(low, at);
            }
        }
        Set<String> moved = new HashSet<>(common);
        for (int at = tops.isEmpty() ? -1 : tops.getLast(); at >= 0; at = previous[at]) {
            moved.remove(common.get(at));
        }
        return moved;
    }
}
