package dev.muster.model.bridge;

import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a bridge tells its subscribers. A subscription begins with a {@link Snapshot}; each event after it has the next
 * sequence number. When a subscriber falls too far behind, or the bridge was restarted, another snapshot takes the place of
 * what was missed.
 */
public sealed interface BridgeEvent {
    /** Its place in the stream. */
    Stamp stamp();

    /**
     * Everything as it stands.
     *
     * @param stamp the last event it includes
     * @param inventory the image
     * @param jobs those not ended and the newest hundred that have
     */
    record Snapshot(Stamp stamp, InventoryImage inventory, List<Job> jobs) implements BridgeEvent {
        public Snapshot {
            jobs = List.copyOf(jobs);
        }
    }

    /** Something in the inventory changed. */
    record InventoryChanged(Stamp stamp, InventoryDelta delta) implements BridgeEvent {}

    /** A job began; or it moved on and is told whole, since the bridge cannot tell what of it changed. */
    record JobChanged(Stamp stamp, Job job) implements BridgeEvent {}

    /**
     * A job told before moved on or ended. Tells what changed: a job may have thousands of steps of which a few move.
     *
     * @param stamp its place in the stream
     * @param job how it stands, without steps
     * @param changed those of its steps that are not as they were, in order
     */
    record JobStepsChanged(Stamp stamp, Job job, List<Step> changed) implements BridgeEvent {
        public JobStepsChanged {
            changed = List.copyOf(changed);
        }

        /** Returns an event that tells how a job became another; empty where a change of steps cannot tell it. */
        public static Optional<JobStepsChanged> between(Stamp stamp, Job before, Job after) {
            List<Step> was = before.steps();
            List<Step> is = after.steps();
            if (was.size() != is.size()) {
                return Optional.empty();
            }
            List<Step> changed = new ArrayList<>();
            for (int at = 0; at < is.size(); at++) {
                if (is.get(at).index() != at) {
                    return Optional.empty();
                }
                if (!is.get(at).equals(was.get(at))) {
                    changed.add(is.get(at));
                }
            }
            return Optional.of(new JobStepsChanged(stamp, after.withSteps(List.of()), changed));
        }

        /** Returns the whole job, given as it was before. */
        public Job onto(Job before) {
            List<Step> steps = new ArrayList<>(before.steps());
            changed.forEach(step -> steps.set(step.index(), step));
            return job.withSteps(steps);
        }
    }

    /** A job wrote a line into its log. */
    record JobLogged(Stamp stamp, JobId job, LogLine line) implements BridgeEvent {}
}
