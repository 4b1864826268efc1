package dev.muster.bridge.cluster;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One range of a file's bytes (RFC 9110, 14.1.2). Several ranges in one request are answered with the whole, as is allowed.
 *
 * @param first the first byte; -1 for a range the file does not have
 * @param last the last byte; -1 for the whole
 */
record ByteRange(long first, long last) {
    static final ByteRange WHOLE = new ByteRange(0, -1);
    private static final ByteRange UNSATISFIABLE = new ByteRange(-1, -1);
    private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    static ByteRange parse(String header, long size) {
        Matcher found = FORM.matcher(header);
        if (!found.matches() || header.equals("bytes=-")) {
            return WHOLE;
        }
        if (found.group(1).isEmpty()) {
            long count = Math.min(size, Long.parseLong(found.group(2)));
            return count == 0 ? UNSATISFIABLE : new ByteRange(size - count, size - 1);
        }
        long first = Long.parseLong(found.group(1));
        long last = found.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(found.group(2)));
        if (first >= size) {
            return UNSATISFIABLE;
        }
        return last < first ? WHOLE : new ByteRange(first, last);
    }

    boolean isWhole() {
        return last < 0 && first >= 0;
    }

    boolean isUnsatisfiable() {
        return first < 0;
    }
}
