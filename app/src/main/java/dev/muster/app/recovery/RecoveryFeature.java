package dev.muster.app.recovery;

import dev.muster.app.feature.AlertSource;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.Screen;
import dev.muster.app.recovery.health.HealthView;
import dev.muster.app.recovery.health.HealthViewModel;
import dev.muster.app.recovery.run.HistoryView;
import dev.muster.app.recovery.run.HistoryViewModel;
import dev.muster.app.recovery.run.RunView;
import dev.muster.app.recovery.run.RunViewModel;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryQuery;
import dev.muster.model.recovery.RunQuery;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Recovery plans: a screen with all of them, and a page for each. */
public final class RecoveryFeature implements AppFeature {
    /** The id of its screen. */
    static final String SCREEN = "plans";

    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(new Screen(
                SCREEN,
                "recovery.title",
                Icon.PLAN,
                () -> new PlansView(
                        context,
                        new PlansViewModel(
                                context.asks(),
                                context.texts(),
                                context.inventory(),
                                context.onJob(),
                                context.onProblem()),
                        tabs(context))));
    }

    /** The tabs on the page of a plan, in their order. */
    private static List<PlanTab> tabs(ConsoleContext context) {
        // drafts stay while other plans are looked at
        Map<PlanId, PlanEditorViewModel> drafts = new HashMap<>();
        PlanTab editor = new PlanTab(
                "editor", context.texts().get("recovery.editor"), plan -> new PlanEditorTab(context, plan, drafts));
        PlanTab versions = new PlanTab(
                "versions",
                context.texts().get("recovery.versions"),
                plan -> new VersionsView(
                        context,
                        new VersionsViewModel(
                                plan,
                                context.asks(),
                                context.texts(),
                                context.inventory(),
                                context.onJob(),
                                context.onProblem())));
        PlanTab run = new PlanTab(
                PlanPage.RUN,
                context.texts().get("recovery.run.title"),
                plan -> new RunView(
                        context,
                        plan,
                        new RunViewModel(
                                plan,
                                context.asks(),
                                context.jobs(),
                                context.onJob(),
                                context.onProblem(),
                                InstantSource.system())));
        PlanTab history = new PlanTab(
                "history",
                context.texts().get("recovery.history"),
                plan -> new HistoryView(
                        context,
                        plan,
                        new HistoryViewModel(
                                plan,
                                context.asks(),
                                context.texts(),
                                context.jobs(),
                                context.onJob(),
                                context.onProblem())));
        PlanTab health = new PlanTab(
                "health",
                context.texts().get("recovery.health"),
                plan -> new HealthView(
                        new HealthViewModel(plan, context.asks(), context.inventory()),
                        context.texts(),
                        InstantSource.system()));
        return List.of(editor, health, run, history, versions);
    }

    @Override
    public List<AppAction> actions(ConsoleContext context) {
        return List.of(AppAction.general(
                "recovery.new",
                Icon.ADD,
                context.texts().get("recovery.new.title"),
                vms -> context.asks().role().includes(Role.OPERATOR)
                        ? Optional.empty()
                        : Optional.of(context.texts().get("object.refused.role")),
                () -> new NewPlanDialog(context).open()));
    }

    @Override
    public List<AlertSource> alerts(ConsoleContext context) {
        return List.of(new RecoveryAlerts(context.texts()));
    }

    @Override
    public SampleData samples() {
        return new SampleData(
                SamplePlans.objects(),
                List.of(
                        SampleData.Answer.of(
                                RunQuery.Runs.class,
                                (asked, image) -> new RunQuery.RunList(
                                        SamplePlans.history(asked.plan()).all())),
                        SampleData.Answer.of(RunQuery.Run.class, (asked, image) -> SamplePlans.run(asked.job())),
                        SampleData.Answer.of(
                                RunQuery.DryRun.class, (asked, image) -> SamplePlans.findings(asked.plan())),
                        SampleData.Answer.of(
                                RecoveryQuery.Versions.class, (asked, image) -> SamplePlans.versions(asked.plan())),
                        SampleData.Answer.of(
                                RecoveryQuery.Show.class,
                                (asked, image) -> SamplePlans.show(asked.plan(), asked.version())),
                        SampleData.Answer.of(
                                RecoveryQuery.Compare.class,
                                (asked, image) -> SamplePlans.compare(asked.plan(), asked.from(), asked.to())),
                        SampleData.Answer.of(
                                RecoveryQuery.ForecastPlan.class,
                                (asked, image) -> SamplePlans.forecast(SamplePlans.show(asked.plan(), asked.version())
                                        .spec())),
                        SampleData.Answer.of(
                                RecoveryQuery.ForecastSpec.class,
                                (asked, image) -> SamplePlans.forecast(asked.spec()))));
    }
}
