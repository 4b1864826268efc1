package dev.muster.model.finding;

import dev.muster.model.job.StepState;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import dev.muster.model.recovery.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run means for the register of findings, by stated rules.
 *
 * <p>Raised are: frames of a test seen outside its networks (critical); a machine that did not become ready, and a run that did not come
 * to its end for another reason (high); a missed recovery time objective and data older than the recovery point objective (medium). What
 * somebody cancelled raises nothing.
 *
 * <p>What is pending, or was accepted, of the same plan and about the same thing is not raised again: it is noted that it was seen again,
 * and what was said to be mended is open again. What a run could have found and did not is noted as retested by it, which closes what was
 * said to be mended.
 */
public final class Assessment {
    private final RunRecord record;
    private final RunSummary run;
    private final PlanSpec spec;

    /**
     * Of a run that has ended.
     *
     * @param spec what its plan said
     */
    public Assessment(RunRecord record, PlanSpec spec) {
        this.record = record;
        this.run = record.summary();
        this.spec = spec;
    }

    /**
     * The findings that are new or change, in their new state; none where the register says it all.
     *
     * @param known all findings of the plan
     * @param tail what the names of new ones end in, before their number
     * @param at when
     */
    public List<Finding> of(List<Finding> known, String tail, Instant at) {
        if (run.result() == RunResult.CANCELLED || run.result() == RunResult.RUNNING) {
            return List.of();
        }
        List<Finding> found = found(tail, at);
        List<Finding> changed = new ArrayList<>();
        for (Finding one : found) {
            Optional<Finding> same = known.stream()
                    .filter(other -> other.isSameAs(one) && other.status() != FindingStatus.CLOSED)
                    .findFirst();
            boolean noted = known.stream().anyMatch(other -> other.isSameAs(one) && other.isOf(run.job()));
            if (!noted) {
                changed.add(
                        same.map(other -> other.again(run.job(), run.by(), at)).orElse(one));
            }
        }
        for (Finding other : known) {
            if (other.status().isPending()
                    && !other.isOf(run.job())
                    && !other.retested().filter(run.job()::equals).isPresent()
                    && found.stream().noneMatch(other::isSameAs)
                    && isTried(other)) {
                changed.add(other.passed(run.job(), run.by(), at));
            }
        }
        return changed;
    }

    /** Whether the run could have found that again. */
    private boolean isTried(Finding finding) {
        return switch (finding.source()) {
            case OPERATOR -> false;
            case MACHINE ->
                record.machines().stream()
                        .anyMatch(machine -> machine.key().equals(finding.machine())
                                && machine.ready().isPresent());
            case ISOLATION -> run.kind() == RunKind.TEST && !run.isolation().isEmpty();
            case RUN -> run.result() == RunResult.SUCCEEDED;
            case RECOVERY_TIME -> run.inTime().isPresent() && run.result() == RunResult.SUCCEEDED;
            case DATA_AGE -> spec.ageObjective().isPresent() && run.result() == RunResult.SUCCEEDED;
        };
    }

    private List<Finding> found(String tail, Instant at) {
        List<Finding> all = new ArrayList<>();
        if (run.kind() == RunKind.TEST
                && !run.isolation().isEmpty()
                && !run.isolation().startsWith("0 frames")) {
            all.add(finding(
                    all,
                    tail,
                    at,
                    FindingSource.ISOLATION,
                    "",
                    "Frames of the test were seen outside its networks.",
                    FindingSeverity.CRITICAL,
                    run.isolation()));
        }
        for (MachineRun machine : record.machines()) {
            if (machine.ready().isEmpty() && isMissed(machine)) {
                all.add(finding(
                        all,
                        tail,
                        at,
                        FindingSource.MACHINE,
                        machine.key(),
                        machine.key() + " did not become ready.",
                        FindingSeverity.HIGH,
                        machine.note()));
            }
        }
        boolean told = all.stream().anyMatch(one -> one.source() == FindingSource.MACHINE);
        if (!told && (run.result() == RunResult.FAILED || run.result() == RunResult.INTERRUPTED)) {
            all.add(finding(
                    all,
                    tail,
                    at,
                    FindingSource.RUN,
                    "",
                    "The run did not come to its end.",
                    FindingSeverity.HIGH,
                    run.problem().map(problem -> problem.what()).orElse("")));
        }
        if (run.inTime().filter(inTime -> !inTime).isPresent()) {
            all.add(finding(
                    all,
                    tail,
                    at,
                    FindingSource.RECOVERY_TIME,
                    "",
                    "The recovery took longer than its objective.",
                    FindingSeverity.MEDIUM,
                    ""));
        }
        oldest().ifPresent(oldest -> {
            if (spec.ageObjective().filter(limit -> oldest.compareTo(limit) > 0).isPresent()) {
                all.add(finding(
                        all,
                        tail,
                        at,
                        FindingSource.DATA_AGE,
                        "",
                        "The data was older than its objective.",
                        FindingSeverity.MEDIUM,
                        ""));
            }
        });
        return all;
    }

    /**
     * One that failed, or that was gone on without. What was left out by an answer to a prompt was meant to be, and what was not reached,
     * or taken back with the rest, has no note.
     */
    private static boolean isMissed(MachineRun machine) {
        return machine.state() != StepState.DONE && !machine.note().isEmpty();
    }

    /** How old the oldest data was when the run began; a planned recovery and a failback capture it themselves. */
    private Optional<Duration> oldest() {
        return record.machines().stream()
                .map(machine -> Duration.between(machine.captured(), run.begun()))
                .max(Duration::compareTo);
    }

    private Finding finding(
            List<Finding> before,
            String tail,
            Instant at,
            FindingSource source,
            String machine,
            String title,
            FindingSeverity severity,
            String cause) {
        return new Finding(
                FindingId.of(tail + "-" + (before.size() + 1)),
                run.plan(),
                run.job(),
                source,
                machine,
                title,
                severity,
                cause,
                "",
                Optional.empty(),
                FindingStatus.OPEN,
                "",
                List.of(),
                Optional.empty(),
                run.by(),
                at,
                run.by(),
                at);
    }
}
