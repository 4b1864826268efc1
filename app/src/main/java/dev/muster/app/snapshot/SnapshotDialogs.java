package dev.muster.app.snapshot;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.confirm.Confirmation;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.Snapshot.Place;
import dev.muster.model.snapshot.SnapshotDeletion;
import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.geometry.Insets;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Asks for a new snapshot, and before one goes. */
final class SnapshotDialogs {
    private final SnapshotsViewModel model;
    private final Dialogs dialogs;
    private final Texts texts;

    SnapshotDialogs(SnapshotsViewModel model, Dialogs dialogs, Texts texts) {
        this.model = model;
        this.dialogs = dialogs;
        this.texts = texts;
    }

    void create() {
        Form form = new Form();
        form.setPrefWidth(560);
        SimpleStringProperty name = new SimpleStringProperty(model.freshName());
        SimpleStringProperty description = new SimpleStringProperty("");
        TextField field = form.field(texts.get("snapshot.name"), "snapshot-name", name);
        form.field(texts.get("snapshot.description"), "snapshot-description", description);
        CheckBox external = form.add("", "snapshot-external", new CheckBox(texts.get("snapshot.external.choice")));
        external.setAccessibleText(texts.get("snapshot.external.choice"));
        external.setSelected(model.refusal(Place.INTERNAL).isPresent());
        Label said = wrapped("snapshot-said");
        said.setMinHeight(72);
        form.wide(said);
        Dialogs.Made made =
                dialogs.make("snapshot-new", texts.get("snapshot.create"), texts.get("snapshot.create"), form);
        made.go().getStyleClass().add("accent");
        Runnable check = () -> {
            Place place = external.isSelected() ? Place.EXTERNAL : Place.INTERNAL;
            String problem = model.problem(name.get(), description.get(), place);
            made.go().setDisable(!problem.isEmpty());
            said.setText(
                    problem.isEmpty()
                            ? texts.get(external.isSelected() ? "snapshot.external.means" : "snapshot.internal.means")
                            : problem);
        };
        name.addListener((of, was, is) -> check.run());
        description.addListener((of, was, is) -> check.run());
        external.selectedProperty().addListener((of, was, is) -> check.run());
        check.run();
        made.dialog().setOnShown(event -> field.requestFocus());
        made.open(() ->
                model.create(name.get(), description.get(), external.isSelected() ? Place.EXTERNAL : Place.INTERNAL));
    }

    void delete(Snapshot one) {
        model.plan(one, false, plan -> delete(one, plan));
    }

    private void delete(Snapshot one, SnapshotDeletion first) {
        VBox content = new VBox(8);
        content.setPadding(new Insets(16));
        content.setPrefWidth(620);
        Confirmation confirmation = new Confirmation(
                texts.get("snapshot.delete.title", one.name()),
                texts.get("snapshot.delete.meaning"),
                List.of(one.name()),
                one.name(),
                texts.get("snapshot.delete"));
        Label title = new Label(confirmation.title());
        title.getStyleClass().add("section-title");
        Label meaning = wrapped("snapshot-delete-meaning");
        meaning.setText(confirmation.meaning());
        Label lines = wrapped("snapshot-delete-lines");
        content.getChildren().addAll(title, meaning, lines);
        CheckBox children = new CheckBox(texts.get("snapshot.delete.children"));
        children.setId("snapshot-delete-children");
        if (!model.treeProperty().get().children(one.name()).isEmpty()) {
            content.getChildren().add(children);
        }
        TextField typed = ConfirmDialog.field(confirmation, texts, content);
        Dialogs.Made made = dialogs.make("snapshot-remove", confirmation.title(), confirmation.verb(), content);
        made.go().getStyleClass().add("danger");
        SimplePlan shown = new SimplePlan(first);
        Runnable check = () -> {
            lines.setText(String.join("\n", model.lines(shown.plan)));
            // what is ticked must be what is listed
            boolean fits = (shown.plan.going().size() > 1) == children.isSelected();
            made.go().setDisable(!fits || shown.plan.refused().isPresent() || !confirmation.accepts(typed.getText()));
        };
        typed.textProperty().addListener((of, was, is) -> check.run());
        children.selectedProperty().addListener((of, was, is) -> {
            check.run();
            model.plan(one, is, plan -> {
                shown.plan = plan;
                check.run();
            });
        });
        check.run();
        made.dialog().setOnShown(event -> typed.requestFocus());
        made.open(() -> model.delete(shown.plan));
    }

    /** The plan that is listed now. */
    private static final class SimplePlan {
        private SnapshotDeletion plan;

        SimplePlan(SnapshotDeletion plan) {
            this.plan = plan;
        }
    }

    private static Label wrapped(String id) {
        Label label = new Label();
        label.setId(id);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
