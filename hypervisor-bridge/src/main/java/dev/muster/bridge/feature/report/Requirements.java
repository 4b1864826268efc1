package dev.muster.bridge.feature.report;

import dev.muster.model.report.ReportPart.Answer;
import dev.muster.model.report.ReportPart.Clauses;
import java.util.List;

/** The requirements that reports are evidence for, in the words of docs/reports.md. */
public final class Requirements {
    /** The heading of the section. */
    public static final String HEADING = "Requirements answered";

    private Requirements() {}

    /** Returns the section with these answers. */
    public static Clauses of(Answer... answers) {
        return new Clauses("requirements", HEADING, List.of(answers));
    }

    /** ISO 22301:2019, 8.5: exercises and what came of them. */
    public static Answer iso22301(String... parts) {
        return new Answer(
                "ISO 22301:2019",
                "8.5",
                "Exercises and tests are reported with outcomes, recommendations and actions.",
                List.of(parts));
    }

    /** SOC 2, A1.3 of the trust services criteria: recovery procedures are tested. */
    public static Answer soc2(String... parts) {
        return new Answer("SOC 2", "A1.3", "Recovery procedures are tested, and the results are kept.", List.of(parts));
    }

    /** Delegated Regulation (EU) 2024/1774, article 25: results of continuity tests are documented. */
    public static Answer dora(String... parts) {
        return new Answer(
                "DORA RTS (EU) 2024/1774",
                "25",
                "Results of continuity tests are documented, and deficiencies are addressed.",
                List.of(parts));
    }

    /** Implementing Regulation (EU) 2024/2690, annex, 4.2: backups are tested and their integrity is checked. */
    public static Answer nis2(String... parts) {
        return new Answer(
                "NIS2 (EU) 2024/2690",
                "4.2",
                "Backups are checked for integrity, and their recovery is tested and documented.",
                List.of(parts));
    }
}
