package dev.muster.bridge.backup;

import static dev.muster.model.report.ReportValue.at;
import static dev.muster.model.report.ReportValue.bytes;
import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.hash;
import static dev.muster.model.report.ReportValue.none;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;
import static dev.muster.model.report.ReportValue.took;

import dev.muster.bridge.feature.report.CommonParts;
import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.feature.report.Requirements;
import dev.muster.model.backup.BackupQuery.Point;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.backup.PointManifest.DiskContent;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.report.ReportHead.RowCount;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportResult;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Reports on backups: one restore point, or all of a VM, by its UUID or its id.
 *
 * @param repositories where restore points are kept
 */
record BackupReports(Repositories repositories) implements ReportProvider {
    private static final String RULE =
            "Backups pass when each restore point was read whole and found as it was captured; one that was never read is a warning.";

    @Override
    public ReportKind kind() {
        return ReportKind.BACKUP;
    }

    @Override
    public ReportDraft draft(ReportRequest request) {
        request.requireFilters(List.of());
        List<Point> points = points(request.about());
        List<String> damaged = points.stream()
                .filter(point -> point.verified().filter(one -> !one.passed()).isPresent())
                .map(point -> "The restore point " + point.id() + " is damaged.")
                .toList();
        List<List<ReportValue>> disks = points.stream()
                .flatMap(point -> point.manifest().disks().stream().map(disk -> disk(point, disk)))
                .toList();
        List<ReportPart> parts = new ArrayList<>();
        parts.add(CommonParts.failures(damaged));
        parts.add(points(points));
        parts.add(new ReportPart.Table(
                "disks",
                "Disks with their checksums",
                List.of(
                        new Column("Restore point", ValueType.CODE),
                        new Column("Disk", ValueType.CODE),
                        new Column("Size", ValueType.BYTES),
                        new Column("Bytes read", ValueType.BYTES),
                        new Column("Bytes stored", ValueType.BYTES),
                        new Column("SHA-256 of the image", ValueType.HASH)),
                disks,
                List.of("NIS2 4.2")));
        parts.add(CommonParts.scope(
                "The report has the restore points in the repositories that could be reached while it was gathered.",
                "Restore points in repositories that could not be reached are left out."));
        parts.add(CommonParts.clock(request.at()));
        parts.add(Requirements.of(
                Requirements.nis2("points", "disks"), Requirements.soc2("points"), Requirements.dora("failures")));
        parts.add(CommonParts.signOff("Backup operator", "Reviewer"));
        return new ReportDraft(
                points.getFirst().manifest().name(),
                result(points, damaged),
                List.of(),
                List.of(new RowCount("Restore points", points.size()), new RowCount("Disks", disks.size())),
                parts);
    }

    private List<Point> points(String about) {
        Optional<PointId> wanted = about.split("/", -1).length == 3 ? Optional.of(PointId.of(about)) : Optional.empty();
        UUID vm = wanted.map(PointId::vm).orElseGet(() -> uuid(about));
        List<Point> points = repositories.answer(() -> repositories.points(Optional.of(vm))).stream()
                .filter(point -> wanted.isEmpty() || point.id().equals(wanted.get()))
                .toList();
        if (points.isEmpty()) {
            throw absent(about);
        }
        return points;
    }

    private static UUID uuid(String about) {
        try {
            return UUID.fromString(about.substring(about.lastIndexOf('/') + 1));
        } catch (IllegalArgumentException e) {
            throw absent(about);
        }
    }

    private static MusterException absent(String about) {
        return Problem.of(
                        ErrorCode.POINT_NOT_FOUND,
                        "There is no restore point of \"" + about + "\" that can be reached.",
                        "Nothing was changed.",
                        "Give the id of a restore point or the UUID of a VM that has one.")
                .toException();
    }

    private static ReportResult result(List<Point> points, List<String> damaged) {
        if (!damaged.isEmpty()) {
            return new ReportResult("Failed", Severity.FAILED, RULE);
        }
        return points.stream().allMatch(point -> point.verified().isPresent())
                ? new ReportResult("Passed", Severity.OK, RULE)
                : new ReportResult("Passed with warnings", Severity.WARNING, RULE);
    }

    private static ReportPart points(List<Point> points) {
        return new ReportPart.Table(
                "points",
                "Restore points",
                List.of(
                        new Column("Restore point", ValueType.CODE),
                        new Column("Host", ValueType.TEXT),
                        new Column("Captured", ValueType.INSTANT),
                        new Column("Duration", ValueType.DURATION),
                        new Column("Consistency", ValueType.STATE),
                        new Column("Bytes stored", ValueType.BYTES),
                        new Column("Verified", ValueType.INSTANT),
                        new Column("Verification", ValueType.STATE)),
                points.stream().map(BackupReports::row).toList(),
                List.of("NIS2 4.2", "SOC 2 A1.3"));
    }

    private static List<ReportValue> row(Point point) {
        return List.of(
                code(point.id().text()),
                text(point.manifest().host()),
                at(point.manifest().captured()),
                took(point.manifest().took()),
                consistency(point.manifest().consistency()),
                bytes(point.manifest().stored()),
                point.verified().map(one -> at(one.at())).orElse(none()),
                point.verified()
                        .map(one -> one.passed() ? state("Passed", Severity.OK) : state("Failed", Severity.FAILED))
                        .orElse(state("Never verified", Severity.WARNING)));
    }

    private static ReportValue consistency(Consistency consistency) {
        return switch (consistency) {
            case OFF -> state("VM was off", Severity.OK);
            case CRASH -> state("As after a power cut", Severity.WARNING);
            case FROZEN -> state("File systems frozen", Severity.OK);
        };
    }

    private static List<ReportValue> disk(Point point, DiskContent disk) {
        return List.of(
                code(point.id().name()),
                code(disk.target()),
                bytes(disk.size()),
                bytes(disk.read()),
                bytes(disk.stored()),
                hash(disk.imageSha256()));
    }
}
