package dev.muster.app.group;

import dev.muster.app.i18n.Texts;
import dev.muster.model.group.Fence;
import dev.muster.model.group.GroupCommand;
import java.util.List;
import javafx.geometry.Pos;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The VMs that were put aside by restores, each with a button that brings it back; not there where there are none. */
final class FencesBar {
    private final Texts texts;
    private final GroupsViewModel model;
    private final GroupWords words;
    private final Label title = new Label();
    private final FlowPane root = new FlowPane(16, 4);
    private List<Fence> shown = List.of();

    FencesBar(Texts texts, GroupsViewModel model) {
        this.texts = texts;
        this.model = model;
        this.words = new GroupWords(texts);
        title.setId("group-fences-title");
        title.setWrapText(true);
        title.setMinHeight(Region.USE_PREF_SIZE);
        root.setId("group-fences");
        root.getStyleClass().add("group-fences");
        root.setRowValignment(VPos.CENTER);
        root.managedProperty().bind(root.visibleProperty());
        root.setVisible(false);
    }

    Node root() {
        return root;
    }

    /** Shows those there are now. */
    void show() {
        List<Fence> now = model.fences();
        // what shows stays as it is: the keyboard may be in it
        if (now.equals(shown)) {
            return;
        }
        shown = now;
        root.setVisible(!now.isEmpty());
        title.setText(texts.get("group.fences", now.size()));
        root.getChildren().setAll(title);
        now.stream().map(this::line).forEach(root.getChildren()::add);
    }

    private Node line(Fence fence) {
        Label name = new Label(fence.name());
        name.getStyleClass().add("group-name");
        name.setTooltip(
                new Tooltip(texts.get("group.fence.line", Fence.fenced(fence.name()), words.exact(fence.at()))));
        Button back = new Button(texts.get("group.fence.back"));
        back.setId("group-unfence-" + fence.id().uuid());
        back.getStyleClass().addAll("flat", "small");
        back.setMinWidth(Region.USE_PREF_SIZE);
        back.setAccessibleText(texts.get("group.fence.back.of", fence.name()));
        back.setTooltip(new Tooltip(texts.get("group.fence.back.meaning")));
        back.setDisable(model.refusal().isPresent());
        back.setOnAction(event -> model.send(new GroupCommand.Unfence(fence.id())));
        HBox line = new HBox(4, name, back);
        line.setAlignment(Pos.CENTER_LEFT);
        return line;
    }
}
