package dev.muster.app.group;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.Suggestions;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import java.util.List;
import java.util.Optional;
import javafx.beans.InvalidationListener;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** Picks VMs, tags and functions of clusters: what kind, which one, and those picked so far. What is typed counts without being added, too. */
final class MemberPicker extends VBox {
    private final MemberPickerViewModel model;
    private final Texts texts;
    private final MemberChips chips;
    private final Label said = new Label();
    private final Button pick = new Button();

    MemberPicker(MemberPickerViewModel model, Texts texts) {
        super(8);
        this.model = model;
        this.texts = texts;
        this.chips =
                new MemberChips("group-picked", texts, member -> model.members().remove(member));
        DropDown<MemberPickerViewModel.Kind> kind = new DropDown<>(List.of(MemberPickerViewModel.Kind.values()));
        kind.setId("group-pick-kind");
        kind.setAccessibleText(texts.get("group.pick.kind"));
        kind.setConverter(Words.of(one -> texts.get("group.pick." + one.word())));
        kind.valueProperty().bindBidirectional(model.kindProperty());
        kind.setMinWidth(Region.USE_PREF_SIZE);
        TextField text = new TextField();
        text.setId("group-pick-text");
        text.setAccessibleText(texts.get("group.pick.which"));
        text.textProperty().bindBidirectional(model.textProperty());
        text.setMinWidth(120);
        HBox.setHgrow(text, Priority.ALWAYS);
        Suggestions.offer(text, model::meant);
        pick.setText(texts.get("group.pick.add"));
        pick.setId("group-pick-add");
        pick.setMinWidth(Region.USE_PREF_SIZE);
        pick.setOnAction(event -> model.pick());
        HBox line = new HBox(8, kind, text, pick);
        line.setAlignment(Pos.CENTER_LEFT);
        said.setId("group-pick-said");
        said.setWrapText(true);
        said.setMinHeight(18);
        getChildren().addAll(line, said, chips.root());
        InvalidationListener show = observable -> show();
        model.textProperty().addListener(show);
        model.kindProperty().addListener(show);
        model.members().addListener(show);
        show();
    }

    private void show() {
        chips.show(List.copyOf(model.members()), model.image());
        chips.refuse(Optional.empty());
        String problem = model.problem();
        said.setText(problem.isEmpty() ? texts.get("group.pick.found", model.found()) : problem);
        said.getStyleClass().setAll("label", problem.isEmpty() ? "text-muted" : "form-problem");
        pick.setDisable(!model.canPick());
    }
}
