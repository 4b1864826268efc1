package dev.muster.model.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.backup.PointId;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.job.JobId;
import dev.muster.model.job.StepState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RunComparisonTest {
    private static final Instant BEGUN = Instant.parse("2026-11-30T10:00:00Z");

    private static MachineRun machine(String key, long readyAfter) {
        return new MachineRun(
                key,
                key,
                new PointId(new RepositoryId("main"), new UUID(0, 1), "20261129T000000Z"),
                BEGUN,
                readyAfter < 0 ? StepState.WAIVED : StepState.DONE,
                Optional.of(BEGUN),
                Optional.of(BEGUN.plusSeconds(1)),
                readyAfter < 0 ? Optional.empty() : Optional.of(BEGUN.plusSeconds(readyAfter)),
                1,
                List.of(),
                "",
                "");
    }

    private static RunRecord run(String job, long took, MachineRun... machines) {
        return new RunRecord(
                new RunSummary(
                        JobId.of(job),
                        job,
                        PlanId.of("shop"),
                        1,
                        RunKind.TEST,
                        "anna",
                        BEGUN,
                        Optional.of(BEGUN.plusSeconds(took)),
                        RunResult.SUCCEEDED,
                        Optional.empty(),
                        Optional.of(Duration.ofSeconds(took)),
                        machines.length,
                        machines.length,
                        "",
                        List.of(),
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty()),
                List.of(machines));
    }

    @Test
    void each_machine_stands_beside_itself_and_those_that_are_gone_come_last() {
        RunComparison compared = RunComparison.of(
                Optional.of(run("1", 60, machine("old", 10), machine("web", 30), machine("db", 20))),
                run("2", 55, machine("db", 25), machine("web", -1), machine("new", 5)));
        assertThat(compared.machines()).extracting(RunComparison.Line::key).containsExactly("db", "web", "new", "old");
        assertThat(compared.machines())
                .extracting(RunComparison.Line::slower)
                .containsExactly(
                        Optional.of(Duration.ofSeconds(5)), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(compared.slower()).contains(Duration.ofSeconds(-5));
    }

    @Test
    void the_first_run_stands_alone() {
        RunComparison alone = RunComparison.of(Optional.empty(), run("1", 60, machine("db", 20)));
        assertThat(alone.slower()).isEmpty();
        assertThat(alone.machines()).singleElement().satisfies(line -> {
            assertThat(line.before()).isEmpty();
            assertThat(line.slower()).isEmpty();
        });
    }
}
