package dev.muster.app.group;

import dev.muster.app.ask.Submission;
import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.SubmissionBox;
import dev.muster.app.feature.ConsoleContext;
import dev.muster.app.i18n.Texts;
import dev.muster.model.group.GroupQuery.Listed;
import java.util.Optional;
import javafx.event.ActionEvent;
import javafx.geometry.Insets;
import javafx.geometry.VPos;
import javafx.scene.control.Button;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Restores a set: what becomes of the members there are and where first, then member by member what will happen. */
final class RestoreSetDialog {
    private final Texts texts;
    private final Dialogs dialogs;
    private final RestoreSetViewModel model;
    private final VBox content = new VBox();
    private final SubmissionBox refused;
    private boolean reviewing;
    private boolean confirmed = true;

    RestoreSetDialog(ConsoleContext context, Listed set) {
        this.texts = context.texts();
        this.dialogs = context.dialogs();
        this.model = new RestoreSetViewModel(
                texts, context.inventory(), set, new Submission(context.asks(), context.onJob()));
        this.refused = new SubmissionBox("group-restore-refused", texts);
    }

    void open() {
        RestoreSetPage page = new RestoreSetPage(texts, model);
        content.getChildren().setAll(page);
        content.setPrefSize(700, 500);
        Dialogs.Made made = dialogs.make(
                "group-restore",
                texts.get("group.restore.title", model.set().id().group().text()),
                texts.get("group.restore.review"),
                content);
        Button go = made.go();
        go.getStyleClass().add("accent");
        ButtonBar.setButtonUniformSize(go, false);
        go.setMinWidth(Region.USE_PREF_SIZE);
        Runnable judge = () -> go.setDisable(model.command().isEmpty()
                || (reviewing && (!confirmed || model.submission().isBusy())));
        go.addEventFilter(ActionEvent.ACTION, event -> {
            event.consume();
            if (reviewing) {
                model.submit();
            } else {
                review(made, judge, page);
            }
        });
        model.revisionProperty().addListener(observable -> judge.run());
        refused.follow(model.submission(), made, judge);
        judge.run();
        made.dialog().setOnHidden(event -> model.close());
        made.dialog().show();
    }

    private void review(Dialogs.Made made, Runnable judge, RestoreSetPage page) {
        reviewing = true;
        VBox lines = new VBox(8);
        lines.setId("group-restore-review");
        lines.setPadding(new Insets(16));
        Label title = new Label(texts.get("group.review.title"));
        title.getStyleClass().add("section-title");
        lines.getChildren().add(title);
        model.sentences().forEach(sentence -> lines.getChildren().add(wrapped(sentence.text(), sentence.danger())));
        lines.getChildren().add(members());
        confirmed = model.confirmation().isEmpty();
        model.confirmation()
                .ifPresent(asked -> ConfirmDialog.field(asked, texts, lines)
                        .textProperty()
                        .addListener((observable, oldValue, newValue) -> {
                            confirmed = asked.accepts(newValue);
                            judge.run();
                        }));
        Button back = new Button(texts.get("group.restore.back"));
        back.setId("group-restore-back");
        back.setOnAction(event -> {
            reviewing = false;
            model.submission().edit();
            content.getChildren().setAll(page);
            dress(made.go(), false);
            judge.run();
        });
        lines.getChildren().addAll(refused, back);
        ScrollPane scroll = new ScrollPane(lines);
        scroll.setFitToWidth(true);
        scroll.getStyleClass().add("dialog-scroll");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        content.getChildren().setAll(scroll);
        dress(made.go(), true);
        judge.run();
        // only what was laid out can have the focus
        content.applyCss();
        content.layout();
        Optional.ofNullable(lines.lookup("#confirm-name")).orElse(made.go()).requestFocus();
    }

    private GridPane members() {
        GridPane grid = new GridPane(16, 4);
        grid.setId("group-restore-members");
        grid.getStyleClass().add("group-review");
        for (int column = 0; column < 4; column++) {
            ColumnConstraints width = new ColumnConstraints();
            width.setHgrow(column == 3 ? Priority.ALWAYS : Priority.SOMETIMES);
            grid.getColumnConstraints().add(width);
        }
        grid.addRow(
                0,
                head("group.review.column.member"),
                head("group.review.column.becomes"),
                head("group.review.column.where"),
                head("group.review.column.old"));
        int row = 1;
        for (RestoreSetReview.Line line : model.review()) {
            grid.addRow(
                    row++,
                    wrapped(line.name(), false),
                    wrapped(line.becomes(), false),
                    wrapped(texts.get("group.review.where", line.host(), line.pool()), false),
                    wrapped(line.old(), line.danger()));
        }
        grid.getChildren().forEach(node -> GridPane.setValignment(node, VPos.TOP));
        return grid;
    }

    private Label head(String key) {
        Label head = new Label(texts.get(key));
        head.getStyleClass().add("text-muted");
        return head;
    }

    private void dress(Button go, boolean last) {
        go.setText(texts.get(last ? "group.restore.go" : "group.restore.review"));
        go.getStyleClass().removeAll("accent", "danger");
        go.getStyleClass().add(last && model.confirmation().isPresent() ? "danger" : "accent");
    }

    private static Label wrapped(String text, boolean danger) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        if (danger) {
            label.getStyleClass().add("restore-danger");
        }
        return label;
    }
}
