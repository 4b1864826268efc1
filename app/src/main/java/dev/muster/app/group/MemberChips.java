package dev.muster.app.group;

import dev.muster.app.i18n.Texts;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import dev.muster.model.group.GroupMember;
import dev.muster.model.inventory.InventoryImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The rules by which VMs are members, each with a button that takes it out. */
final class MemberChips {
    private final String id;
    private final Texts texts;
    private final GroupWords words;
    private final Consumer<GroupMember> remove;
    private final FlowPane root = new FlowPane(8, 4);
    private final List<Button> buttons = new ArrayList<>();

    /** @param id what the ids of its buttons begin with */
    MemberChips(String id, Texts texts, Consumer<GroupMember> remove) {
        this.id = id;
        this.texts = texts;
        this.words = new GroupWords(texts);
        this.remove = remove;
        root.setId(id + "-chips");
        root.setPrefWrapLength(200);
    }

    FlowPane root() {
        return root;
    }

    /** Shows these. */
    void show(List<GroupMember> members, InventoryImage image) {
        buttons.clear();
        List<Node> chips = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            chips.add(chip(i, members.get(i), image));
        }
        root.getChildren().setAll(chips);
    }

    private Node chip(int number, GroupMember member, InventoryImage image) {
        String said = words.member(member, image);
        Label text = new Label(said);
        text.setMinWidth(0);
        text.setMaxWidth(280);
        text.setTooltip(new Tooltip(said));
        Button out = new Button();
        out.setGraphic(new IconNode(Icon.CLOSE));
        out.setId(id + "-remove-" + number);
        out.getStyleClass().addAll("flat", "group-chip-out");
        out.setMinWidth(Region.USE_PREF_SIZE);
        out.setAccessibleText(texts.get("group.member.remove", said));
        out.setTooltip(new Tooltip(out.getAccessibleText()));
        out.setOnAction(event -> remove.accept(member));
        buttons.add(out);
        HBox chip = new HBox(4, text, out);
        chip.setAlignment(Pos.CENTER_LEFT);
        chip.getStyleClass().add("group-chip");
        return chip;
    }

    /** Says why none can be taken out; empty where they can. */
    void refuse(Optional<String> why) {
        buttons.forEach(button -> {
            button.setDisable(why.isPresent());
            button.setAccessibleHelp(why.orElse(""));
        });
    }
}
