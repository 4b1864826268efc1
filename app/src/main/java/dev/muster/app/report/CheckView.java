package dev.muster.app.report;

import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.ProblemBox;
import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import dev.muster.bridge.open.ReportTransfers.Verified;
import java.io.File;
import java.nio.file.Path;
import java.util.Optional;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.stage.FileChooser;

/** Checks a file that is named, chosen or dropped here. */
final class CheckView {
    private static final PseudoClass DROP = PseudoClass.getPseudoClass("drop");

    private final Texts texts;
    private final CheckViewModel model;
    private final CheckWords words;
    private final VBox answer = new VBox(12);
    private final ScrollPane root;

    CheckView(Texts texts, CheckViewModel model) {
        this.texts = texts;
        this.model = model;
        this.words = new CheckWords(texts);
        Label title = new Label(texts.get("report.check.title"));
        title.getStyleClass().add("page-title");
        Label help = ReportSections.wrapped(texts.get("report.check.help"));
        help.getStyleClass().add("text-muted");
        answer.setId("report-check-answer");
        VBox content = new VBox(12, title, help, file(), answer);
        content.setMaxWidth(760);
        content.setId("report-check-drop");
        content.getStyleClass().add("report-check");
        dropped(content);
        this.root = new ScrollPane(content);
        root.setFitToWidth(true);
        root.setFitToHeight(true);
        root.getStyleClass().add("report-pane");
        model.stateProperty().addListener((observable, oldValue, newValue) -> show(newValue));
        show(model.stateProperty().get());
    }

    Node root() {
        return root;
    }

    private HBox file() {
        TextField path = new TextField();
        path.setId("report-check-path");
        path.setAccessibleText(texts.get("report.check.path"));
        path.setPromptText(texts.get("report.check.path"));
        path.textProperty().bindBidirectional(model.pathProperty());
        path.setOnAction(event -> model.check());
        HBox.setHgrow(path, Priority.ALWAYS);
        Button choose = new Button(texts.get("report.check.choose"));
        choose.setId("report-check-choose");
        choose.setMinWidth(Region.USE_PREF_SIZE);
        choose.setOnAction(event -> choose());
        Button check = new Button(texts.get("report.check.go"));
        check.setId("report-check-go");
        check.getStyleClass().add("accent");
        check.setMinWidth(Region.USE_PREF_SIZE);
        check.setOnAction(event -> model.check());
        ButtonHint hint = new ButtonHint(check);
        Runnable refuse = () -> {
            boolean none = path.getText().isBlank();
            check.setDisable(none);
            hint.say(none ? Optional.of(texts.get("report.check.needs")) : Optional.empty(), check.getText());
        };
        path.textProperty().addListener(observable -> refuse.run());
        refuse.run();
        HBox line = new HBox(8, path, choose, hint.holder());
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }

    private void choose() {
        FileChooser chooser = new FileChooser();
        chooser.setTitle(texts.get("report.check.title"));
        check(Optional.ofNullable(chooser.showOpenDialog(root.getScene().getWindow())));
    }

    private void check(Optional<File> file) {
        file.ifPresent(one -> {
            model.pathProperty().set(one.toString());
            model.check();
        });
    }

    private void dropped(Region onto) {
        onto.setOnDragOver(event -> {
            if (hasOne(event)) {
                event.acceptTransferModes(TransferMode.COPY);
                event.consume();
            }
        });
        onto.setOnDragEntered(event -> onto.pseudoClassStateChanged(DROP, hasOne(event)));
        onto.setOnDragExited(event -> onto.pseudoClassStateChanged(DROP, false));
        onto.setOnDragDropped(event -> {
            boolean fits = hasOne(event);
            Optional<File> file =
                    fits ? Optional.of(event.getDragboard().getFiles().getFirst()) : Optional.empty();
            event.setDropCompleted(fits);
            event.consume();
            check(file);
        });
    }

    private static boolean hasOne(DragEvent event) {
        return event.getDragboard().hasFiles()
                && event.getDragboard().getFiles().size() == 1;
    }

    private void show(CheckViewModel.State state) {
        answer.getChildren().clear();
        switch (state) {
            case CheckViewModel.State.Idle _ -> {}
            case CheckViewModel.State.Checking checking ->
                answer.getChildren()
                        .add(muted(texts.get(
                                "report.check.running", checking.file().toString())));
            case CheckViewModel.State.Failed failed ->
                answer.getChildren().add(new ProblemBox(failed.problem(), texts));
            case CheckViewModel.State.Checked checked -> checked(checked.file(), checked.found());
        }
    }

    private void checked(Path file, Verified found) {
        StateLabel headline = new StateLabel();
        headline.setId("report-check-headline");
        headline.getStyleClass().add("report-verdict");
        headline.show(words.tone(found), words.headline(found));
        answer.getChildren().add(headline);
        words.sentences(file, found).forEach(sentence -> answer.getChildren().add(ReportSections.wrapped(sentence)));
        StateLabel chain = new StateLabel();
        chain.setId("report-check-chain");
        chain.setWrapText(true);
        chain.setMinHeight(Region.USE_PREF_SIZE);
        chain.show(
                words.chainTone(found.verdict().chain()),
                words.chain(found.verdict().chain()));
        answer.getChildren().add(chain);
        words.faults(found.verdict().chain())
                .forEach(fault -> answer.getChildren().add(muted(fault)));
    }

    private static Label muted(String words) {
        Label label = ReportSections.wrapped(words);
        label.getStyleClass().add("text-muted");
        return label;
    }
}
