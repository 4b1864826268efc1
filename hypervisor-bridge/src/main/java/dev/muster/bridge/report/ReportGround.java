package dev.muster.bridge.report;

import dev.muster.bridge.audit.Audit;
import dev.muster.bridge.store.ReportRegister;

/**
 * What reports stand upon, beside what every feature does.
 *
 * @param register the register of reports
 * @param audit the audit, which has what the register says
 * @param version version of Muster
 * @param bridge what the bridge calls itself
 */
public record ReportGround(ReportRegister register, Audit audit, String version, String bridge) {
    /** The action of the audit under which it has a report that was made. */
    static final String MADE = "report.made";

    /** The action of the audit under which it has that the files of a report were deleted. */
    static final String DELETED = "report.delete";
}
