package dev.muster.bridge.job;

import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobId;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A job definition put together from functions, for work too small for a class of its own. What was begun is run again
 * after a restart.
 *
 * @param command the command it carries out
 * @param preparing as {@link JobDefinition#prepare}
 * @param stepping as {@link JobDefinition#steps}
 * @param claiming as {@link JobDefinition#claim}
 * @param onFailure what becomes of what was done when a step fails
 */
public record ComposedDefinition<C extends Command>(
        Class<C> command,
        BiFunction<C, Principal, JobDefinition.Prepared> preparing,
        BiFunction<C, Map<String, String>, List<StepDefinition>> stepping,
        Claiming<C> claiming,
        JobDefinition.OnFailure onFailure)
        implements JobDefinition<C> {
    /** Says what a job holds. */
    @FunctionalInterface
    public interface Claiming<C> {
        /** As {@link JobDefinition#claim}. */
        Claim claim(JobId job, C given, Map<String, String> facts);
    }

    /** One that holds nothing. */
    public ComposedDefinition(
            Class<C> command,
            BiFunction<C, Principal, JobDefinition.Prepared> preparing,
            BiFunction<C, Map<String, String>, List<StepDefinition>> stepping,
            JobDefinition.OnFailure onFailure) {
        this(command, preparing, stepping, (_, _, _) -> Claim.NOTHING, onFailure);
    }

    @Override
    public Claim claim(JobId job, C given, Map<String, String> facts) {
        return claiming.claim(job, given, facts);
    }

    @Override
    public Prepared prepare(C given, Principal by) {
        return preparing.apply(given, by);
    }

    @Override
    public List<StepDefinition> steps(C given, Map<String, String> facts) {
        return stepping.apply(given, facts);
    }

    @Override
    public OnRestart onRestart() {
        return OnRestart.RESUME;
    }
}
