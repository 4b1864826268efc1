package dev.muster.bridge.group;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.feature.report.ReportProvider;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.inventory.VmClaims;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.points.PointAccess;
import dev.muster.model.group.GroupQuery;
import java.util.ArrayList;
import java.util.List;

/** Consistency groups: VMs that are captured at one instant and come back as one set. */
public final class GroupFeature implements Feature {
    private final GroupGround ground;
    private final LockWatches watches;
    private final Forecasts forecasts;

    /**
     * Keeps its lock files where that bridge keeps its state.
     *
     * @param claims holds VMs while they are worked on
     * @param points restore points
     */
    public GroupFeature(FeatureContext context, VmClaims claims, PointAccess points) {
        this.ground = new GroupGround(
                new Lookup(context.connections(), context.inventory()),
                new Groups(context),
                new Sets(points),
                points,
                claims,
                context.clock());
        this.watches = new LockWatches(context.directory().resolve("groups"));
        this.forecasts = new Forecasts(ground);
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        List<JobDefinition<?>> all = new ArrayList<>(new GroupDefinitions(ground).definitions());
        all.addAll(new SetDefinitions(ground).definitions());
        all.add(new CaptureDefinition(ground, watches));
        all.add(new RestoreSetDefinition(ground));
        return all;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(GroupQuery.class, (GroupQuery<?> query) -> answer(query)));
    }

    private Record answer(GroupQuery<?> query) {
        return switch (query) {
            case GroupQuery.Sets sets ->
                ground.points()
                        .answer(() -> new GroupQuery.SetList(ground.sets().listed(sets.group())));
            case GroupQuery.Forecast forecast -> forecasts.of(forecast.spec());
        };
    }

    @Override
    public List<ReportProvider> reports() {
        return List.of(new CaptureReports(ground));
    }

    @Override
    public void start() {
        ground.groups().publish();
    }

    @Override
    public void takeUp() {
        watches.takeUp();
    }
}
