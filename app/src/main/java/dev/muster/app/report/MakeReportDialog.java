package dev.muster.app.report;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.content.Suggestions;
import dev.muster.app.content.Words;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.event.ActionEvent;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.util.Duration;

/** Makes a report, now or by the calendar: what it is about on the left, what it would say on the right. */
final class MakeReportDialog {
    /** The bridge is asked for a preview once nothing was typed for so long. */
    private static final Duration PAUSE = Duration.millis(250);

    private final Texts texts;
    private final Dialogs dialogs;
    private final ReportWords words;
    private final MakeReportViewModel model;
    private final ReportPane pane;

    /** @param scheduled whether it is made by the calendar */
    MakeReportDialog(ConsoleContext context, boolean scheduled) {
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.words = new ReportWords(texts);
        this.model = new MakeReportViewModel(
                context.asks(),
                texts,
                context.inventory().image(),
                new ReportSubjects(context.asks(), context.inventory().image(), context.jobs(), texts),
                new Submission(context.asks(), context.onJob()),
                scheduled);
        this.pane = new ReportPane("report-make-preview", texts);
    }

    void open() {
        Form form = form();
        Label said = new Label();
        said.setId("report-make-said");
        said.setWrapText(true);
        said.setMinHeight(36);
        said.setAlignment(Pos.TOP_LEFT);
        form.wide(said);
        SubmissionBox refused = new SubmissionBox("report-make-refused", texts);
        form.wide(refused);
        pane.root().setPrefSize(520, 480);
        pane.root().getStyleClass().add("report-beside");
        HBox.setHgrow(pane.root(), Priority.ALWAYS);
        Dialogs.Made made = dialogs.make(
                "report-make",
                texts.get(model.isScheduled() ? "report.schedule.title" : "report.make.title"),
                texts.get(model.isScheduled() ? "report.schedule.go" : "report.make.go"),
                new HBox(form, pane.root()));
        made.go().getStyleClass().add("accent");
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            model.submit();
        });
        Tooltip why = new Tooltip();
        Runnable show = () -> {
            String problem = model.problem();
            said.setText(problem.isEmpty() ? texts.get("report.make.kept") : problem);
            said.getStyleClass().setAll("label", "text-muted");
            made.go().setDisable(!problem.isEmpty() || model.submission().isBusy());
            made.go().setAccessibleHelp(problem);
            why.setText(problem.isEmpty() ? made.go().getText() : problem);
        };
        made.go().setTooltip(why);
        PauseTransition pause = new PauseTransition(PAUSE);
        pause.setOnFinished(event -> model.look());
        model.revisionProperty().addListener(observable -> {
            show.run();
            pause.playFromStart();
        });
        model.previewProperty().addListener((observable, oldValue, newValue) -> preview(newValue));
        model.languageProperty()
                .addListener(observable -> preview(model.previewProperty().get()));
        refused.follow(model.submission(), made, show);
        show.run();
        preview(model.previewProperty().get());
        model.look();
        model.subjects().load(() -> {});
        made.dialog().show();
    }

    private Form form() {
        Form form = new Form();
        form.setMinWidth(400);
        form.setPrefWidth(400);
        if (model.isScheduled()) {
            form.field(texts.get("report.schedule.name"), "report-make-name", model.nameProperty())
                    .setPromptText("monthly-inventory");
        }
        DropDown<ReportKind> kind = form.add(
                texts.get("report.column.kind"), "report-make-kind", new DropDown<>(List.of(ReportKind.values())));
        kind.setConverter(Words.of(words::kind));
        kind.valueProperty().bindBidirectional(model.kindProperty());
        Label explained = ReportSections.wrapped("");
        explained.setId("report-make-explained");
        explained.getStyleClass().add("text-muted");
        // two lines in either language, so that nothing below it moves
        explained.setMinHeight(36);
        explained.setAlignment(Pos.TOP_LEFT);
        explained.textProperty().bind(model.kindProperty().map(words::explanation));
        form.wide(explained);
        TextField about = form.field(texts.get("report.column.about"), "report-make-about", model.aboutProperty());
        about.promptTextProperty()
                .bind(model.kindProperty()
                        .map(one -> texts.get(
                                one == ReportKind.INVENTORY ? "report.subject.hosts" : "report.make.about.prompt")));
        about.visibleProperty().bind(model.kindProperty().isNotEqualTo(ReportKind.AUDIT));
        Suggestions.offer(
                about, typed -> model.subjects().meant(model.kindProperty().get(), typed));
        filter(form, "since", model.filters().sinceProperty(), "P30D");
        filter(form, "until", model.filters().untilProperty(), "2026-11-30");
        filter(form, "user", model.filters().userProperty(), texts.get("report.make.user.prompt"));
        DropDown<ReportLanguage> language = form.add(
                texts.get("report.column.language"), "report-make-language", new DropDown<>(model.languages()));
        language.setConverter(Words.of(words::language));
        language.valueProperty().bindBidirectional(model.languageProperty());
        form.add(texts.get("report.column.formats"), "report-make-formats", formats());
        if (model.isScheduled()) {
            new ReportTimesForm(texts, model.times()).add(form);
        }
        return form;
    }

    private void filter(Form form, String id, javafx.beans.property.StringProperty value, String prompt) {
        TextField field = form.field(texts.get("report.make." + id), "report-make-" + id, value);
        field.setPromptText(prompt);
        field.visibleProperty().bind(model.kindProperty().isEqualTo(ReportKind.AUDIT));
    }

    private FlowPane formats() {
        FlowPane all = new FlowPane(12, 4);
        for (ReportFormat format : ReportFormat.values()) {
            CheckBox box = new CheckBox(format.name());
            box.setId("report-make-" + format.extension());
            box.setMinWidth(Region.USE_PREF_SIZE);
            box.setSelected(model.formats().contains(format));
            box.selectedProperty().addListener((observable, oldValue, newValue) -> {
                if (newValue) {
                    model.formats().add(format);
                } else {
                    model.formats().remove(format);
                }
            });
            all.getChildren().add(box);
        }
        return all;
    }

    private void preview(MakeReportViewModel.Preview preview) {
        switch (preview) {
            case MakeReportViewModel.Preview.Missing missing -> pane.say(missing.sentence());
            case MakeReportViewModel.Preview.Loading _ -> pane.say(texts.get("report.preview.loading"));
            case MakeReportViewModel.Preview.Drawn drawn ->
                pane.show(drawn.report(), model.languageProperty().get());
            case MakeReportViewModel.Preview.Refused refused -> pane.show(new ProblemBox(refused.problem(), texts));
        }
    }
}
