package dev.muster.app.vm;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.app.vm.DeleteViewModel.FileChoice;
import java.util.Locale;
import javafx.beans.binding.Bindings;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Lists every file that can go with the VMs, and asks for the name before any of it goes. */
final class DeleteDialog {
    private final Dialogs dialogs;
    private final Texts texts;

    DeleteDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    void ask(DeleteViewModel model, Runnable confirmed) {
        VBox content = new VBox(8);
        content.setPadding(new Insets(16));
        content.setPrefWidth(620);
        Label title = new Label(model.confirmation().title());
        title.getStyleClass().add("section-title");
        Label meaning = new Label(model.confirmation().meaning());
        meaning.setWrapText(true);
        meaning.setMinHeight(Region.USE_PREF_SIZE);
        content.getChildren().addAll(title, meaning);
        if (model.files().isEmpty()) {
            content.getChildren().add(new Label(texts.get("delete.nofiles")));
        } else {
            content.getChildren().add(files(model));
        }
        for (String note : model.notes()) {
            Label label = new Label(note);
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
            content.getChildren().add(label);
        }
        TextField typed = ConfirmDialog.field(model.confirmation(), texts, content);
        model.typedProperty().bind(typed.textProperty());
        Dialogs.Made made = dialogs.make(
                "delete", model.confirmation().title(), model.confirmation().verb(), content);
        made.go().getStyleClass().add("danger");
        made.go()
                .disableProperty()
                .bind(Bindings.createBooleanBinding(() -> !model.isConfirmed(), model.typedProperty()));
        made.dialog().setOnShown(event -> typed.requestFocus());
        made.open(confirmed);
    }

    private VBox files(DeleteViewModel model) {
        VBox list = new VBox(4);
        list.setId("delete-files");
        for (FileChoice choice : model.files()) {
            list.getChildren().add(line(choice));
        }
        Label sum = new Label();
        sum.setId("delete-sum");
        sum.getStyleClass().add("text-muted");
        sum.textProperty()
                .bind(model.bytesProperty()
                        .map(bytes -> texts.get(
                                "delete.sum", model.chosenCount(), Amounts.bytes(bytes.longValue(), texts.locale()))));
        ScrollPane scroll = new ScrollPane(list);
        scroll.setFitToWidth(true);
        scroll.setMaxHeight(240);
        return new VBox(8, scroll, sum);
    }

    private HBox line(FileChoice choice) {
        CheckBox box = new CheckBox(choice.file().path());
        box.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
        box.setTooltip(new Tooltip(choice.file().path()));
        box.selectedProperty().bindBidirectional(choice.chosenProperty());
        box.setDisable(!choice.file().deletable());
        box.setMaxWidth(Double.MAX_VALUE);
        HBox.setHgrow(box, Priority.ALWAYS);
        String role = texts.get("delete.role." + choice.file().role().name().toLowerCase(Locale.ROOT));
        Label why = new Label(
                choice.file().kept().isEmpty() ? role : texts.say(choice.file().kept()));
        why.getStyleClass().add("text-muted");
        why.setMinWidth(Region.USE_PREF_SIZE);
        Label size = new Label(
                choice.file().bytes() < 0
                        ? texts.get("delete.size.unknown")
                        : Amounts.bytes(choice.file().bytes(), texts.locale()));
        size.setMinWidth(72);
        size.setAlignment(Pos.CENTER_RIGHT);
        HBox line = new HBox(12, box, why, size);
        line.setAlignment(Pos.CENTER_LEFT);
        line.setMinHeight(28);
        return line;
    }
}
