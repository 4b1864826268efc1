package dev.muster.model.bridge;

import dev.muster.model.inventory.InventoryDelta;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import java.util.List;

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

    /** A job began, moved on or ended. */
    record JobChanged(Stamp stamp, Job job) implements BridgeEvent {}

    /** A job wrote a line into its log. */
    record JobLogged(Stamp stamp, JobId job, LogLine line) implements BridgeEvent {}
}
