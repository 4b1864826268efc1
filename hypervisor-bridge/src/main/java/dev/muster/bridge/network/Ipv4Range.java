package dev.muster.bridge.network;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The addresses of an IPv4 network.
 *
 * @param first the lowest, as a number
 * @param last the highest, as a number
 */
record Ipv4Range(long first, long last) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,3}){3})/(\\d{1,2})");

    /** The range of an address with prefix; empty for what is none, such as an IPv6 address. */
    static Optional<Ipv4Range> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || Integer.parseInt(form.group(2)) > 32) {
            return Optional.empty();
        }
        long size = 1L << (32 - Integer.parseInt(form.group(2)));
        long first = number(form.group(1)) / size * size;
        return Optional.of(new Ipv4Range(first, first + size - 1));
    }

    static long number(String address) {
        long number = 0;
        for (String part : address.split("\\.")) {
            number = number * 256 + Integer.parseInt(part);
        }
        return number;
    }

    boolean meets(Ipv4Range other) {
        return first <= other.last && other.first <= last;
    }

    /** Whether a host may have that address; the lowest and the highest are no host's. */
    boolean holds(String address) {
        long number = number(address);
        return number > first && number < last;
    }
}
