package dev.muster.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.bridge.open.ReportTransfers;
import dev.muster.bridge.testing.TinyGuest;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.finding.CoverageMap;
import dev.muster.model.finding.CoverageMap.Coverage;
import dev.muster.model.finding.CoverageMap.FunctionCoverage;
import dev.muster.model.finding.Finding;
import dev.muster.model.finding.FindingChange;
import dev.muster.model.finding.FindingCommand;
import dev.muster.model.finding.FindingId;
import dev.muster.model.finding.FindingQuery;
import dev.muster.model.finding.FindingSeverity;
import dev.muster.model.finding.FindingStatus;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.FailureRule;
import dev.muster.model.recovery.Gate;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.Readiness;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What tests of real guests find, what later ones retest, and which functions were exercised. */
@Tag("real")
class FindingsRealTest extends RecoveryScene {
    @Override
    List<String> names() {
        return List.of("db", "app");
    }

    @Override
    void machines() throws Exception {
        TinyGuest guest = TinyGuest.build();
        define(guest, "db", "muster.disk");
        define(guest, "app", "");
    }

    /** The database and whether it says a word; what it does not say is passed over. */
    private PlanSpec saying(String word) {
        PlanMachine db = machine("db", List.of())
                .withReadiness(new Readiness(List.of(new Gate.SerialText(word)), Duration.ofSeconds(40)))
                .withOnFailure(new FailureRule(0, FailureRule.Then.CONTINUE));
        return plan(tier("data", db));
    }

    private JobId tested() {
        JobId run = begin(false);
        assertThat(bridge.ended(run).state().isEnded()).isTrue();
        return run;
    }

    private Finding awaitFinding(Predicate<Finding> what) {
        bridge.awaitImage(
                image -> image.objects(Finding.class).values().stream().anyMatch(what));
        return bridge.bridge().inventory().objects(Finding.class).values().stream()
                .filter(what)
                .findFirst()
                .orElseThrow();
    }

    private static FindingChange owned(FindingStatus status) {
        return new FindingChange(
                Optional.empty(),
                Optional.empty(),
                Optional.of("the word of the gate was never said"),
                Optional.of("Ben"),
                Optional.of(LocalDate.parse("2030-01-31")),
                false,
                Optional.of(status),
                Optional.empty(),
                Optional.empty());
    }

    private FunctionCoverage covered(String function) {
        CoverageMap map = bridge.bridge().ask(new FindingQuery.Coverage(12));
        return map.functions().stream()
                .filter(one -> one.function().equals(function))
                .findFirst()
                .orElseThrow();
    }

    private String report(ReportKind kind, String about) {
        bridge.done(new ReportCommand.Make(kind, about, List.of(ReportFormat.HTML), ReportLanguage.EN, Map.of()));
        MadeReport report = bridge.bridge().inventory().objects(MadeReport.class).values().stream()
                .max(Comparator.comparingLong(MadeReport::number))
                .orElseThrow();
        return new String(
                ReportTransfers.fetch(bridge.bridge(), report.id(), ReportFormat.HTML), StandardCharsets.UTF_8);
    }

    @Test
    void a_gate_that_is_not_met_is_a_finding_until_a_later_run_meets_it() throws Exception {
        save(saying("a word that nobody says"));
        assertThat(covered("db").state()).isEqualTo(Coverage.NEVER);
        assertThat(covered("app").state()).isEqualTo(Coverage.NO_PLAN);

        JobId first = tested();
        Finding found = awaitFinding(finding -> finding.run().equals(first));
        assertThat(found.machine()).isEqualTo("db");
        assertThat(found.severity()).isEqualTo(FindingSeverity.HIGH);
        assertThat(found.cause()).contains("a word that nobody says");
        assertThat(covered("db").state()).as("it did not become ready").isEqualTo(Coverage.NEVER);
        assertThat(report(ReportKind.RUN, first.text()))
                .contains("db did not become ready.", found.id().text());

        bridge.done(new FindingCommand.Set(found.id(), owned(FindingStatus.OPEN)));
        JobId second = tested();
        Finding again = awaitFinding(finding -> finding.seen().contains(second));
        assertThat(again.id()).isEqualTo(found.id());
        assertThat(again.owner()).isEqualTo("Ben");

        bridge.done(new RecoveryCommand.Set(SHOP, saying(TinyGuest.ready("db")), 0, ""));
        bridge.done(new FindingCommand.Set(found.id(), owned(FindingStatus.FIXED)));
        assertThat(report(ReportKind.PLAN, SHOP.text())).contains("Said to be mended", "Ben", "2030-01-31");
        JobId third = tested();
        Finding closed = awaitFinding(finding -> finding.status() == FindingStatus.CLOSED);
        assertThat(closed.id()).isEqualTo(found.id());
        assertThat(closed.retested()).contains(third);
        assertThat(report(ReportKind.RUN, third.text()))
                .contains(
                        "Earlier findings that were not found again", found.id().text());

        assertThat(covered("db").state()).isEqualTo(Coverage.EXERCISED);
        assertThat(covered("db").last().orElseThrow().run()).isEqualTo(third);
        assertThat(bridge.bridge().ask(new FindingQuery.Coverage(12)).plans())
                .singleElement()
                .satisfies(plan -> assertThat(plan.due())
                        .contains(plan.last().orElseThrow().at().plus(PlanSpec.DEFAULT_TEST_VALIDITY)));

        assertThatThrownBy(() -> bridge.done(new FindingCommand.Set(FindingId.of("f-none"), owned(FindingStatus.OPEN))))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(ErrorCode.FINDING_NOT_FOUND));
        requireNothingLeft();
    }
}
