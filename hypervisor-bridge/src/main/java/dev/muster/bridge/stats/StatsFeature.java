package dev.muster.bridge.stats;

import dev.muster.bridge.feature.Feature;
import dev.muster.bridge.feature.FeatureContext;
import dev.muster.bridge.feature.QueryHandler;
import dev.muster.model.stats.StatsQuery;
import java.util.List;

/** How busy VMs are: measured while the bridge runs, and answered from memory. */
public final class StatsFeature implements Feature {
    private final Sampler sampler;
    private final StatsAnswers answers;

    /** Measures the hosts of that bridge. */
    public StatsFeature(FeatureContext context) {
        this.sampler = new Sampler(context.connections(), context.inventory(), context.clock());
        this.answers = new StatsAnswers(sampler, context.inventory(), context.clock());
    }

    @Override
    public List<QueryHandler> queries() {
        return List.of(QueryHandler.of(StatsQuery.class, (StatsQuery<?> query) -> answers.answer(query)));
    }

    @Override
    public void start() {
        sampler.start();
    }

    @Override
    public void close() {
        sampler.close();
    }
}
