package dev.muster.app.vm;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.model.vm.VmCommand;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;

/** Changes of a VM, with what will change written out below the fields before it is applied. */
final class EditDialog {
    private final Dialogs dialogs;
    private final Texts texts;

    EditDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    void open(EditViewModel model, Consumer<VmCommand.Edit> apply) {
        Form form = new Form();
        form.setPrefWidth(520);
        form.field(texts.get("edit.vcpus"), "edit-vcpus", model.vcpusProperty());
        form.field(texts.get("edit.memory") + " (MiB)", "edit-memory", model.memoryMibProperty());
        form.field(texts.get("edit.title"), "edit-title", model.titleProperty());
        form.field(texts.get("edit.description"), "edit-description", model.descriptionProperty());
        form.field(texts.get("edit.tags"), "edit-tags", model.tagsProperty());
        CheckBox autostart = new CheckBox(texts.get("edit.autostart"));
        autostart.selectedProperty().bindBidirectional(model.autostartProperty());
        form.add("", "edit-autostart", autostart).setAccessibleText(texts.get("edit.autostart"));
        Label review = new Label();
        review.setId("edit-review");
        review.setWrapText(true);
        review.setMinHeight(120);
        review.setAlignment(javafx.geometry.Pos.TOP_LEFT);
        form.wide(review);
        Dialogs.Made made = dialogs.make("edit", texts.get("summary.edit"), texts.get("edit.apply"), form);
        made.go().getStyleClass().add("accent");
        InvalidationListener check = of -> {
            String problem = model.problem();
            List<String> lines = problem.isEmpty() ? model.review() : List.of();
            made.go().setDisable(lines.isEmpty());
            review.setText(
                    !problem.isEmpty()
                            ? problem
                            : lines.isEmpty()
                                    ? texts.get("edit.unchanged")
                                    : String.join("\n", lines) + "\n" + texts.get("edit.when"));
        };
        for (Observable field : List.of(
                model.vcpusProperty(),
                model.memoryMibProperty(),
                model.titleProperty(),
                model.descriptionProperty(),
                model.autostartProperty(),
                model.tagsProperty())) {
            field.addListener(check);
        }
        check.invalidated(model.vcpusProperty());
        made.open(() -> apply.accept(model.command()));
    }
}
