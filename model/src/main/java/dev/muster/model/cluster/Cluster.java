package dev.muster.model.cluster;

import dev.muster.model.inventory.LiveObject;
import java.time.Instant;

/**
 * A virtualized application: VMs of several functions.
 *
 * @param id its name
 * @param spec as it is described
 * @param deployed whether its VMs were made
 * @param revision counts the changes of its description, from 1
 * @param changed when it was last changed
 */
public record Cluster(ClusterId id, ClusterSpec spec, boolean deployed, int revision, Instant changed)
        implements LiveObject {}
