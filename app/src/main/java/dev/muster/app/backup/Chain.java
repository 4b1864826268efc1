package dev.muster.app.backup;

import dev.muster.model.backup.BackupQuery.Point;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A restore point with all it lies upon.
 *
 * @param points the full one first, the point itself last
 * @param missing the name of a point that should be there and is not; empty where the chain is whole
 */
record Chain(List<Point> points, Optional<String> missing) {
    Chain {
        points = List.copyOf(points);
    }

    /** The chain of a point among those of its VM. */
    static Chain of(Point point, Collection<Point> all) {
        Map<String, Point> byName = new HashMap<>();
        for (Point one : all) {
            if (one.id().repository().equals(point.id().repository())
                    && one.id().vm().equals(point.id().vm())) {
                byName.put(one.id().name(), one);
            }
        }
        List<Point> chain = new ArrayList<>(List.of(point));
        Optional<String> parent = point.manifest().parent();
        while (parent.isPresent()) {
            Point below = byName.remove(parent.get());
            if (below == null) {
                return new Chain(chain, parent);
            }
            chain.addFirst(below);
            parent = below.manifest().parent();
        }
        return new Chain(chain, Optional.empty());
    }
}
