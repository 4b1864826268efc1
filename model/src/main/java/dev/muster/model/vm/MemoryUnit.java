package dev.muster.model.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The units of libvirt's sizes (formatdomain.html, "Memory Allocation"): KB is 1000 bytes, KiB and k are 1024. */
final class MemoryUnit {
    private static final String PREFIXES = "kmgtpe";

    private MemoryUnit() {}

    /** Bytes of one such unit; no unit means KiB. */
    static long bytes(String unit) {
        String word = unit.toLowerCase(Locale.ROOT);
        if (word.isEmpty()) {
            return 1024;
        }
        if (word.equals("b") || word.equals("bytes")) {
            return 1;
        }
        int power = PREFIXES.indexOf(word.charAt(0)) + 1;
        long base = Map.of("", 1024L, "ib", 1024L, "b", 1000L).getOrDefault(word.substring(1), 0L);
        if (power == 0 || base == 0) {
            throw invalid("\"" + unit + "\" is not a unit of memory.");
        }
        long bytes = 1;
        for (int i = 0; i < power; i++) {
            bytes *= base;
        }
        return bytes;
    }

    /** Bytes of an amount in a unit. */
    static long bytes(String amount, String unit) {
        try {
            return Math.multiplyExact(Long.parseLong(amount.strip()), bytes(unit));
        } catch (NumberFormatException | ArithmeticException e) {
            throw invalid("\"" + amount + "\" is not an amount of memory.");
        }
    }

    /** The unit to write so many bytes in without loss: the one that was there if it will do. */
    static String fitting(long bytes, String before) {
        return bytes % bytes(before) == 0
                ? before
                : List.of("KiB", "bytes").stream()
                        .filter(unit -> bytes % bytes(unit) == 0)
                        .findFirst()
                        .orElse("bytes");
    }

    private static RuntimeException invalid(String what) {
        return Problem.of(ErrorCode.XML_INVALID, what, "Nothing was changed.", "Correct the XML and try again.")
                .toException();
    }
}
