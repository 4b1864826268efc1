package dev.muster.bridge.feature.report;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What is wanted of a provider.
 *
 * @param about what exactly, such as the id of a job; may be empty
 * @param filters what limits the rows, by name
 * @param at when it was asked for
 */
public record ReportRequest(String about, Map<String, String> filters, Instant at) {
    public ReportRequest {
        filters = Map.copyOf(filters);
    }

    /**
     * Checks that no other filters are used.
     *
     * @throws MusterException {@code USAGE_INVALID} for another
     */
    public void requireFilters(List<String> known) {
        filters.keySet().stream()
                .filter(name -> !known.contains(name))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw refused(
                            "\"" + name + "\" is not a filter of this report.",
                            known.isEmpty()
                                    ? "Leave it out; this report has no filters."
                                    : "Use one of: " + String.join(", ", known) + ".");
                });
    }

    /** Returns a refusal of what makes no sense. */
    public static MusterException refused(String what, String todo) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "Nothing was changed.", todo)
                .toException();
    }
}
