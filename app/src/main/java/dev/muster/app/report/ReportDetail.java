package dev.muster.app.report;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.StateLabel;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** All that is known of the chosen report, and what can be done with it. */
final class ReportDetail {
    private record Offered(Button button, ButtonHint hint, Function<MadeReport, Optional<String>> refusal) {}

    private final ConsoleContext context;
    private final Texts texts;
    private final ReportWords words;
    private final ReportSaving saving;
    private final ReportFacts facts;
    private final Label title = new Label();
    private final StateLabel result = new StateLabel();
    private final Label rule = wrapped();
    private final Label said = wrapped();
    private final FlowPane buttons = new FlowPane(4, 4);
    private final MenuButton save;
    private final List<Offered> offered;
    private final ScrollPane root;
    private Optional<MadeReport> shown = Optional.empty();

    /** @param choose chooses another report in the table */
    ReportDetail(ConsoleContext context, ReportsViewModel model, Consumer<MadeReport> choose) {
        this.context = context;
        this.texts = context.texts();
        this.words = new ReportWords(texts);
        this.saving = new ReportSaving(context, said::setText);
        this.facts = new ReportFacts(texts, model, choose);
        this.save = new MenuButton(texts.get("report.save"));
        title.setId("report-detail-title");
        title.getStyleClass().add("section-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        result.setId("report-detail-result");
        rule.setId("report-detail-rule");
        rule.getStyleClass().add("text-muted");
        said.setId("report-detail-said");
        said.getStyleClass().add("text-muted");
        said.visibleProperty().bind(said.textProperty().isNotEmpty());
        said.managedProperty().bind(said.visibleProperty());
        save.setId("report-save");
        save.setMinWidth(Region.USE_PREF_SIZE);
        this.offered = List.of(
                offer("report-preview", "report.preview", this::reading, this::preview),
                offer("report-delete", "report.delete", this::deleting, this::delete));
        offered.getLast().button().getStyleClass().add("danger");
        buttons.getChildren()
                .addAll(
                        offered.getFirst().hint().holder(),
                        save,
                        offered.getLast().hint().holder());
        VBox content = new VBox(8, title, result, rule, buttons, said, facts.root());
        content.getStyleClass().add("backup-facts");
        this.root = new ScrollPane(content);
        root.setId("report-detail");
        root.setFitToWidth(true);
        root.setMinWidth(300);
        root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        root.getStyleClass().add("backup-detail");
        root.setAccessibleText(texts.get("report.detail"));
    }

    ScrollPane root() {
        return root;
    }

    /** Shows a report; says what to do where none is chosen. */
    void show(Optional<MadeReport> report) {
        if (!shown.map(MadeReport::id).equals(report.map(MadeReport::id))) {
            said.setText("");
        }
        shown = report;
        title.setText(report.map(one -> words.kind(one.kind()) + ": " + words.about(one))
                .orElseGet(() -> texts.get("report.choose")));
        report.ifPresent(one -> {
            result.show(ReportWords.tone(one.result().severity()), words.result(one));
            rule.setText(texts.say(one.result().rule()));
            save.getItems()
                    .setAll(one.files().stream().map(file -> item(one, file)).toList());
            Optional<String> why = reading(one);
            save.setDisable(why.isPresent());
            save.setAccessibleHelp(why.orElse(""));
            for (Offered each : offered) {
                Optional<String> refusal = each.refusal().apply(one);
                each.button().setDisable(refusal.isPresent());
                each.hint().say(refusal, each.button().getText());
            }
            facts.show(one);
        });
        for (var node : List.of(result, rule, buttons, facts.root())) {
            node.setVisible(report.isPresent());
            node.setManaged(report.isPresent());
        }
    }

    /** Shows what a report says. */
    void preview(MadeReport report) {
        if (reading(report).isEmpty()) {
            new PreviewDialog(context, report).open();
        }
    }

    private MenuItem item(MadeReport report, MadeReport.File file) {
        MenuItem item = new MenuItem(texts.get("report.save.as", file.format().name(), words.size(file)));
        item.setId("report-save-" + file.format().extension());
        item.setOnAction(event -> saving.save(root.getScene().getWindow(), report, file.format()));
        return item;
    }

    private Offered offer(
            String id, String key, Function<MadeReport, Optional<String>> refusal, Consumer<MadeReport> work) {
        Button button = new Button(texts.get(key));
        button.setId(id);
        button.setMinWidth(Region.USE_PREF_SIZE);
        button.setOnAction(event -> shown.ifPresent(work));
        return new Offered(button, new ButtonHint(button), refusal);
    }

    /** Returns why its files cannot be read: viewers may read all but those on the audit. */
    private Optional<String> reading(MadeReport report) {
        boolean audit = report.kind() == dev.muster.model.report.ReportKind.AUDIT;
        return !audit || context.asks().role().includes(ReportCommand.roleFor(report.kind()))
                ? Optional.empty()
                : Optional.of(texts.get("palette.refused.administrator"));
    }

    private Optional<String> deleting(MadeReport report) {
        return ReportFeature.refusal(context).or(() -> reading(report));
    }

    private void delete(MadeReport report) {
        new ConfirmDialog(context.dialogs(), texts)
                .ask(
                        Confirmation.byKey(
                                texts.get("report.delete.title", report.id().text()),
                                texts.get("report.delete.meaning"),
                                List.of(report.id().text()),
                                texts.get("report.delete.go")),
                        () -> context.asks()
                                .submit(new ReportCommand.Delete(report.id()), context.onJob(), context.onProblem()));
    }

    private static Label wrapped() {
        Label label = new Label();
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
