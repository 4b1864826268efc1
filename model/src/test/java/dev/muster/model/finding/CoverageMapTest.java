package dev.muster.model.finding;

import static dev.muster.model.finding.FindingExamples.BEGUN;
import static dev.muster.model.finding.FindingExamples.CLEAN;
import static dev.muster.model.finding.FindingExamples.SHOP;
import static dev.muster.model.finding.FindingExamples.down;
import static dev.muster.model.finding.FindingExamples.plan;
import static dev.muster.model.finding.FindingExamples.run;
import static dev.muster.model.finding.FindingExamples.up;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.finding.CoverageMap.Coverage;
import dev.muster.model.finding.CoverageMap.FunctionCoverage;
import dev.muster.model.finding.CoverageMap.PlanExercise;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class CoverageMapTest {
    private static Vm vm(int number, String name) {
        return new Vm(
                FindingExamples.vm(number),
                name,
                "",
                "",
                VmState.RUNNING,
                "",
                Optional.empty(),
                1,
                0,
                0,
                true,
                false,
                false,
                "x86_64",
                "q35",
                "kvm",
                List.of(),
                List.of(),
                new TreeSet<>(),
                "");
    }

    private static SavedPlan saved(String plan, PlanSpec spec) {
        return new SavedPlan(PlanId.of(plan), 1, BEGUN, "anna", "", spec, List.of());
    }

    @Test
    void each_function_says_whether_it_was_exercised_and_each_plan_when_it_is_due() {
        PlanSpec shop = plan(1, 2, 3, 4);
        RunRecord good = run(
                "j2", BEGUN.plusSeconds(60), RunResult.INCOMPLETE, CLEAN, up("m1"), up("m2"), down("m3"), down("m4"));
        RunRecord old = run("j1", BEGUN.minus(Duration.ofDays(400)), RunResult.SUCCEEDED, CLEAN, up("m1"), up("m4"));
        CoverageMap map = CoverageMap.of(
                BEGUN.minus(Duration.ofDays(365)),
                BEGUN.plusSeconds(100),
                List.of(
                        vm(1, "db-01"),
                        vm(2, "web-01"),
                        vm(3, "web-02"),
                        vm(4, "mail"),
                        vm(5, "cache-1"),
                        vm(6, "queue")),
                List.of(saved("shop", shop), saved("other", plan(6))),
                Map.of(good, shop, old, shop));
        assertThat(map.functions())
                .extracting(FunctionCoverage::function, FunctionCoverage::state)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("cache", Coverage.NO_PLAN),
                        org.assertj.core.groups.Tuple.tuple("db", Coverage.EXERCISED),
                        org.assertj.core.groups.Tuple.tuple("mail", Coverage.LONG_AGO),
                        org.assertj.core.groups.Tuple.tuple("queue", Coverage.NEVER),
                        org.assertj.core.groups.Tuple.tuple("web", Coverage.PARTLY));
        FunctionCoverage web = map.functions().getLast();
        assertThat(List.of(web.vms(), web.planned(), web.exercised())).containsExactly(2, 2, 1);
        assertThat(web.plans()).containsExactly(SHOP);
        assertThat(map.functions().get(1).last().orElseThrow().run()).isEqualTo(JobId.of("j2"));
        assertThat(map.plans()).extracting(plan -> plan.plan().text()).containsExactly("other", "shop");
        assertThat(map.plans()).allMatch(plan -> plan.isDue(map.at()));
        PlanExercise due = map.plans().getLast();
        assertThat(due.last().orElseThrow().run())
                .as("only one that succeeded counts")
                .isEqualTo(JobId.of("j1"));
        assertThat(due.due()).contains(BEGUN.minus(Duration.ofDays(400)).plus(PlanSpec.DEFAULT_TEST_VALIDITY));
    }
}
