package dev.muster.app.shell;

import dev.muster.app.content.StateLabel;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.icons.Icon;
import dev.muster.icons.IconNode;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.Property;
import javafx.scene.Parent;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.control.TreeCell;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.util.StringConverter;

/** The tree on the left. A group's VMs are made into lines only while it is open; what stays keeps its line. */
final class TreePane {
    private final TreeGroups groups;
    private final LiveInventory inventory;
    private final Navigation navigation;
    private final TreeItem<TreeNode> root;
    private final TreeView<TreeNode> tree;
    private final Map<String, TreeItem<TreeNode>> items = new HashMap<>();
    private final Map<String, List<Vm>> members = new HashMap<>();
    private final ChoiceBox<TreeGroups.Mode> mode = new ChoiceBox<>();
    private final BorderPane pane = new BorderPane();
    private boolean updating;

    TreePane(Texts texts, LiveInventory inventory, Navigation navigation) {
        this.groups = new TreeGroups(texts);
        this.inventory = inventory;
        this.navigation = navigation;
        this.root = new TreeItem<>(fixed("all", texts.get("shell.tree.all"), Icon.VM, new Place.Vms("")));
        TreeItem<TreeNode> top = new TreeItem<>(fixed("top", "", Icon.VM, new Place.Vms("")));
        top.getChildren()
                .setAll(List.of(
                        root,
                        new TreeItem<>(
                                fixed("networks", texts.get("network.title"), Icon.NETWORK, new Place.Networks())),
                        new TreeItem<>(fixed("storage", texts.get("pool.title"), Icon.STORAGE, new Place.Storage())),
                        new TreeItem<>(fixed("alerts", texts.get("alert.title"), Icon.ALERT, new Place.Alerts())),
                        new TreeItem<>(fixed("audit", texts.get("audit.title"), Icon.AUDIT, new Place.Audit()))));
        this.tree = new TreeView<>(top);
        tree.setShowRoot(false);
        build(texts);
    }

    Parent root() {
        return pane;
    }

    /** What the tree is grouped by. */
    Property<TreeGroups.Mode> modeProperty() {
        return mode.valueProperty();
    }

    private static TreeNode fixed(String id, String label, Icon icon, Place place) {
        return new TreeNode(id, label, "", StateLabel.Tone.OFF, Optional.of(icon), place);
    }

    private void build(Texts texts) {
        pane.getStyleClass().add("side");
        pane.setMinWidth(180);
        mode.setId("tree-mode");
        mode.getItems().setAll(TreeGroups.Mode.values());
        mode.setValue(TreeGroups.Mode.HOST);
        mode.setAccessibleText(texts.get("shell.tree.by"));
        mode.setConverter(new StringConverter<>() {
            @Override
            public String toString(TreeGroups.Mode value) {
                return value == null
                        ? ""
                        : texts.get("shell.tree." + value.name().toLowerCase(java.util.Locale.ROOT));
            }

            @Override
            public TreeGroups.Mode fromString(String text) {
                throw new UnsupportedOperationException("nobody types here");
            }
        });
        Label by = new Label(texts.get("shell.tree.by"));
        by.setLabelFor(mode);
        by.setMinWidth(Region.USE_PREF_SIZE);
        HBox header = new HBox(by, mode);
        header.getStyleClass().add("side-header");
        pane.setTop(header);
        tree.setId("tree");
        tree.setAccessibleText(texts.get("shell.tree.all"));
        tree.setFixedCellSize(28);
        tree.setCellFactory(of -> new Cell());
        root.setExpanded(true);
        pane.setCenter(tree);
        mode.valueProperty().addListener((of, was, is) -> update(inventory.image()));
        inventory.imageProperty().addListener((of, was, is) -> update(is));
        tree.getSelectionModel().selectedItemProperty().addListener((of, was, is) -> {
            if (is != null && !updating) {
                navigation.go(is.getValue().place());
            }
        });
        navigation.placeProperty().addListener((of, was, is) -> follow(is));
        update(inventory.image());
        follow(navigation.place());
    }

    /** Selects the line of where one is, or none. */
    private void follow(Place place) {
        TreeItem<TreeNode> now = tree.getSelectionModel().getSelectedItem();
        if (now != null && now.getValue().place().equals(place)) {
            return;
        }
        updating = true;
        try {
            Stream.concat(tree.getRoot().getChildren().stream(), items.values().stream())
                    .filter(item -> item.getValue().place().equals(place) && tree.getRow(item) >= 0)
                    .findFirst()
                    .ifPresentOrElse(
                            item -> tree.getSelectionModel().select(item), tree.getSelectionModel()::clearSelection);
        } finally {
            updating = false;
        }
    }

    private void update(InventoryImage image) {
        updating = true;
        try {
            members.clear();
            List<TreeItem<TreeNode>> now = new ArrayList<>();
            for (TreeGroups.Group group : groups.of(image, mode.getValue())) {
                members.put(group.node().id(), group.vms());
                TreeItem<TreeNode> item = item(group.node());
                fill(item);
                now.add(item);
            }
            replace(root, now);
        } finally {
            updating = false;
        }
        follow(navigation.place());
    }

    private TreeItem<TreeNode> item(TreeNode node) {
        TreeItem<TreeNode> item = items.computeIfAbsent(node.id(), id -> {
            TreeItem<TreeNode> made = new TreeItem<>(node);
            made.expandedProperty().addListener((of, was, is) -> fill(made));
            return made;
        });
        if (!item.getValue().equals(node)) {
            item.setValue(node);
        }
        return item;
    }

    private void fill(TreeItem<TreeNode> group) {
        List<Vm> vms = members.getOrDefault(group.getValue().id(), List.of());
        // A closed group needs one line, so that it can be opened.
        List<Vm> shown = group.isExpanded() ? vms : vms.stream().limit(1).toList();
        replace(
                group,
                shown.stream()
                        .map(vm -> item(TreeGroups.node(group.getValue().id(), vm)))
                        .toList());
    }

    private void replace(TreeItem<TreeNode> parent, List<TreeItem<TreeNode>> now) {
        if (!parent.getChildren().equals(now)) {
            List<TreeItem<TreeNode>> gone = new ArrayList<>(parent.getChildren());
            gone.removeAll(new java.util.HashSet<>(now));
            gone.forEach(item -> items.remove(item.getValue().id()));
            parent.getChildren().setAll(now);
        }
    }

    private static final class Cell extends TreeCell<TreeNode> {
        private final StateLabel label = new StateLabel();
        private final Label plain = new Label();
        private final IconNode icon = new IconNode(Icon.VM);

        Cell() {
            plain.setGraphic(icon);
            plain.setGraphicTextGap(8);
        }

        @Override
        protected void updateItem(TreeNode node, boolean empty) {
            super.updateItem(node, empty);
            if (empty || node == null) {
                setGraphic(null);
                setTooltip(null);
            } else {
                setAccessibleText(node.label());
                node.icon().ifPresentOrElse(shape -> show(shape, node), () -> {
                    label.show(node.tone(), node.label());
                    setGraphic(label);
                });
                setTooltip(node.tooltip().isBlank() ? null : new Tooltip(node.tooltip()));
            }
        }

        private void show(Icon shape, TreeNode node) {
            icon.show(shape);
            icon.tone(
                    switch (node.tone()) {
                        case BAD -> "bad";
                        case WORKING -> "working";
                        case GOOD, OFF, PAUSED, WARNING, UNKNOWN -> "plain";
                    });
            plain.setText(node.label());
            setGraphic(plain);
        }
    }
}
