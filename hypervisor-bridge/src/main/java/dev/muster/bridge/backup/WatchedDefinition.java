package dev.muster.bridge.backup;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Pace;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A job upon restore points whose work is broken off when the storage of a repository falls silent for long.
 *
 * @param work the job
 * @param repositories those of the bridge
 * @param storage what it works upon; nothing where that is not known before
 */
record WatchedDefinition<C extends Command>(
        JobDefinition<C> work, Repositories repositories, Function<Command, List<Path>> storage)
        implements JobDefinition<C> {
    @Override
    public Class<C> command() {
        return work.command();
    }

    @Override
    public Prepared prepare(C command, Principal by) {
        return repositories.look(storage.apply(command), () -> work.prepare(command, by));
    }

    @Override
    public List<StepDefinition> steps(C command, Map<String, String> facts) {
        List<Path> roots = storage.apply(command);
        return work.steps(command, facts).stream()
                .map(step -> step.doing(watched(roots, step.run()), watched(roots, step.undo())))
                .toList();
    }

    private StepDefinition.Action watched(List<Path> roots, StepDefinition.Action action) {
        return action.equals(StepDefinition.NOTHING) ? action : context -> run(roots, action, context);
    }

    private void run(List<Path> roots, StepDefinition.Action action, StepContext context) throws InterruptedException {
        try {
            repositories.work(roots, context, () -> {
                action.run(context);
                return action;
            });
        } catch (IOException e) {
            throw new IllegalStateException(e); // an action throws none
        }
    }

    @Override
    public Claim claim(JobId job, C command, Map<String, String> facts) {
        return work.claim(job, command, facts);
    }

    @Override
    public OnRestart onRestart() {
        return work.onRestart();
    }

    @Override
    public OnFailure onFailure() {
        return work.onFailure();
    }

    @Override
    public OnFailure onCancel() {
        return work.onCancel();
    }

    @Override
    public Pace.Limits limits(C command, Map<String, String> facts) {
        return work.limits(command, facts);
    }
}
