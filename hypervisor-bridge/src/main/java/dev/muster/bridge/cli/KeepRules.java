package dev.muster.bridge.cli;

import dev.muster.model.backup.KeepRule;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Map;
import java.util.TreeMap;

/** How a rule is written of what is kept: {@code last=3,daily=7,weekly=4}. */
final class KeepRules {
    private KeepRules() {}

    /** Reads a rule; {@code USAGE_INVALID}. */
    static KeepRule parse(String text) {
        Map<String, Integer> counts = new TreeMap<>();
        for (String part : text.split(",", -1)) {
            if (!part.matches("(last|hourly|daily|weekly|monthly|yearly)=[0-9]{1,4}")) {
                throw Problem.of(
                                ErrorCode.USAGE_INVALID,
                                "\"" + part + "\" is no rule; one is such as last=3,daily=7,weekly=4,monthly=12.",
                                "Nothing was changed.",
                                "Correct the rule.")
                        .toException();
            }
            counts.put(part.substring(0, part.indexOf('=')), Integer.parseInt(part.substring(part.indexOf('=') + 1)));
        }
        return new KeepRule(
                counts.getOrDefault("last", 0),
                counts.getOrDefault("hourly", 0),
                counts.getOrDefault("daily", 0),
                counts.getOrDefault("weekly", 0),
                counts.getOrDefault("monthly", 0),
                counts.getOrDefault("yearly", 0));
    }
}
