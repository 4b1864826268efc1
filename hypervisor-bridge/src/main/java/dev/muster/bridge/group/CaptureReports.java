package dev.muster.bridge.group;

import static dev.muster.model.report.ReportValue.at;
import static dev.muster.model.report.ReportValue.bytes;
import static dev.muster.model.report.ReportValue.code;
import static dev.muster.model.report.ReportValue.message;
import static dev.muster.model.report.ReportValue.none;
import static dev.muster.model.report.ReportValue.state;
import static dev.muster.model.report.ReportValue.text;
import static dev.muster.model.report.ReportValue.took;

import dev.muster.bridge.feature.report.CommonParts;
import dev.muster.bridge.feature.report.ReportDraft;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.feature.report.ReportRequest;
import dev.muster.bridge.feature.report.Requirements;
import dev.muster.model.backup.PointManifest.Consistency;
import dev.muster.model.error.Problem;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupQuery.Listed;
import dev.muster.model.group.GroupSet;
import dev.muster.model.group.SetId;
import dev.muster.model.report.ReportHead.RowCount;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Bar;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportPart.Span;
import dev.muster.model.report.ReportResult;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.util.List;
import java.util.Optional;

/**
 * Reports on captures of consistency groups: one set.
 *
 * @param ground where sets are
 */
record CaptureReports(GroupGround ground) implements ReportProvider {
    private static final String RULE =
            "A capture passes when all members were held still, captured and let go within the deadline and each can be restored.";

    @Override
    public ReportKind kind() {
        return ReportKind.GROUP_CAPTURE;
    }

    @Override
    public ReportDraft draft(ReportRequest request) {
        request.requireFilters(List.of());
        SetId id = SetId.of(request.about());
        Listed listed = ground.points().answer(() -> ground.sets().listed(Optional.of(id.group()))).stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> ground.sets().absent(id));
        GroupSet set = listed.set();
        boolean late = set.lockTime().compareTo(set.deadline()) > 0;
        return new ReportDraft(
                id.text(),
                result(listed, late),
                List.of(),
                List.of(new RowCount("Members", set.members().size())),
                List.of(
                        CommonParts.failures(
                                listed.problem().map(Problem::what).stream().toList()),
                        facts(listed),
                        members(set),
                        new ReportPart.Gantt(
                                "times",
                                "When each member stood still",
                                set.members().stream().map(CaptureReports::bar).toList(),
                                List.of("ISO 22301 8.5")),
                        CommonParts.scope(
                                "The report has one set as it is written in its repository.",
                                "Times of members are on the clock of the bridge, from when the first was asked to stand still."),
                        CommonParts.clock(request.at()),
                        Requirements.of(
                                Requirements.iso22301("capture", "times"),
                                Requirements.soc2("members"),
                                Requirements.nis2("members")),
                        CommonParts.signOff("Backup operator", "Reviewer")));
    }

    private static ReportResult result(Listed listed, boolean late) {
        if (listed.problem().isPresent() || late) {
            return new ReportResult("Failed", Severity.FAILED, RULE);
        }
        return new ReportResult("Passed", Severity.OK, RULE);
    }

    private static ReportPart facts(Listed listed) {
        GroupSet set = listed.set();
        return new ReportPart.Facts(
                "capture",
                "Capture",
                List.of(
                        new Fact("Group", text(set.group().text())),
                        new Fact("Captured", at(set.captured())),
                        new Fact(
                                "Held still by",
                                message(
                                        set.lock() == GroupLock.PAUSE
                                                ? "Pausing the VMs"
                                                : "Freezing their file systems")),
                        new Fact("Deadline", took(set.deadline())),
                        new Fact("Longest standstill", took(set.lockTime())),
                        new Fact("Difference between the captures", took(set.captureSpread())),
                        new Fact("Largest clock error of a host", took(set.clockError())),
                        new Fact("Bytes stored", bytes(set.stored())),
                        new Fact(
                                "Verified",
                                listed.verified().map(ReportValue::at).orElse(none()))));
    }

    private static ReportPart members(GroupSet set) {
        return new ReportPart.Table(
                "members",
                "Members",
                List.of(
                        new Column("Name", ValueType.TEXT),
                        new Column("Host", ValueType.TEXT),
                        new Column("Restore point", ValueType.CODE),
                        new Column("Consistency", ValueType.STATE),
                        new Column("Stood still", ValueType.DURATION),
                        new Column("Bytes read", ValueType.BYTES),
                        new Column("Bytes stored", ValueType.BYTES)),
                set.members().stream()
                        .map(member -> List.of(
                                text(member.name()),
                                text(member.vm().host().text()),
                                code(member.point()),
                                consistency(member.consistency()),
                                took(member.times().still()),
                                bytes(member.read()),
                                bytes(member.stored())))
                        .toList(),
                List.of("NIS2 4.2"));
    }

    private static ReportValue consistency(Consistency consistency) {
        return switch (consistency) {
            case OFF -> state("VM was off", Severity.OK);
            case CRASH -> state("As after a power cut", Severity.WARNING);
            case FROZEN -> state("File systems frozen", Severity.OK);
        };
    }

    private static Bar bar(GroupSet.Member member) {
        return new Bar(
                member.name(),
                Optional.empty(),
                Optional.of(new Span(member.times().asked(), member.times().released())),
                state("Captured", Severity.OK));
    }
}
