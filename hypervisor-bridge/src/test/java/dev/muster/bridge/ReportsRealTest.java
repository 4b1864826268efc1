package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.error.MusterException;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupMember;
import dev.muster.model.group.GroupQuery;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.recovery.BootCheck;
import dev.muster.model.recovery.BootCommand;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Reports on what real guests went through, in each format and both languages. */
@Tag("real")
class ReportsRealTest extends RecoveryScene {
    private static final GroupId PAIR = GroupId.of("pair");

    @Override
    List<String> names() {
        return List.of("db", "app");
    }

    @Override
    void machines() throws Exception {
        TinyGuest guest = TinyGuest.build();
        define(guest, "db", "muster.disk");
        define(guest, "app", "muster.fetch=db");
    }

    private PlanSpec site() {
        return plan(
                        tier(
                                "data",
                                machine(
                                        "db",
                                        List.of(),
                                        new Gate.SerialText(TinyGuest.ready("db")),
                                        new Gate.TcpPort(80))),
                        tier("front", machine("app", List.of(), new Gate.SerialText("fetched db: db"))))
                .withObjectives(Optional.of(Duration.ofMinutes(10)), Optional.of(Duration.ofHours(1)));
    }

    private static MadeReport of(Map<ReportKind, MadeReport> reports, ReportKind kind) {
        return Optional.ofNullable(reports.get(kind)).orElseThrow();
    }

    @Test
    void each_kind_is_made_of_what_happened_in_each_format_and_one_altered_byte_is_found() throws Exception {
        KeptReports kept = new KeptReports(bridge);
        save(site());
        JobId first = begin(false);
        assertThat(bridge.ended(first).state()).isEqualTo(JobState.DONE);
        JobId second = begin(false);
        assertThat(bridge.ended(second).state()).isEqualTo(JobState.DONE);
        Job boot = bridge.done(new BootCommand.VerifyBoot(
                List.of(),
                List.of(bridge.vm("db").id().uuid()),
                new BootCheck(
                        new Readiness(List.of(new Gate.SerialText(TinyGuest.ready("db"))), Duration.ofSeconds(90)),
                        Optional.of(512L),
                        Optional.of(pool()))));
        bridge.done(new GroupCommand.Create(new GroupSpec(
                PAIR,
                List.of(
                        new GroupMember.OfVm(bridge.vm("db").id()),
                        new GroupMember.OfVm(bridge.vm("app").id())),
                GroupLock.PAUSE,
                GroupSpec.USUAL_DEADLINE,
                NIGHTLY,
                KeepRule.ALL)));
        bridge.done(new GroupCommand.Capture(PAIR));
        String set = bridge.bridge()
                .ask(new GroupQuery.Sets(Optional.of(PAIR)))
                .sets()
                .getFirst()
                .id()
                .text();
        String point = bridge.bridge()
                .ask(new BackupQuery.Points(Optional.of(bridge.vm("db").id().uuid())))
                .points()
                .getFirst()
                .id()
                .text();

        Map<ReportKind, String> about = new LinkedHashMap<>();
        about.put(ReportKind.RUN, second.text());
        about.put(ReportKind.PLAN, SHOP.text());
        about.put(ReportKind.BOOT_VERIFICATION, boot.id().text());
        about.put(ReportKind.BACKUP, point);
        about.put(ReportKind.GROUP_CAPTURE, set);
        about.put(ReportKind.JOB, first.text());
        about.put(ReportKind.AUDIT, "");
        about.put(ReportKind.INVENTORY, "");
        Map<ReportKind, MadeReport> reports = new LinkedHashMap<>();
        about.forEach((kind, what) -> reports.put(kind, kept.require(kind, what)));

        String run = kept.text(of(reports, ReportKind.RUN), ReportFormat.HTML);
        assertThat(run)
                .contains("Test in isolated networks", "fetched db: db", "No frame of the test was seen outside")
                .contains("Alike", "anna", "10.77.0.10:80 accepted a connection");
        assertThat(kept.text(of(reports, ReportKind.RUN), ReportFormat.CSV))
                .contains("Succeeded")
                .contains(second.text());
        assertThat(kept.text(of(reports, ReportKind.BOOT_VERIFICATION), ReportFormat.HTML))
                .contains("Boots", point.split("/")[1]);
        assertThat(kept.text(of(reports, ReportKind.PLAN), ReportFormat.HTML)).contains("Next exercise due", "front");
        assertThat(kept.text(of(reports, ReportKind.GROUP_CAPTURE), ReportFormat.HTML))
                .contains("pair", "app");
        assertThat(kept.text(of(reports, ReportKind.AUDIT), ReportFormat.HTML)).contains("recovery.test");

        assertThatThrownBy(() -> kept.made(ReportKind.RUN, boot.id().text(), ReportLanguage.EN))
                .isInstanceOf(MusterException.class);
        requireNothingLeft();
    }
}
