package dev.muster.bridge.feature.report;

import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import java.time.Instant;
import java.util.List;

/** Sections that most reports have. */
public final class CommonParts {
    private CommonParts() {}

    /** Returns the section that says what failed, or that nothing did. */
    public static ReportPart failures(List<String> sentences) {
        return sentences.isEmpty()
                ? new ReportPart.Text("failures", "What failed", List.of("Nothing failed."), Severity.OK)
                : new ReportPart.Text("failures", "What failed", sentences, Severity.FAILED);
    }

    /** Returns the section that says what the report covers, what it leaves out, and why. */
    public static ReportPart scope(String... sentences) {
        return new ReportPart.Text("scope", "Scope and what was left out", List.of(sentences), Severity.NONE);
    }

    /** Returns the section with the clock by which the times in the report are. */
    public static ReportPart clock(Instant at) {
        return new ReportPart.Facts(
                "clock",
                "Times in this report",
                List.of(
                        new Fact("Time zone", ReportValue.code("UTC")),
                        new Fact("Clock of the bridge when this was gathered", ReportValue.at(at))));
    }

    /** Returns the lines for signatures. */
    public static ReportPart signOff(String... roles) {
        return new ReportPart.SignOff("sign-off", "Signatures", List.of(roles));
    }
}
