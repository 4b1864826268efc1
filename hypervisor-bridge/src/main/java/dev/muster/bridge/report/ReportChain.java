package dev.muster.bridge.report;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.ReportRegister;
import dev.muster.model.audit.AuditEntry;
import dev.muster.model.audit.AuditQuery;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportId;
import dev.muster.model.report.ReportQuery;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds the register, the files and the audit against each other. What the audit says of a report is believed, since it is a chain
 * of its own; the register and the files have to agree with it.
 */
final class ReportChain {
    private final ReportGround ground;
    private final ReportFiles files;

    ReportChain(ReportGround ground, ReportFiles files) {
        this.ground = ground;
        this.files = files;
    }

    /** Returns all reports that the audit has, the oldest first. */
    List<MadeReport> audited() {
        return ground.audit().of(ReportGround.MADE).stream()
                .map(entry -> Json.read(entry.detail(), MadeReport.class))
                .toList();
    }

    /** Reads the whole register, and of each report that is kept the files. */
    ReportQuery.Chain verify() {
        // read first: what is made meanwhile is then in the audit and not missing there
        List<ReportRegister.Row> rows = ground.register().all();
        Map<String, String> made = new LinkedHashMap<>();
        ground.audit().of(ReportGround.MADE).forEach(entry -> made.put(entry.subject(), entry.detail()));
        AuditQuery.Verdict audit = ground.audit().verify();
        List<String> faults = new ArrayList<>();
        places(rows, faults);
        Set<String> deleted = ground.audit().of(ReportGround.DELETED).stream()
                .filter(entry -> entry.outcome() == AuditEntry.Outcome.ACCEPTED)
                .map(AuditEntry::subject)
                .collect(Collectors.toSet());
        rows.forEach(row -> row(row, made, deleted, faults));
        Set<String> registered =
                rows.stream().map(ReportRegister.Row::id).collect(Collectors.toCollection(HashSet::new));
        long newest = rows.isEmpty() ? 0 : rows.getLast().number();
        made.forEach((id, detail) -> {
            if (!registered.contains(id)
                    && (isOld(detail, newest) || ground.register().find(id).isEmpty())) {
                faults.add("The audit has the report " + id + ", and the register does not.");
            }
        });
        return new ReportQuery.Chain(rows.size(), faults, audit.entries(), audit.firstBreak());
    }

    private static boolean isOld(String detail, long newest) {
        return Json.read(detail, MadeReport.class).number() <= newest;
    }

    private static void places(List<ReportRegister.Row> rows, List<String> faults) {
        long number = 0;
        String previous = "";
        for (ReportRegister.Row row : rows) {
            number++;
            if (row.number() != number) {
                faults.add("The register has no report number " + number + ".");
                number = row.number();
            } else if (!row.previous().equals(previous)) {
                faults.add("The report " + row.id() + " does not name the report before it.");
            }
            previous = row.json();
        }
    }

    private void row(ReportRegister.Row row, Map<String, String> made, Set<String> deleted, List<String> faults) {
        String said = made.get(row.id());
        switch (row.state()) {
            case OPEN, WITHDRAWN -> {
                // what was made since the rows were read is in its place by now
                boolean since = ground.register()
                        .find(row.id())
                        .filter(now -> now.state() == ReportRegister.State.MADE)
                        .isPresent();
                if (said != null && !since) {
                    faults.add("The audit has the report " + row.id() + ", and the register says it was never made.");
                }
            }
            case DELETED -> {
                if (!deleted.contains(row.id())) {
                    faults.add(
                            "The register says that the report " + row.id() + " was deleted, and the audit does not.");
                }
                compare(row, said == null ? "" : said, faults);
            }
            case MADE -> {
                if (compare(row, said == null ? "" : said, faults)) {
                    whole(Json.read(row.body(), MadeReport.class), faults);
                }
            }
        }
    }

    private static boolean compare(ReportRegister.Row row, String said, List<String> faults) {
        if (!row.body().equals(said)) {
            faults.add("What the register says of the report " + row.id() + " is not what the audit says.");
            return false;
        }
        MadeReport made = Json.read(said, MadeReport.class);
        if (made.number() != row.number()
                || !made.jsonSha256().equals(row.json())
                || !made.previous().equals(row.previous())) {
            faults.add("The place of the report " + row.id() + " in the register is not what the audit says.");
            return false;
        }
        return true;
    }

    private void whole(MadeReport made, List<String> faults) {
        ReportId id = made.id();
        for (MadeReport.File file : made.files()) {
            if (!files.isWhole(id, file)) {
                faults.add("The file " + file.format().name() + " of the report " + id
                        + " is missing or is not the one that was written.");
            }
        }
    }
}
