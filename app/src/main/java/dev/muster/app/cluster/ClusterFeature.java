package dev.muster.app.cluster;

import dev.muster.app.feature.AlertSource;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.Screen;
import dev.muster.app.feature.VmTab;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.cluster.ClusterQuery;
import java.util.List;
import java.util.Optional;

/** Clusters: a screen with their functions as lanes, one with what they boot from, a tab with the boots of a VM, and alerts about boots. */
public final class ClusterFeature implements AppFeature {
    /** The id of its screen. */
    static final String SCREEN = "clusters";

    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(
                new Screen(SCREEN, "cluster.title", Icon.CLUSTER, () -> {
                    ClustersViewModel model = new ClustersViewModel(
                            context.asks(), context.inventory(), context.texts(), context.onJob(), context.onProblem());
                    ClustersView view = new ClustersView(context, model);
                    return Screen.View.of(view.root(), view::activate, view::deactivate);
                }),
                new Screen("artifacts", "cluster.artifact.title", Icon.ARTIFACT, () -> {
                    ArtifactsView view = new ArtifactsView(context);
                    return Screen.View.of(view.root(), view::activate, view::deactivate);
                }));
    }

    @Override
    public List<VmTab> vmTabs(ConsoleContext context) {
        return List.of(new VmTab(BootTab.ID, "cluster.boot.tab", VmTab.USUAL, row -> new BootTab(row, context)));
    }

    @Override
    public List<AppAction> actions(ConsoleContext context) {
        return List.of(AppAction.general(
                "cluster.import",
                Icon.ADD,
                context.texts().get("cluster.import.action"),
                vms -> context.asks().role().includes(Role.OPERATOR)
                        ? Optional.empty()
                        : Optional.of(context.texts().get("object.refused.role")),
                () -> new ImportDialog(context).open()));
    }

    @Override
    public List<AlertSource> alerts(ConsoleContext context) {
        return List.of(new ClusterAlerts(context.texts()));
    }

    @Override
    public SampleData samples() {
        return new SampleData(
                SampleClusters.objects(),
                List.of(SampleData.Answer.of(
                        ClusterQuery.Plan.class, (asked, image) -> SampleClusters.plan(asked, image))));
    }
}
