package dev.muster.bridge.recovery;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.store.PlanVersions;
import dev.muster.model.recovery.Advice;
import dev.muster.model.recovery.Forecast;
import dev.muster.model.recovery.Limits;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanCheck;
import dev.muster.model.recovery.PlanDifference;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryQuery;
import java.util.List;

/** Recovery plans: kept in versions, checked and forecast. */
public final class RecoveryFeature implements Feature {
    private final Plans plans;
    private final List<JobDefinition<?>> definitions;
    private final PlanMeasures measures;

    /**
     * Keeps plans in those versions.
     *
     * @param measures how long machines took
     */
    public RecoveryFeature(FeatureContext context, PlanVersions versions, PlanMeasures measures) {
        this.measures = measures;
        this.plans = new Plans(versions, context.objects());
        this.definitions = new PlanDefinitions(plans, context.clock()).definitions();
    }

    /** A version of a plan, 0 for the newest; {@code PLAN_NOT_FOUND} */
    public RecoveryQuery.SavedPlan plan(PlanId plan, long version) {
        return plans.require(plan, version);
    }

    @Override
    public List<JobDefinition<?>> definitions() {
        return definitions;
    }

    @Override
    public boolean waitsForHosts() {
        return false;
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(RecoveryQuery.class, (RecoveryQuery<?> query) -> answer(query)));
    }

    private Record answer(RecoveryQuery<?> query) {
        return switch (query) {
            case RecoveryQuery.Show show -> plans.require(show.plan(), show.version());
            case RecoveryQuery.Versions all -> new RecoveryQuery.VersionList(plans.versions(all.plan()));
            case RecoveryQuery.Compare compare ->
                new RecoveryQuery.DifferenceList(PlanDifference.between(
                        plans.require(compare.plan(), compare.from()).spec(),
                        plans.require(compare.plan(), compare.to()).spec()));
            case RecoveryQuery.Check check -> new RecoveryQuery.FoundFaults(PlanCheck.of(check.spec()));
            case RecoveryQuery.ForecastPlan saved ->
                forecast(plans.require(saved.plan(), saved.version()).spec(), measures.of(saved.plan()));
            case RecoveryQuery.ForecastSpec drafted ->
                forecast(drafted.spec(), drafted.plan().map(measures::of).orElse(Measures.NONE));
        };
    }

    private static RecoveryQuery.PlanForecast forecast(PlanSpec spec, Measures measures) {
        Limits limits = Limits.of(spec);
        return new RecoveryQuery.PlanForecast(Forecast.of(spec, measures, limits), Advice.of(spec, measures, limits));
    }

    @Override
    public void start() {
        plans.publish();
    }
}
