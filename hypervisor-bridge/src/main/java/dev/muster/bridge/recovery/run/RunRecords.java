package dev.muster.bridge.recovery.run;

import dev.muster.model.job.Job;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import dev.muster.model.job.Substep;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.PlanMachine;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import dev.muster.model.recovery.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells a run from its job. */
final class RunRecords {
    /** What facts begin with that say when a source was captured last. */
    static final String CAPTURED = "captured.";

    /** The fact of a job that brings a recovery home. */
    static final String HOME = "home";

    private RunRecords() {}

    static RunRecord of(Job job, Map<String, String> facts) {
        Decided decided = Decided.of(facts);
        Map<String, Step> steps = new HashMap<>();
        job.steps().forEach(step -> steps.put(step.id(), step));
        List<MachineRun> machines = new ArrayList<>();
        for (PlanMachine machine : decided.inOrder()) {
            Decided.Machine known = decided.machines().get(machine.key());
            Step step = steps.get(RunOrder.stepId(machine.key()));
            if (known != null && step != null) {
                machines.add(machine(machine.key(), known, step, facts));
            }
        }
        Instant begun = job.started().orElse(job.created());
        Optional<Instant> last =
                machines.stream().flatMap(machine -> machine.ready().stream()).max(Instant::compareTo);
        List<String> warnings = new ArrayList<>(decided.warnings());
        facts.forEach((name, value) -> {
            if (name.startsWith(SourceFence.UNFENCED)) {
                warnings.add(value);
            }
        });
        RunKind kind = facts.containsKey(HOME) ? RunKind.FAILBACK : decided.kind();
        RunSummary summary = new RunSummary(
                job.id(),
                decided.run(),
                decided.id(),
                decided.version(),
                kind,
                job.by(),
                begun,
                job.ended(),
                RunResult.of(kind, job),
                decided.spec().objective(),
                last.map(ready -> Duration.between(begun, ready)),
                machines.size(),
                (int) machines.stream()
                        .filter(machine -> machine.ready().isPresent())
                        .count(),
                facts.getOrDefault(TestDefinition.ISOLATION, ""),
                warnings,
                job.problem(),
                true,
                Optional.empty(),
                Optional.empty());
        return new RunRecord(summary, machines);
    }

    private static MachineRun machine(String key, Decided.Machine known, Step step, Map<String, String> facts) {
        List<String> evidence = MachineWork.evidence(key, facts);
        boolean cameUp = step.substeps().stream().anyMatch(part -> part.id().equals(MachineWork.BRINGING));
        Optional<Instant> ready = step.ended().filter(_ -> step.state() == StepState.DONE && cameUp);
        return new MachineRun(
                key,
                known.name(),
                known.point(),
                Optional.ofNullable(facts.get(CAPTURED + key))
                        .map(Instant::parse)
                        .orElse(known.captured()),
                step.state(),
                step.started(),
                step.substeps().stream()
                        .filter(part -> part.id().equals(MachineWork.BRINGING))
                        .findFirst()
                        .flatMap(Substep::ended),
                ready,
                step.attempt(),
                evidence,
                known.shape(),
                note(step, cameUp));
    }

    private static String note(Step step, boolean cameUp) {
        if (step.state() == StepState.DONE && !cameUp) {
            return "left out by what a prompt was answered";
        }
        String why = step.problem().map(problem -> problem.what()).orElse("");
        String decision =
                step.answers().isEmpty() ? "" : step.answers().getLast().reason();
        return decision.isEmpty() ? why : why.isEmpty() ? decision : why + " (" + decision + ")";
    }
}
