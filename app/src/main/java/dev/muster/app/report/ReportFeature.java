package dev.muster.app.report;

import dev.muster.app.feature.AppAction;
import dev.muster.app.feature.AppFeature;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.SampleData;
import dev.muster.app.feature.Screen;
import dev.muster.icons.Icon;
import dev.muster.model.access.Role;
import dev.muster.model.report.ReportQuery;
import java.util.List;
import java.util.Optional;

/** Reports: a screen with those that were made, those that are scheduled and a check of files, and an action that makes one. */
public final class ReportFeature implements AppFeature {
    @Override
    public List<Screen> screens(ConsoleContext context) {
        return List.of(new Screen(
                "reports",
                "report.title",
                Icon.AUDIT,
                () -> new ReportsView(
                        context,
                        new ReportsViewModel(context.inventory()),
                        new ScheduledReportsViewModel(context.inventory()),
                        new CheckViewModel(context.asks(), context.texts()))));
    }

    @Override
    public List<AppAction> actions(ConsoleContext context) {
        return List.of(AppAction.general(
                "report.make",
                Icon.AUDIT,
                context.texts().get("report.make.action"),
                vms -> refusal(context),
                () -> new MakeReportDialog(context, false).open()));
    }

    /** Returns why no report can be made by who works here; empty where one can. */
    static Optional<String> refusal(ConsoleContext context) {
        return context.asks().role().includes(Role.OPERATOR)
                ? Optional.empty()
                : Optional.of(context.texts().get("object.refused.role"));
    }

    @Override
    public SampleData samples() {
        return new SampleData(
                SampleReports.objects(),
                List.of(
                        SampleData.Answer.of(ReportQuery.Draft.class, (asked, image) -> SampleReports.draft(asked)),
                        SampleData.Answer.of(ReportQuery.Content.class, (asked, image) -> SampleReports.content(asked)),
                        SampleData.Answer.of(
                                ReportQuery.Verify.class, (asked, image) -> SampleReports.verdict(asked))));
    }
}
