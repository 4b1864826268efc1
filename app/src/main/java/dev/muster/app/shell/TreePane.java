package dev.muster.app.shell;

import dev.muster.app.content.StateLabel;
import dev.muster.app.content.Words;
import dev.muster.app.feature.Screen;
import dev.muster.app.i18n.Texts;
import dev.muster.app.inventory.LiveInventory;
import dev.muster.app.navigation.Navigation;
import dev.muster.app.navigation.Place;
import dev.muster.icons.Icon;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.beans.property.Property;
import javafx.scene.Parent;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;

/** The tree on the left. A group's VMs are made into lines only while it is open; what stays keeps its line. */
final class TreePane {
    private final TreeGroups groups;
    private final LiveInventory inventory;
    private final Navigation navigation;
    private final TreeItem<TreeLine> root;
    private final TreeView<TreeLine> tree;
    private final Map<String, TreeGroupItem> items = new HashMap<>();
    private final ChoiceBox<TreeGroups.Mode> mode = new ChoiceBox<>();
    private final BorderPane pane = new BorderPane();
    private boolean updating;

    TreePane(Texts texts, LiveInventory inventory, Navigation navigation, List<Screen> screens) {
        this.groups = new TreeGroups(texts);
        this.inventory = inventory;
        this.navigation = navigation;
        this.root = fixed("all", texts.get("shell.tree.all"), Icon.VM, new Place.Vms(""));
        TreeItem<TreeLine> top = fixed("top", "", Icon.VM, new Place.Vms(""));
        top.getChildren().add(root);
        for (Screen screen : screens) {
            top.getChildren()
                    .add(fixed(
                            screen.id(), texts.get(screen.titleKey()), screen.icon(), new Place.Screen(screen.id())));
        }
        this.tree = new TreeView<>(top);
        tree.setShowRoot(false);
        build(texts);
    }

    Parent root() {
        return pane;
    }

    /** The tree. */
    TreeView<TreeLine> tree() {
        return tree;
    }

    /** A line that is not of the inventory. */
    static TreeItem<TreeLine> line(String id, String label, String tooltip, Icon icon, Place place) {
        return new TreeItem<>(
                new TreeLine(new TreeNode(id, label, tooltip, StateLabel.Tone.OFF, Optional.of(icon), place)));
    }

    /** What the tree is grouped by. */
    Property<TreeGroups.Mode> modeProperty() {
        return mode.valueProperty();
    }

    private static TreeItem<TreeLine> fixed(String id, String label, Icon icon, Place place) {
        return line(id, label, "", icon, place);
    }

    private void build(Texts texts) {
        pane.getStyleClass().add("side");
        pane.setMinWidth(180);
        mode.setId("tree-mode");
        mode.getItems().setAll(TreeGroups.Mode.values());
        mode.setValue(TreeGroups.Mode.HOST);
        mode.setAccessibleText(texts.get("shell.tree.by"));
        mode.setConverter(
                Words.of(value -> texts.get("shell.tree." + value.name().toLowerCase(java.util.Locale.ROOT))));
        Label by = new Label(texts.get("shell.tree.by"));
        by.setLabelFor(mode);
        by.setMinWidth(Region.USE_PREF_SIZE);
        HBox header = new HBox(by, mode);
        header.getStyleClass().add("side-header");
        pane.setTop(header);
        tree.setId("tree");
        tree.setAccessibleText(texts.get("shell.tree.all"));
        tree.setFixedCellSize(28);
        tree.setCellFactory(of -> new TreeCellView());
        root.setExpanded(true);
        pane.setCenter(tree);
        mode.valueProperty().addListener((of, was, is) -> regroup());
        inventory.changeProperty().addListener((of, was, is) -> update(is));
        tree.getSelectionModel().selectedItemProperty().addListener((of, was, is) -> {
            if (is != null && !updating) {
                navigation.go(is.getValue().node().place());
            }
        });
        navigation.placeProperty().addListener((of, was, is) -> follow(is));
        regroup();
        follow(navigation.place());
    }

    /** Selects the line of where one is, or none. */
    private void follow(Place place) {
        TreeItem<TreeLine> now = tree.getSelectionModel().getSelectedItem();
        if (now != null && now.getValue().node().place().equals(place)) {
            return;
        }
        updating = true;
        try {
            line(place)
                    .filter(item -> tree.getRow(item) >= 0)
                    .ifPresentOrElse(
                            item -> tree.getSelectionModel().select(item), tree.getSelectionModel()::clearSelection);
        } finally {
            updating = false;
        }
    }

    private Optional<TreeItem<TreeLine>> line(Place place) {
        if (place instanceof Place.OneVm(VmId vm)) {
            return items.values().stream()
                    .flatMap(group -> group.line(vm).stream())
                    .findFirst();
        }
        return Stream.concat(
                        tree.getRoot().getChildren().stream()
                                .flatMap(item -> item.equals(root)
                                        ? Stream.of(item)
                                        : Stream.concat(Stream.of(item), item.getChildren().stream())),
                        items.values().stream())
                .filter(item -> item.getValue().node().place().equals(place))
                .findFirst();
    }

    /** Groups everything anew. */
    private void regroup() {
        updating = true;
        try {
            groups.group(inventory.image(), mode.getValue());
            items.clear();
            showGroups();
        } finally {
            updating = false;
        }
        follow(navigation.place());
    }

    /** Takes over what changed, and touches nothing else. */
    private void update(LiveInventory.Change change) {
        updating = true;
        try {
            Map<String, Set<TreeGroups.Member>> touched = groups.apply(change);
            boolean others = touched.keySet().stream()
                    .anyMatch(key -> items.containsKey(key) != groups.keys().contains(key));
            if (others) {
                showGroups();
            }
            touched.forEach((key, moved) -> {
                TreeGroupItem item = items.get(key);
                if (item != null) {
                    item.getValue().show(groups.node(key));
                    item.update(moved);
                }
            });
            items.values().stream()
                    .filter(TreeItem::isExpanded)
                    .forEach(group -> change.vms()
                            .forEach(id -> group.line(id)
                                    .ifPresent(line -> inventory
                                            .vm(id)
                                            .ifPresent(row -> line.getValue().show(node(group, row.vm()))))));
        } finally {
            updating = false;
        }
        follow(navigation.place());
    }

    /** Has a line for exactly the groups there are. */
    private void showGroups() {
        items.keySet().removeIf(key -> !groups.keys().contains(key));
        List<TreeItem<TreeLine>> now = new ArrayList<>();
        for (String key : groups.keys()) {
            now.add(items.computeIfAbsent(key, this::group));
        }
        if (!root.getChildren().equals(now)) {
            root.getChildren().setAll(now);
        }
    }

    private TreeGroupItem group(String key) {
        TreeNode shown = groups.node(key);
        return new TreeGroupItem(
                shown,
                () -> groups.members(key),
                member -> inventory
                        .vm(member.id())
                        .map(row -> TreeGroups.node(shown.id(), row.vm()))
                        .orElse(shown));
    }

    private static TreeNode node(TreeGroupItem group, Vm vm) {
        return TreeGroups.node(group.getValue().node().id(), vm);
    }
}
