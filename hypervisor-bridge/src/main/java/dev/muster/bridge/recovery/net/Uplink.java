package dev.muster.bridge.recovery.net;

import java.util.Optional;
import java.util.Set;

/**
 * The way of a connected network to the host: a subnet of two addresses out of those that are set apart for tests between networks
 * (RFC 2544), which no production network has.
 *
 * @param name of its end on the host
 * @param number 0 to 1023
 */
record Uplink(String name, int number) {
    private static final long FIRST = Addresses.number("198.19.240.0");
    private static final int COUNT = 1024;

    /** A way whose address on the host nobody has; empty where all are taken. */
    static Optional<Uplink> free(String word, Set<String> taken) {
        int begin = Math.floorMod(word.hashCode(), COUNT);
        for (int each = 0; each < COUNT; each++) {
            Uplink link = of(word, (begin + each) % COUNT);
            if (!taken.contains(link.here())) {
                return Optional.of(link);
            }
        }
        return Optional.empty();
    }

    static Uplink of(String word, int number) {
        return new Uplink(word + "u", number);
    }

    /** The host's address. */
    String here() {
        return Addresses.text(FIRST + number * 4L + 1);
    }

    /** The namespace's address. */
    String there() {
        return Addresses.text(FIRST + number * 4L + 2);
    }
}
