package dev.muster.app.report;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.bridge.json.ReportJson;
import dev.muster.bridge.open.ReportTransfers;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportFormat;

/** What a report that was made says, drawn from its canonical form, which is kept of each. */
final class PreviewDialog {
    private final ConsoleContext context;
    private final MadeReport report;

    PreviewDialog(ConsoleContext context, MadeReport report) {
        this.context = context;
        this.report = report;
    }

    void open() {
        Texts texts = context.texts();
        ReportPane pane = new ReportPane("report-shown", texts);
        pane.say(texts.get("report.preview.loading"));
        pane.root().setPrefSize(720, 560);
        Dialogs.Made made = context.dialogs()
                .make("report-preview-dialog", report.id().text(), texts.get("report.preview.close"), pane.root());
        // there is nothing to cancel
        made.leave().setVisible(false);
        made.leave().setManaged(false);
        made.go().getStyleClass().add("accent");
        made.open(() -> {});
        context.asks()
                .with(
                        bridge -> ReportJson.read(ReportTransfers.fetch(bridge, report.id(), ReportFormat.JSON)),
                        read -> pane.show(read, report.language()),
                        problem -> pane.show(new ProblemBox(problem, texts)));
    }
}
