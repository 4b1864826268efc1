package dev.muster.bridge.job;

import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.Step;
import java.util.List;
import java.util.Map;

/**
 * How one command becomes work.
 *
 * @param <C> the command
 */
public interface JobDefinition<C extends Command> {
    /** The command it carries out. */
    Class<C> command();

    /**
     * Checks the command against the state of things and decides what must not change over a restart, such as a UUID minted
     * for a new VM. Changes nothing itself.
     *
     * @throws dev.muster.model.error.MusterException what is refused; no job comes into being then
     */
    Prepared prepare(C command, Principal by);

    /**
     * The steps. After a restart this is called again with the same command and facts and must give the same steps; it asks
     * no hypervisor and no clock.
     */
    List<StepDefinition> steps(C command, Map<String, String> facts);

    /**
     * Takes for the whole job what no other may touch meanwhile; it is let go when the job has ended. After a restart this is
     * called again before any other job is taken on, so it asks no hypervisor. Waits for nobody: who cannot have all of it
     * is refused, so no two jobs ever wait for each other.
     *
     * @throws dev.muster.model.error.MusterException what is refused; no job comes into being then
     */
    default Claim claim(JobId job, C command, Map<String, String> facts) {
        return Claim.NOTHING;
    }

    /**
     * What reverses what these steps did, for exactly what they changed and what is still as they left it.
     *
     * @param facts also those put by its steps
     * @param done the steps that were done
     */
    default JobQuery.Reversal reversal(C command, Map<String, String> facts, List<Step> done) {
        return JobQuery.Reversal.NONE;
    }

    /** What becomes of it when the bridge is killed while it runs. */
    OnRestart onRestart();

    /** What becomes of what was done when a step fails. */
    OnFailure onFailure();

    /** What becomes of what was done when the job is cancelled. */
    default OnFailure onCancel() {
        return onFailure();
    }

    /** How much of it runs at once. */
    default Pace.Limits limits(C command, Map<String, String> facts) {
        return Pace.Limits.USUAL;
    }

    /**
     * A job about to be journaled.
     *
     * @param title what it does, in words, such as {@code Start 3 VMs}
     * @param facts what must not change over a restart
     */
    record Prepared(String title, Map<String, String> facts) {
        public Prepared {
            facts = Map.copyOf(facts);
        }
    }

    /** What a job holds from before it is journaled until it has ended. */
    @FunctionalInterface
    interface Claim {
        /** Holds nothing. */
        Claim NOTHING = () -> {};

        /** Lets go; twice is once. */
        void release();
    }

    /** What becomes of a job when the bridge is killed while it runs. */
    enum OnRestart {
        /** Steps done stay done; those begun are run again. */
        RESUME,
        /** Steps done or begun are undone, the last first. */
        UNDO
    }

    /** What becomes of what was done when a step fails or the job is cancelled. */
    enum OnFailure {
        /** Steps done or begun are undone, the last first. */
        UNDO,
        /** What is done stays; steps that do not depend on the failed one go on. */
        KEEP
    }
}
