package dev.muster.bridge.report;

import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.model.report.ReportKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds who draws up the reports of a kind. */
final class ReportKinds {
    private final Map<ReportKind, ReportProvider> providers = new EnumMap<>(ReportKind.class);

    /**
     * Finds among those.
     *
     * @throws IllegalArgumentException when two of them draw up the same kind
     */
    ReportKinds(List<ReportProvider> providers) {
        for (ReportProvider provider : providers) {
            if (this.providers.put(provider.kind(), provider) != null) {
                throw new IllegalArgumentException("two providers of " + provider.kind());
            }
        }
    }

    /** Returns the provider of a kind; {@code NOT_SUPPORTED} where there is none. */
    ReportProvider of(ReportKind kind) {
        return Optional.ofNullable(providers.get(kind)).orElseThrow(() -> ReportProblems.noProvider(kind));
    }
}
