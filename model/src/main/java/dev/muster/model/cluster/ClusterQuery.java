package dev.muster.model.cluster;

import dev.muster.model.command.Query;
import java.util.Optional;

/** What can be asked about clusters that is not in the image. */
public sealed interface ClusterQuery<R extends Record> extends Query<R> {
    /**
     * What a deployment would do.
     *
     * @param cluster a cluster that is described
     * @param function the function that is scaled; empty to deploy
     * @param count to how many VMs it is scaled
     */
    record Plan(ClusterId cluster, Optional<String> function, int count) implements ClusterQuery<ClusterPlan> {
        @Override
        public Class<ClusterPlan> answer() {
            return ClusterPlan.class;
        }
    }
}
