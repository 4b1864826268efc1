package dev.muster.bridge.recovery.run;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A search among points that go bad at some time and stay so, several at a time. Places count from the newest, 0. Where they go bad and good
 * again, a good one is found next to a bad one all the same.
 */
final class Bisection {
    private final int many;
    private final Set<Integer> goods = new HashSet<>();
    private final Set<Integer> bads = new HashSet<>();

    /** Among so many. */
    Bisection(int many) {
        this.many = many;
    }

    /** Notes what one is. */
    void told(int place, boolean good) {
        (good ? goods : bads).add(place);
    }

    /** The newest that is known to be good. */
    Optional<Integer> good() {
        return goods.stream().min(Integer::compare);
    }

    /** The oldest that is known to be bad and newer than every good one that is known. */
    Optional<Integer> bad() {
        int before = good().orElse(many);
        return bads.stream().filter(place -> place < before).max(Integer::compare);
    }

    /**
     * Those to be looked at next; none once it is found. The newest is among the first, as it is good most of the time.
     *
     * @param width so many at most
     */
    List<Integer> next(int width) {
        int good = good().orElse(many);
        int bad = bad().orElse(-1);
        int open = good - bad - 1;
        if (open <= 0) {
            return List.of();
        }
        int some = Math.min(Math.max(1, width), open);
        Set<Integer> places = new TreeSet<>();
        for (int each = 1; each <= some; each++) {
            places.add(bad + (int) ((long) (good - bad) * each / (some + 1)));
        }
        if (bad < 0) {
            List<Integer> first = new ArrayList<>(places);
            first.set(0, 0);
            return first;
        }
        return List.copyOf(places);
    }
}
