package dev.muster.bridge.recovery.net;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An IPv4 subnet.
 *
 * @param first its own address, as a number
 * @param prefix 0 to 32
 */
record Addresses(long first, int prefix) {
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern ADDRESS = Pattern.compile(OCTET + "\\." + OCTET + "\\." + OCTET + "\\." + OCTET);
    private static final Pattern PREFIX = Pattern.compile("3[0-2]|[12]?\\d");

    /** Whether it is one address in dotted form. */
    static boolean isAddress(String text) {
        return ADDRESS.matcher(text).matches();
    }

    /** Whether it is an address or a subnet such as {@code 10.7.0.0/24}. */
    static boolean isBlock(String text) {
        String[] parts = text.split("/", -1);
        return isAddress(parts[0])
                && (parts.length == 1
                        || (parts.length == 2 && PREFIX.matcher(parts[1]).matches()));
    }

    /** The number of an address; {@link IllegalArgumentException} where it is none. */
    static long number(String address) {
        Matcher parts = ADDRESS.matcher(address);
        if (!parts.matches()) {
            throw new IllegalArgumentException(address);
        }
        long number = 0;
        for (int group = 1; group <= 4; group++) {
            number = number << 8 | Integer.parseInt(parts.group(group));
        }
        return number;
    }

    static String text(long number) {
        return (number >> 24 & 255) + "." + (number >> 16 & 255) + "." + (number >> 8 & 255) + "." + (number & 255);
    }

    /** The subnet of an address or block; {@link IllegalArgumentException} where it is none. */
    static Addresses of(String block) {
        if (!isBlock(block)) {
            throw new IllegalArgumentException(block);
        }
        String[] parts = block.split("/", -1);
        int prefix = parts.length == 1 ? 32 : Integer.parseInt(parts[1]);
        long size = 1L << (32 - prefix);
        return new Addresses(number(parts[0]) / size * size, prefix);
    }

    long last() {
        return first + (1L << (32 - prefix)) - 1;
    }

    /** Whether a machine may have it: neither the subnet's own nor its broadcast address. */
    boolean usable(String address) {
        long number = number(address);
        return number > first && number < last();
    }

    boolean overlaps(Addresses other) {
        return first <= other.last() && other.first <= last();
    }

    /** Such as {@code 255.255.255.0}. */
    String mask() {
        return text((1L << 32) - (1L << (32 - prefix)));
    }

    @Override
    public String toString() {
        return text(first) + "/" + prefix;
    }
}
