package dev.muster.model.finding;

import static dev.muster.model.finding.FindingExamples.BEGUN;
import static dev.muster.model.finding.FindingExamples.CLEAN;
import static dev.muster.model.finding.FindingExamples.down;
import static dev.muster.model.finding.FindingExamples.machine;
import static dev.muster.model.finding.FindingExamples.plan;
import static dev.muster.model.finding.FindingExamples.run;
import static dev.muster.model.finding.FindingExamples.up;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.MusterException;
import dev.muster.model.job.JobId;
import dev.muster.model.job.StepState;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssessmentTest {
    private static final PlanSpec PLAN = plan(1, 2);

    private static List<Finding> assess(RunRecord run, List<Finding> known) {
        return new Assessment(run, PLAN).of(known, "f-" + run.summary().job(), BEGUN.plusSeconds(100));
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static FindingChange status(FindingStatus status) {
        return new FindingChange(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.of(status),
                Optional.empty(),
                Optional.empty());
    }

    private static RunRecord missed(String job) {
        return run(job, BEGUN.plusSeconds(60), RunResult.INCOMPLETE, CLEAN, up("m1"), down("m2"));
    }

    private static RunRecord passed(String job) {
        return run(job, BEGUN.plusSeconds(60), RunResult.SUCCEEDED, CLEAN, up("m1"), up("m2"));
    }

    @Test
    void a_machine_that_did_not_become_ready_is_raised_once_with_its_cause() {
        Finding raised = only(assess(missed("j1"), List.of()));
        assertThat(raised.title()).isEqualTo("m2 did not become ready.");
        assertThat(raised.cause()).isEqualTo("tcp:80 was not met in 90 s");
        assertThat(raised.severity()).isEqualTo(FindingSeverity.HIGH);
        assertThat(raised.status()).isEqualTo(FindingStatus.OPEN);
        assertThat(raised.raisedBy()).isEqualTo("anna");
        assertThat(assess(missed("j1"), List.of(raised))).as("assessed again").isEmpty();
    }

    @Test
    void what_is_found_again_is_noted_and_opens_what_was_said_to_be_mended() {
        Finding raised = only(assess(missed("j1"), List.of()));
        Finding again = only(assess(missed("j2"), List.of(raised)));
        assertThat(again.id()).isEqualTo(raised.id());
        assertThat(again.seen()).containsExactly(JobId.of("j2"));
        assertThat(assess(missed("j2"), List.of(again))).isEmpty();
        Finding fixed = status(FindingStatus.FIXED).of(again, "ben", BEGUN);
        assertThat(only(assess(missed("j3"), List.of(fixed))).status()).isEqualTo(FindingStatus.OPEN);
    }

    @Test
    void a_run_that_does_not_find_it_again_retests_it_and_closes_what_was_said_to_be_mended() {
        Finding raised = only(assess(missed("j1"), List.of()));
        Finding retested = only(assess(passed("j2"), List.of(raised)));
        assertThat(retested.retested()).contains(JobId.of("j2"));
        assertThat(retested.status()).as("nobody said why").isEqualTo(FindingStatus.OPEN);
        assertThat(assess(passed("j2"), List.of(retested))).isEmpty();
        Finding fixed = status(FindingStatus.FIXED).of(raised, "ben", BEGUN);
        assertThat(only(assess(passed("j2"), List.of(fixed))).status()).isEqualTo(FindingStatus.CLOSED);
        assertThat(assess(run("j2", BEGUN.plusSeconds(9), RunResult.CANCELLED, "", up("m1"), up("m2")), List.of(fixed)))
                .as("somebody cancelled it")
                .isEmpty();
    }

    @Test
    void what_is_found_again_after_it_was_closed_is_a_finding_of_its_own() {
        Finding raised = only(assess(missed("j1"), List.of()));
        Finding closed =
                only(assess(passed("j2"), List.of(status(FindingStatus.FIXED).of(raised, "ben", BEGUN))));
        Finding second = only(assess(missed("j3"), List.of(closed)));
        assertThat(second.id()).isNotEqualTo(closed.id());
        assertThat(second.run()).isEqualTo(JobId.of("j3"));
    }

    @Test
    void frames_outside_are_critical_and_missed_objectives_medium() {
        RunRecord run = run("j1", BEGUN.plusSeconds(60), RunResult.FAILED, "12 frames were seen on eth0", up("m1"));
        List<Finding> found = new ArrayList<>(new Assessment(
                        run,
                        PLAN.withObjectives(Optional.of(Duration.ofMinutes(1)), Optional.of(Duration.ofMinutes(5))))
                .of(List.of(), "f", BEGUN));
        assertThat(found)
                .extracting(Finding::source)
                .containsExactly(FindingSource.ISOLATION, FindingSource.RUN, FindingSource.DATA_AGE);
        assertThat(found)
                .extracting(Finding::severity)
                .containsExactly(FindingSeverity.CRITICAL, FindingSeverity.HIGH, FindingSeverity.MEDIUM);
        assertThat(found).extracting(finding -> finding.id().text()).containsExactly("f-1", "f-2", "f-3");
    }

    @Test
    void what_was_left_out_by_an_answer_or_not_reached_is_no_finding() {
        assertThat(assess(
                        run(
                                "j1",
                                BEGUN.plusSeconds(60),
                                RunResult.SUCCEEDED,
                                CLEAN,
                                machine(
                                        "m1",
                                        StepState.DONE,
                                        Optional.empty(),
                                        "left out by what a prompt was answered"),
                                machine("m2", StepState.SKIPPED, Optional.empty(), "")),
                        List.of()))
                .isEmpty();
    }

    @Test
    void closing_and_accepting_need_a_reason() {
        Finding raised = only(assess(missed("j1"), List.of()));
        assertThatThrownBy(() -> status(FindingStatus.CLOSED).of(raised, "ben", BEGUN))
                .isInstanceOf(MusterException.class)
                .hasMessageContaining("No run has shown that the finding is gone.");
        assertThatThrownBy(() -> status(FindingStatus.ACCEPTED).of(raised, "ben", BEGUN))
                .isInstanceOf(MusterException.class);
        Finding retested = only(assess(passed("j2"), List.of(raised)));
        assertThat(status(FindingStatus.CLOSED).of(retested, "ben", BEGUN).status())
                .isEqualTo(FindingStatus.CLOSED);
    }

    @Test
    void what_is_closed_is_not_overdue() {
        Finding raised = only(assess(missed("j1"), List.of()));
        Finding due = new FindingChange(
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("Ben"),
                        Optional.of(LocalDate.parse("2026-12-01")),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of("no need"))
                .of(raised, "ben", BEGUN);
        assertThat(due.isOverdue(LocalDate.parse("2026-12-01"))).isFalse();
        assertThat(due.isOverdue(LocalDate.parse("2026-12-02"))).isTrue();
        assertThat(status(FindingStatus.ACCEPTED).of(due, "ben", BEGUN).isOverdue(LocalDate.parse("2026-12-02")))
                .isFalse();
    }
}
