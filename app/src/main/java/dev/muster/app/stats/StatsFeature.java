package dev.muster.app.stats;

import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.VmTab;
import dev.muster.model.stats.StatsQuery;
import java.util.List;

/** How busy a VM is, on its page. */
public final class StatsFeature implements AppFeature {
    @Override
    public List<VmTab> vmTabs(ConsoleContext context) {
        return List.of(new VmTab("stats", "stats.tab", 20, row -> {
            StatsView view = new StatsView(context.asks(), row::vm, context.texts());
            return VmTab.Content.of(view.root(), view::setActive);
        }));
    }

    @Override
    public SampleData samples() {
        return SampleData.answers(
                SampleData.Answer.of(
                        StatsQuery.History.class, (asked, image) -> SampleStats.history(asked.vm(), asked.range())),
                SampleData.Answer.of(
                        StatsQuery.Load.class,
                        (asked, image) ->
                                SampleStats.load(asked.host(), image.vms().values())),
                SampleData.Answer.of(StatsQuery.Sparks.class, (asked, image) -> SampleStats.sparks(asked)));
    }
}
