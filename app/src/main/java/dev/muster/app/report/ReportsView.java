package dev.muster.app.report;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import javafx.scene.Parent;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;

/** The screen of reports: those that were made, those that the calendar makes, and whether a file is as it was made. */
final class ReportsView implements Screen.View {
    private final MadeReportsView made;
    private final ScheduledReportsView scheduled;
    private final TabPane root = new TabPane();

    ReportsView(
            ConsoleContext context,
            ReportsViewModel reports,
            ScheduledReportsViewModel schedules,
            CheckViewModel check) {
        Texts texts = context.texts();
        this.made = new MadeReportsView(context, reports);
        this.scheduled = new ScheduledReportsView(context, schedules);
        root.setId("reports-tabs");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTabClosingPolicy(TabPane.TabClosingPolicy.UNAVAILABLE);
        Tab first = new Tab(texts.get("report.made"), made.root());
        first.setId("reports-tab-made");
        Tab second = new Tab(texts.get("report.scheduled"), scheduled.root());
        second.setId("reports-tab-scheduled");
        Tab third = new Tab(texts.get("report.check"), new CheckView(texts, check).root());
        third.setId("reports-tab-check");
        root.getTabs().addAll(first, second, third);
    }

    @Override
    public Parent root() {
        return root;
    }

    @Override
    public void activate() {
        made.activate();
        scheduled.activate();
    }

    @Override
    public void deactivate() {
        scheduled.deactivate();
        made.deactivate();
    }
}
