package dev.muster.bridge.job;

import dev.muster.bridge.json.Json;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobId;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** What a definition makes of one command. */
record Plan(List<StepDefinition> steps, JobDefinition.OnRestart onRestart, JobDefinition.OnFailure onFailure) {
    /** For a job of which nothing more is known than that it was begun. */
    static final Plan NOTHING = new Plan(List.of(), JobDefinition.OnRestart.RESUME, JobDefinition.OnFailure.KEEP);

    Plan {
        steps = List.copyOf(steps);
        StepOrder.check(steps);
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

        Plan plan(Command command, Map<String, String> facts) {
            return new Plan(
                    definition.steps(definition.command().cast(command), facts),
                    definition.onRestart(),
                    definition.onFailure());
        }
    }

    List<StepRow> rows() {
        return IntStream.range(0, steps.size())
                .mapToObj(index -> StepRow.fresh(index, steps.get(index)))
                .toList();
    }

    /** Whether these are the steps that were journaled for it. */
    boolean fits(List<StepRow> journaled) {
        return journaled.size() == steps.size()
                && journaled.stream()
                        .allMatch(row -> row.after()
                                        .equals(steps.get(row.index()).after())
                                && row.name().equals(steps.get(row.index()).name()));
    }
}
