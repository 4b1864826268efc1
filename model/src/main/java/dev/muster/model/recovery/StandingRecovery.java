package dev.muster.model.recovery;

import dev.muster.model.inventory.LiveObject;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A recovery whose machines stand in the place of production.
 *
 * @param id the plan it was run by; there is one at a time
 * @param job the recovery
 * @param kind unplanned or planned
 * @param since when it had ended
 * @param decideBy when the plan's time limit decides about it; empty where it has none, or somebody has decided
 * @param outcome what was decided about it
 * @param copies what its machines were captured from
 */
public record StandingRecovery(
        PlanId id,
        JobId job,
        RunKind kind,
        Instant since,
        Optional<Instant> decideBy,
        Optional<RunOutcome> outcome,
        List<OldCopy> copies)
        implements LiveObject {
    public StandingRecovery {
        copies = List.copyOf(copies);
    }

    /**
     * What a machine was captured from.
     *
     * @param key the machine in the plan
     * @param vm the VM
     * @param name what it is called
     * @param state whether it keeps off
     */
    public record OldCopy(String key, VmId vm, String name, State state) {}

    /** Whether an old machine keeps off. */
    public enum State {
        /** It is off, does not start with its host, and its cables are out. */
        KEPT_OFF,
        /** Its host does not answer; it is seen to once that does. */
        AWAITED,
        /** Its host answers, and it is being seen to. */
        RETURNED,
        /** It runs beside the machine that took its place. */
        ALIVE,
        /** Its host answers and has it no more. */
        GONE
    }

    /** The old machines that run beside those that took their place. */
    public List<OldCopy> alive() {
        return copies.stream().filter(copy -> copy.state() == State.ALIVE).toList();
    }
}
