package dev.muster.bridge.feature;

import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.job.JobId;
import java.util.function.Function;

/** Submits commands for people who asked for it earlier. */
@FunctionalInterface
public interface Submitter {
    /**
     * Submits a command as if they asked now: it is authorised, audited, validated and journaled before this returns.
     *
     * @param by who asked; may do what they may do now
     * @param requestKey the same key again returns the same job
     * @param alongside written in the transaction in which the job is journaled
     * @throws dev.muster.model.error.MusterException what is refused; {@code CERTIFICATE_REVOKED} where they may no longer
     *     come in
     */
    JobId submit(Command command, Principal by, String requestKey, Function<JobId, Work<?>> alongside);
}
