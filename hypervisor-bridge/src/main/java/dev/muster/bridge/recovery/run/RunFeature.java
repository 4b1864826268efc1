package dev.muster.bridge.recovery.run;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.Minting;
import dev.muster.bridge.points.PointAccess;
import dev.muster.bridge.recovery.net.RecoveryNets;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryQuery.SavedPlan;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;

/** Runs recovery plans. */
public final class RunFeature implements Feature {
    private final RunGround ground;

    /**
     * Keeps its evidence where that bridge keeps its state.
     *
     * @param points restore points
     * @param plans a version of a plan
     */
    public RunFeature(FeatureContext context, PointAccess points, BiFunction<PlanId, Long, SavedPlan> plans) {
        Path directory = context.directory().resolve("recovery");
        this.ground = new RunGround(
                new Lookup(context.connections(), context.inventory()),
                points,
                new RecoveryNets(directory.resolve("networks")),
                plans,
                new Programs(context.directory().resolve("programs")),
                Minting.secure(),
                directory.resolve("runs"));
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return List.of(new TestDefinition(ground));
    }
}
