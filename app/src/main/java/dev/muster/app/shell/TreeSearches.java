package dev.muster.app.shell;

import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.app.navigation.Navigation;
import dev.muster.app.navigation.Place;
import dev.muster.app.settings.SavedSearches;
import dev.muster.app.settings.SavedSearches.Saved;
import dev.muster.app.vm.SaveSearchDialog;
import dev.muster.icons.Icon;
import java.util.List;
import java.util.Optional;
import javafx.collections.ListChangeListener;
import javafx.collections.WeakListChangeListener;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.input.ContextMenuEvent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** The saved searches as lines of the tree: chosen like any other line, changed with F2, removed with Delete, or by a menu. */
final class TreeSearches {
    private final TreeView<TreeLine> tree;
    private final SavedSearches searches;
    private final Texts texts;
    private final Dialogs dialogs;
    private final Navigation navigation;
    private final TreeItem<TreeLine> root;
    private final ContextMenu menu = new ContextMenu();
    private final ListChangeListener<Saved> onSearches = change -> fill();

    /** Puts them into that tree. */
    TreeSearches(TreePane pane, SavedSearches searches, Texts texts, Dialogs dialogs, Navigation navigation) {
        this.tree = pane.tree();
        this.searches = searches;
        this.texts = texts;
        this.dialogs = dialogs;
        this.navigation = navigation;
        this.root = TreePane.line("searches", texts.get("table.searches"), "", Icon.SEARCH, new Place.Vms(""));
        root.setExpanded(true);
        // the searches last as long as the window, the tree only as long as its bridge
        searches.all().addListener(new WeakListChangeListener<>(onSearches));
        tree.addEventFilter(ContextMenuEvent.CONTEXT_MENU_REQUESTED, this::menu);
        tree.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        fill();
    }

    /** Stands below the VMs, and only where there is one. */
    private void fill() {
        root.getChildren()
                .setAll(searches.all().stream()
                        .map(saved -> TreePane.line(
                                "q:" + saved.name(),
                                saved.name(),
                                saved.search(),
                                Icon.SEARCH,
                                new Place.Vms(saved.search())))
                        .toList());
        List<TreeItem<TreeLine>> top = tree.getRoot().getChildren();
        if (searches.all().isEmpty()) {
            top.remove(root);
        } else if (!top.contains(root)) {
            top.add(1, root);
        }
    }

    private Optional<Saved> selected() {
        return Optional.ofNullable(tree.getSelectionModel().getSelectedItem())
                .filter(item -> root.equals(item.getParent()))
                .flatMap(item -> searches.named(item.getValue().node().label()));
    }

    private void key(KeyEvent event) {
        selected().ifPresent(saved -> {
            if (event.getCode() == KeyCode.F2) {
                change(saved);
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE) {
                searches.remove(saved);
                event.consume();
            }
        });
    }

    private void menu(ContextMenuEvent event) {
        selected().ifPresent(saved -> {
            MenuItem change = new MenuItem(texts.get("table.search.change", saved.name()));
            change.setOnAction(chosen -> change(saved));
            MenuItem remove = new MenuItem(texts.get("table.search.remove", saved.name()));
            remove.setOnAction(chosen -> searches.remove(saved));
            menu.getItems().setAll(change, remove);
            menu.show(tree, event.getScreenX(), event.getScreenY());
            event.consume();
        });
    }

    private void change(Saved saved) {
        new SaveSearchDialog(dialogs, texts, searches)
                .open(saved.search(), Optional.of(saved), now -> navigation.go(new Place.Vms(now.search())));
    }
}
