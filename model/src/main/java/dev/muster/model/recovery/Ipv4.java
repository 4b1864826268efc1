package dev.muster.model.recovery;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Successive IPv4 addresses as numbers from 0 to 2^32 - 1.
 *
 * @param first the first; of a subnet its own address
 * @param last the last; of a subnet its broadcast address
 */
record Ipv4(long first, long last) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern ADDRESS = Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);
    private static final Pattern PREFIX = Pattern.compile("3[0-2]|[12]?\\d");

    /** The number of an address; empty where it is none. */
    static OptionalLong address(String text) {
        Matcher parts = ADDRESS.matcher(text);
        if (!parts.matches()) {
            return OptionalLong.empty();
        }
        long number = 0;
        for (int group = 1; group <= 4; group++) {
            number = number << 8 | Integer.parseInt(parts.group(group));
        }
        return OptionalLong.of(number);
    }

    /** The block written as {@code address/prefix}; empty where it is none, or the address is not the block's first. */
    static Optional<Ipv4> block(String text) {
        int slash = text.indexOf('/');
        if (slash < 0 || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        OptionalLong first = address(text.substring(0, slash));
        long size = 1L << (32 - Integer.parseInt(text.substring(slash + 1)));
        return first.isPresent() && first.getAsLong() % size == 0
                ? Optional.of(new Ipv4(first.getAsLong(), first.getAsLong() + size - 1))
                : Optional.empty();
    }

    /** The block around an address written as {@code address/prefix}; empty where a machine may not have it. */
    static Optional<Ipv4> around(String text) {
        int slash = text.indexOf('/');
        OptionalLong address = address(slash < 0 ? "" : text.substring(0, slash));
        if (address.isEmpty() || !PREFIX.matcher(text.substring(slash + 1)).matches()) {
            return Optional.empty();
        }
        long size = 1L << (32 - Integer.parseInt(text.substring(slash + 1)));
        long first = address.getAsLong() - address.getAsLong() % size;
        return Optional.of(new Ipv4(first, first + size - 1)).filter(block -> block.usable(address.getAsLong()));
    }

    /** Whether a machine may have that address: in the block, and neither the network's own nor its broadcast address. */
    boolean usable(long address) {
        return address > first && address < last;
    }

    boolean holds(long address) {
        return address >= first && address <= last;
    }

    boolean overlaps(Ipv4 other) {
        return first <= other.last && other.first <= last;
    }

    int prefix() {
        return 32 - Long.numberOfTrailingZeros(last - first + 1);
    }
}
