package dev.muster.app.shell;

import dev.muster.app.content.StateLabel;
import dev.muster.app.content.VmDrag;
import dev.muster.app.navigation.Place;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import dev.muster.model.inventory.VmId;
import java.util.List;
import java.util.Optional;
import javafx.beans.value.ChangeListener;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;

/** Draws a line of the tree, and draws it anew when it changes. */
final class TreeCellView extends TreeCell<TreeLine> {
    private final StateLabel label = new StateLabel();
    private final Label plain = new Label();
    private final IconNode icon = new IconNode(Icon.VM);
    private final Tooltip tooltip = new Tooltip();
    private final ChangeListener<TreeNode> onNode = (of, was, is) -> draw(is);
    private Optional<TreeLine> heard = Optional.empty();

    TreeCellView() {
        plain.setGraphic(icon);
        plain.setGraphicTextGap(8);
        // a VM is chosen when the button is let go: a press may begin to drag it onto what shows
        addEventFilter(MouseEvent.MOUSE_PRESSED, event -> {
            if (event.getButton() == MouseButton.PRIMARY && vm().isPresent()) {
                event.consume();
            }
        });
        setOnMouseClicked(event -> {
            if (event.getButton() == MouseButton.PRIMARY && event.isStillSincePress() && vm().isPresent()) {
                getTreeView().requestFocus();
                getTreeView().getSelectionModel().select(getTreeItem());
            }
        });
        setOnDragDetected(event -> vm().ifPresent(id -> {
            VmDrag.start(this, List.of(id));
            event.consume();
        }));
    }

    /** The VM this line leads to. */
    private Optional<VmId> vm() {
        return heard.map(line -> line.node().place())
                .filter(Place.OneVm.class::isInstance)
                .map(place -> ((Place.OneVm) place).vm());
    }

    @Override
    protected void updateItem(TreeLine line, boolean empty) {
        super.updateItem(line, empty);
        heard.ifPresent(before -> before.nodeProperty().removeListener(onNode));
        heard = empty ? Optional.empty() : Optional.ofNullable(line);
        heard.ifPresentOrElse(
                now -> {
                    now.nodeProperty().addListener(onNode);
                    draw(now.node());
                },
                // without a graphic the skin also takes away the arrow of the line that was here
                () -> {
                    setGraphic(null);
                    setTooltip(null);
                });
    }

    private void draw(TreeNode node) {
        setAccessibleText(node.label());
        node.icon().ifPresentOrElse(shape -> draw(shape, node), () -> {
            label.show(node.tone(), node.label());
            label.setVisible(true);
            setGraphic(label);
        });
        tooltip.setText(node.tooltip());
        setTooltip(node.tooltip().isBlank() ? null : tooltip);
    }

    private void draw(Icon shape, TreeNode node) {
        icon.show(shape);
        icon.tone(
                switch (node.tone()) {
                    case BAD -> "bad";
                    case WORKING -> "working";
                    case GOOD, OFF, PAUSED, WARNING, UNKNOWN -> "plain";
                });
        plain.setText(node.label());
        plain.setVisible(true);
        setGraphic(plain);
    }
}
