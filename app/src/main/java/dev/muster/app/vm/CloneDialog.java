package dev.muster.app.vm;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.model.vm.ClonePlan;
import dev.muster.model.vm.ClonePlan.CloneDisk;
import dev.muster.model.vm.ClonePlan.Fate;
import dev.muster.model.vm.VmCommand;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.geometry.HPos;
import javafx.geometry.Insets;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Asks for the name of a clone and what becomes of each disk. */
final class CloneDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final CloneViewModel model;

    CloneDialog(Dialogs dialogs, Texts texts, CloneViewModel model) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.model = model;
    }

    void open(String vm, Consumer<VmCommand.Clone> apply) {
        Form form = new Form();
        TextField name = form.field(texts.get("clone.name"), "clone-name", model.nameProperty());
        VBox plan = new VBox(8);
        plan.setPadding(new Insets(0, 16, 0, 16));
        model.planProperty().addListener((of, was, is) -> show(plan, is));
        show(plan, model.planProperty().get());
        ScrollPane scroll = new ScrollPane(plan);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label problem = wrapped("");
        problem.setId("clone-problem");
        problem.getStyleClass().add("form-problem");
        problem.setPadding(new Insets(8, 16, 8, 16));
        problem.textProperty().bind(model.problemProperty());
        VBox content = new VBox(form, scroll, problem);
        content.setPrefSize(680, 420);
        Dialogs.Made made = dialogs.make("clone", texts.get("clone.title", vm), texts.get("clone.go"), content);
        made.go().getStyleClass().add("accent");
        InvalidationListener check = of -> made.go().setDisable(model.command().isEmpty());
        model.problemProperty().addListener(check);
        model.planProperty().addListener(check);
        model.nameProperty().addListener(check);
        check.invalidated(model.nameProperty());
        made.dialog().setOnShown(event -> {
            name.requestFocus();
            name.selectAll();
        });
        made.open(() -> model.command().ifPresent(apply));
    }

    private void show(VBox box, Optional<ClonePlan> plan) {
        box.getChildren().clear();
        if (plan.isEmpty()) {
            box.getChildren().add(muted(texts.get("clone.asking")));
            return;
        }
        Label title = new Label(texts.get("clone.disks"));
        title.getStyleClass().add("section-title");
        box.getChildren().add(title);
        if (plan.get().disks().isEmpty()) {
            box.getChildren().add(muted(texts.get("clone.disks.none")));
        } else {
            box.getChildren().add(disks(plan.get()));
            Label sum = new Label();
            sum.setId("clone-sum");
            sum.textProperty().bind(model.sumProperty());
            box.getChildren().add(sum);
        }
        plan.get().notes().forEach(note -> box.getChildren().add(muted(texts.say(note))));
    }

    private GridPane disks(ClonePlan plan) {
        GridPane grid = new GridPane(12, 8);
        grid.setId("clone-disks");
        ColumnConstraints target = new ColumnConstraints();
        target.setMinWidth(Region.USE_PREF_SIZE);
        ColumnConstraints what = new ColumnConstraints();
        what.setHgrow(Priority.ALWAYS);
        what.setMinWidth(120);
        ColumnConstraints fate = new ColumnConstraints();
        fate.setMinWidth(Region.USE_PREF_SIZE);
        fate.setHalignment(HPos.RIGHT);
        grid.getColumnConstraints().addAll(target, what, fate);
        int row = 0;
        for (CloneDisk disk : plan.disks()) {
            Label name = new Label(disk.target());
            name.getStyleClass().add("mono");
            Label source = new Label(disk.source().isEmpty() ? texts.get("clone.empty") : disk.source());
            source.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
            source.setTooltip(new Tooltip(source.getText()));
            source.setMinWidth(0);
            Label meaning = muted(model.meaning(disk));
            DropDown<Fate> choice = new DropDown<>(disk.possible());
            choice.setId("clone-fate-" + disk.target());
            choice.setAccessibleText(texts.get("clone.fate", disk.target()));
            choice.setConverter(words(disk));
            choice.setValue(model.fate(disk));
            choice.setDisable(disk.possible().size() < 2);
            choice.valueProperty().addListener((of, was, is) -> {
                model.choose(disk, is);
                meaning.setText(model.meaning(disk));
            });
            grid.add(name, 0, row);
            grid.add(new VBox(source, meaning), 1, row);
            grid.add(choice, 2, row++);
        }
        return grid;
    }

    private StringConverter<Fate> words(CloneDisk disk) {
        return Words.of(value -> model.word(disk, value));
    }

    private static Label muted(String text) {
        Label label = wrapped(text);
        label.getStyleClass().add("text-muted");
        return label;
    }

    private static Label wrapped(String text) {
        Label label = new Label(text);
        label.setWrapText(true);
        label.setMinHeight(Region.USE_PREF_SIZE);
        return label;
    }
}
