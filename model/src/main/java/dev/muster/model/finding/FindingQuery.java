package dev.muster.model.finding;

import dev.muster.model.command.Query;

/** What can be asked about exercises. */
public sealed interface FindingQuery<R extends Record> extends Query<R> {
    /**
     * Which functions were exercised, and which never.
     *
     * @param months how far back an exercise counts, 1 to 120
     */
    record Coverage(int months) implements FindingQuery<CoverageMap> {
        /** The usual period of auditors. */
        public static final int USUAL_MONTHS = 12;

        public Coverage {
            if (months < 1 || months > 120) {
                throw Refusals.refused(
                        "Exercises of that many months cannot be looked at: " + months + ".", "Use 1 to 120.");
            }
        }

        @Override
        public Class<CoverageMap> answer() {
            return CoverageMap.class;
        }
    }
}
