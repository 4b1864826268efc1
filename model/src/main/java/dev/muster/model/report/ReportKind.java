package dev.muster.model.report;

import dev.muster.model.error.MusterException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a report is about. */
public enum ReportKind {
    /** One run of a recovery plan. */
    RUN("Recovery run report"),
    /** A recovery plan with its versions. */
    PLAN("Recovery plan report"),
    /** A boot verification of restore points. */
    BOOT_VERIFICATION("Boot verification report"),
    /** Backups. */
    BACKUP("Backup report"),
    /** A capture of a consistency group. */
    GROUP_CAPTURE("Consistency group capture report"),
    /** A deployment of a cluster. */
    CLUSTER_DEPLOYMENT("Cluster deployment report"),
    /** Any other job. */
    JOB("Job report"),
    /** Who did what, and when. */
    AUDIT("Audit report"),
    /** Hosts, VMs, networks and storage. */
    INVENTORY("Inventory report");

    private final String title;

    ReportKind(String title) {
        this.title = title;
    }

    /** Returns the English title, which is a message id. */
    public String title() {
        return title;
    }

    /** Returns the kind as the command line and addresses have it, such as {@code boot-verification}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Returns the kind of a word.
     *
     * @throws MusterException {@code USAGE_INVALID} for any other word
     */
    public static ReportKind of(String word) {
        return Arrays.stream(values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(() -> Refusals.refused(
                        "\"" + word + "\" is not a kind of report.",
                        "Use one of: "
                                + Arrays.stream(values()).map(ReportKind::word).collect(Collectors.joining(", "))
                                + "."));
    }
}
