package dev.muster.bridge.job;

import dev.muster.bridge.json.Json;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.Step;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** What a definition makes of one command. */
record Plan(
        List<StepDefinition> steps,
        JobDefinition.OnRestart onRestart,
        JobDefinition.OnFailure onFailure,
        JobDefinition.OnFailure onCancel,
        Pace.Limits limits) {
    /** For a job of which nothing more is known than that it was begun. */
    static final Plan NOTHING = new Plan(
            List.of(),
            JobDefinition.OnRestart.RESUME,
            JobDefinition.OnFailure.KEEP,
            JobDefinition.OnFailure.KEEP,
            Pace.Limits.USUAL);

    Plan {
        steps = List.copyOf(steps);
        StepOrder.check(steps);
        checkIds(steps);
    }

    private static void checkIds(List<StepDefinition> steps) {
        Set<String> ids = new HashSet<>();
        for (StepDefinition step : steps) {
            if (step.id().isBlank() || !ids.add(step.id())) {
                throw new IllegalArgumentException("\"" + step.id() + "\" is not an id of one step alone");
            }
        }
    }

    /** One kind of job: ties a definition to the class of its command. */
    record Kind<C extends Command>(JobDefinition<C> definition) {
        String name() {
            return Json.typeName(definition.command());
        }

        JobDefinition.Prepared prepare(Command command, Principal by) {
            return definition.prepare(definition.command().cast(command), by);
        }

        JobDefinition.Claim claim(JobId job, Command command, Map<String, String> facts) {
            return definition.claim(job, definition.command().cast(command), facts);
        }

        JobQuery.Reversal reversal(Command command, Map<String, String> facts, List<Step> done) {
            return definition.reversal(definition.command().cast(command), facts, done);
        }

        Plan plan(Command command, Map<String, String> facts) {
            return new Plan(
                    definition.steps(definition.command().cast(command), facts),
                    definition.onRestart(),
                    definition.onFailure(),
                    definition.onCancel(),
                    definition.limits(definition.command().cast(command), facts));
        }
    }

    /** Where an operator has a say in a step. */
    Steering steering(StepRow step) {
        return steps.get(step.index()).steering();
    }

    List<StepRow> rows() {
        return IntStream.range(0, steps.size())
                .mapToObj(index -> StepRow.fresh(index, steps.get(index)))
                .toList();
    }

    /**
     * Whether these are the steps that were journaled for it. Names may have been reworded since, ids stay; steps journaled
     * before there were ids are known by their place.
     */
    boolean fits(List<StepRow> journaled) {
        return journaled.size() == steps.size()
                && journaled.stream().allMatch(row -> fits(row, steps.get(row.index())));
    }

    private static boolean fits(StepRow row, StepDefinition step) {
        return row.after().equals(step.after())
                && (row.id().isEmpty() || row.id().equals(step.id()));
    }

    /** Those that were journaled before there were ids, with the ids they have now. */
    List<StepRow> identified(List<StepRow> journaled) {
        return journaled.stream()
                .filter(row -> row.id().isEmpty() && row.index() < steps.size())
                .map(row -> row.identified(steps.get(row.index()).id()))
                .toList();
    }
}
