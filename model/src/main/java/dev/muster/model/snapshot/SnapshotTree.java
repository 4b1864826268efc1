package dev.muster.model.snapshot;

import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All snapshots of a VM.
 *
 * @param vm which VM
 * @param snapshots parents before their children, older before younger
 * @param internalRefused why no internal one can be made now; empty when it can
 * @param externalRefused why no external one can be made now; empty when it can
 */
public record SnapshotTree(
        VmId vm, List<Snapshot> snapshots, Optional<Problem> internalRefused, Optional<Problem> externalRefused) {
    public SnapshotTree {
        snapshots = ordered(snapshots);
    }

    /** The one of that name. */
    public Optional<Snapshot> snapshot(String name) {
        return snapshots.stream().filter(one -> one.name().equals(name)).findFirst();
    }

    /** Those made directly upon it. */
    public List<Snapshot> children(String name) {
        return snapshots.stream()
                .filter(one -> one.parent().filter(name::equals).isPresent())
                .toList();
    }

    /** Those made upon it and upon those, without itself. */
    public List<Snapshot> descendants(String name) {
        List<Snapshot> found = new ArrayList<>();
        Set<String> above = new HashSet<>(Set.of(name));
        for (Snapshot one : snapshots) {
            if (one.parent().filter(above::contains).isPresent()) {
                above.add(one.name());
                found.add(one);
            }
        }
        return List.copyOf(found);
    }

    /** How many are above it, 0 for a root. */
    public int depth(Snapshot of) {
        int depth = 0;
        Optional<Snapshot> at = of.parent().flatMap(this::snapshot);
        while (at.isPresent() && depth < snapshots.size()) {
            depth++;
            at = at.get().parent().flatMap(this::snapshot);
        }
        return depth;
    }

    private static List<Snapshot> ordered(List<Snapshot> given) {
        List<Snapshot> byAge = given.stream()
                .sorted(Comparator.comparing(Snapshot::created).thenComparing(Snapshot::name))
                .toList();
        Set<String> names = new HashSet<>();
        byAge.forEach(one -> names.add(one.name()));
        List<Snapshot> ordered = new ArrayList<>();
        for (Snapshot one : byAge) {
            // a parent that is not there makes a root
            if (one.parent().filter(names::contains).isEmpty()) {
                add(one, byAge, ordered);
            }
        }
        return List.copyOf(ordered);
    }

    private static void add(Snapshot one, List<Snapshot> all, List<Snapshot> to) {
        to.add(one);
        all.stream()
                .filter(child -> child.parent().filter(one.name()::equals).isPresent() && !to.contains(child))
                .forEach(child -> add(child, all, to));
    }
}
