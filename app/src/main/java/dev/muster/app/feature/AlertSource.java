package dev.muster.app.feature;

import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import java.time.Instant;
import java.util.Collection;
import java.util.List;

/** Finds what is wrong. Asked again after changes, at most once a second, on the window's thread. */
@FunctionalInterface
public interface AlertSource {
    /** What is wrong now. */
    List<Alert> find(InventoryImage image, Collection<Job> jobs, Instant now);
}
