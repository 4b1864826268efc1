package dev.muster.app.finding;

import dev.muster.app.feature.AlertSource;
import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.Screen;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.finding.FindingQuery;
import java.util.List;
import java.util.Optional;

/** Findings of recovery runs: a screen with their register and the coverage of functions, and an alert for each that is overdue. */
public final class FindingFeature implements AppFeature {
    /** The id of its screen. */
    static final String SCREEN = "findings";

    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(new Screen(
                SCREEN,
                "finding.title",
                Icon.TAG,
                () -> new FindingsView(
                        context,
                        new RegisterViewModel(context.inventory()),
                        new CoverageViewModel(context.asks(), context.inventory(), context.jobs()))));
    }

    @Override
    public List<AppAction> actions(ConsoleContext context) {
        return List.of(AppAction.general(
                "finding.raise",
                Icon.TAG,
                context.texts().get("finding.raise.action"),
                vms -> refusal(context),
                () -> new RaiseFindingDialog(context).open()));
    }

    @Override
    public List<AlertSource> alerts(ConsoleContext context) {
        return List.of(new FindingAlerts(context.texts()));
    }

    /** Returns why no finding can be raised or changed by who works here; empty where one can. */
    static Optional<String> refusal(ConsoleContext context) {
        return context.asks().role().includes(Role.OPERATOR)
                ? Optional.empty()
                : Optional.of(context.texts().get("object.refused.role"));
    }

    @Override
    public SampleData samples() {
        return new SampleData(
                SampleFindings.objects(),
                List.of(SampleData.Answer.of(
                        FindingQuery.Coverage.class, (asked, image) -> SampleCoverage.of(asked, image))));
    }
}
