package dev.muster.app.snapshot;

import dev.muster.app.confirm.ConfirmDialog;
import dev.muster.app.content.ButtonHint;
import dev.muster.app.content.Columns;
import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.EmptyState;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.model.snapshot.Snapshot;
import dev.muster.model.snapshot.SnapshotTree;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeTableColumn;
import javafx.scene.control.TreeTableView;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** The snapshots of a VM as a tree, with what can be done with the one chosen. F5 reads them anew. */
public final class SnapshotsView {
    /** As domainsnapshot XML names them. */
    private static final Set<String> STATES =
            Set.of("running", "paused", "shutoff", "shutdown", "crashed", "blocked", "pmsuspended", "disk-snapshot");

    private final SnapshotsViewModel model;
    private final Texts texts;
    private final Dialogs dialogs;
    private final Supplier<String> vmName;
    private final SnapshotDialogs asking;
    private final TreeTableView<Snapshot> table = new TreeTableView<>();
    private final Label detail = new Label();
    private final BorderPane root = new BorderPane();
    private final Guarded create;
    private final Guarded revert;
    private final Guarded delete;

    /** A view of that model. */
    public SnapshotsView(SnapshotsViewModel model, Texts texts, Dialogs dialogs, Supplier<String> vmName) {
        this.model = model;
        this.texts = texts;
        this.dialogs = dialogs;
        this.vmName = vmName;
        this.asking = new SnapshotDialogs(model, dialogs, texts);
        this.create = new Guarded("snapshot-create", texts.get("snapshot.create"), asking::create);
        this.revert =
                new Guarded("snapshot-revert", texts.get("snapshot.revert"), () -> chosen().ifPresent(this::revert));
        this.delete =
                new Guarded("snapshot-delete", texts.get("snapshot.delete"), () -> chosen().ifPresent(asking::delete));
        create.button.getStyleClass().add("accent");
        root.setId("vm-snapshots-view");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTop(bar());
        table();
        root.setCenter(table);
        detail.setId("snapshot-detail");
        detail.setWrapText(true);
        detail.setMinHeight(Region.USE_PREF_SIZE);
        detail.setPadding(new Insets(12, 16, 16, 16));
        root.setBottom(detail);
        root.setOnKeyPressed(event -> {
            if (event.getCode() == KeyCode.F5) {
                model.load();
                event.consume();
            } else if (event.getCode() == KeyCode.DELETE && !delete.button.isDisabled()) {
                delete.button.fire();
                event.consume();
            }
        });
        model.treeProperty().addListener((of, was, is) -> show(is));
        show(model.treeProperty().get());
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    private HBox bar() {
        Label head = new Label(texts.get("snapshot.title"));
        head.getStyleClass().add("section-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        Button reload = new Button(texts.get("snapshot.reload"));
        reload.setId("snapshot-reload");
        reload.getStyleClass().add("flat");
        reload.setOnAction(event -> model.load());
        HBox bar = new HBox(4, head, gap, reload, revert.holder(), delete.holder(), create.holder());
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("pane-header");
        return bar;
    }

    private void table() {
        table.setId("vm-snapshots-table");
        table.setAccessibleText(texts.get("snapshot.title"));
        table.getStyleClass().add("live-table");
        table.setShowRoot(false);
        table.setFixedCellSize(32);
        table.setColumnResizePolicy(TreeTableView.CONSTRAINED_RESIZE_POLICY_ALL_COLUMNS);
        Columns.keepHeadings(table, table.getColumns());
        column("name", 260, one -> one.name() + (one.current() ? "  ● " + texts.get("snapshot.current") : ""));
        column("kind", 110, this::kind);
        column("memory", 100, one -> texts.get(one.memory() ? "snapshot.memory.yes" : "snapshot.memory.no"));
        column("state", 110, this::state);
        column("created", 170, one -> Times.column(one.created()));
        table.setPlaceholder(new EmptyState(
                "snapshots-empty",
                texts.get("snapshot.none.title"),
                texts.get("snapshot.none.text"),
                texts.get("snapshot.create"),
                create::fire));
        table.getSelectionModel().selectedItemProperty().addListener((of, was, is) -> choose());
    }

    /** In words; a state libvirt may add stays as it is called there. */
    private String state(Snapshot one) {
        return STATES.contains(one.state()) ? texts.get("snapshot.state." + one.state()) : one.state();
    }

    private void column(String id, double width, Function<Snapshot, String> text) {
        TreeTableColumn<Snapshot, String> column = new TreeTableColumn<>(texts.get("snapshot.column." + id));
        column.setId("snapshot-column-" + id);
        column.setPrefWidth(width);
        column.setMinWidth(Math.min(width, 100));
        column.setSortable(false);
        column.setCellValueFactory(
                cell -> new ReadOnlyStringWrapper(text.apply(cell.getValue().getValue())).getReadOnlyProperty());
        table.getColumns().add(column);
    }

    private void show(SnapshotTree tree) {
        Optional<String> before = chosen().map(Snapshot::name);
        TreeItem<Snapshot> top = new TreeItem<>();
        Map<String, TreeItem<Snapshot>> items = new HashMap<>();
        for (Snapshot one : tree.snapshots()) {
            TreeItem<Snapshot> item = new TreeItem<>(one);
            item.setExpanded(true);
            items.put(one.name(), item);
            one.parent()
                    .flatMap(parent -> Optional.ofNullable(items.get(parent)))
                    .orElse(top)
                    .getChildren()
                    .add(item);
        }
        // without a root the table shows what an empty one shows
        table.setRoot(tree.snapshots().isEmpty() ? null : top);
        before.flatMap(name -> Optional.ofNullable(items.get(name)))
                .ifPresent(item -> table.getSelectionModel().select(item));
        create.allow(model.createRefusal());
        choose();
    }

    private Optional<Snapshot> chosen() {
        return Optional.ofNullable(table.getSelectionModel().getSelectedItem()).map(TreeItem::getValue);
    }

    private void choose() {
        Optional<Snapshot> chosen = chosen();
        Optional<String> none = Optional.of(texts.get("snapshot.refused.none"));
        revert.allow(chosen.map(model::revertRefusal).orElse(none));
        delete.allow(chosen.map(one -> model.deleteRefusal()).orElse(none));
        detail.setText(chosen.map(this::detail).orElse(""));
        detail.setManaged(chosen.isPresent());
    }

    private String detail(Snapshot one) {
        String disks = one.disks().stream()
                .map(disk -> disk.overlay().isEmpty() ? disk.target() : disk.target() + " → " + disk.overlay())
                .collect(Collectors.joining(", "));
        return one.name() + " · " + kind(one) + "\n" + texts.get("snapshot.disks", disks)
                + (one.description().isEmpty() ? "" : "\n" + one.description());
    }

    private String kind(Snapshot one) {
        return texts.get(
                switch (one.place()) {
                    case INTERNAL -> "snapshot.kind.internal";
                    case EXTERNAL -> "snapshot.kind.external";
                });
    }

    private void revert(Snapshot to) {
        String when = Times.full(to.created(), texts.locale());
        new ConfirmDialog(dialogs, texts).ask(model.revertConfirmation(vmName.get(), to, when), () -> model.revert(to));
    }

    /** A button that says why it is off. */
    private static final class Guarded {
        private final Button button;
        private final ButtonHint hint;
        private final String label;

        Guarded(String id, String label, Runnable work) {
            this.label = label;
            button = new Button(label);
            button.setId(id);
            button.setMinWidth(Region.USE_PREF_SIZE);
            button.setOnAction(event -> work.run());
            hint = new ButtonHint(button);
        }

        void allow(Optional<String> refusal) {
            button.setDisable(refusal.isPresent());
            hint.say(refusal, label);
        }

        Node holder() {
            return hint.holder();
        }

        void fire() {
            button.fire();
        }
    }
}
