package dev.muster.app.hardware;

import dev.muster.app.content.ContentStyle;
import dev.muster.app.content.Dialogs;
import dev.muster.app.i18n.Texts;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareDevice;
import dev.muster.model.vm.HardwarePlan;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javafx.animation.PauseTransition;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The hardware of a VM: what there is on the left, its settings on the right. Changes are staged, marked, and made together
 * after a review. F5 reads anew, Delete removes, Ctrl+Z takes the last change back, Ctrl+Enter reviews.
 */
public final class HardwareView {
    private static final double LIST_WIDTH = 300;
    private static final long NEW_DISK = 20L << 30;
    private static final Duration PULSE = Duration.millis(50);

    private final HardwareViewModel model;
    private final HardwareSurroundings around;
    private final Texts texts;
    private final Dialogs dialogs;
    private final HardwareEditor editor;
    private final ListView<HardwareItem> list = new ListView<>();
    private final ScrollPane right = new ScrollPane();
    private final Button remove = new Button();
    private final Button review = new Button();
    private final Button discard = new Button();
    private final Label count = new Label();
    private final Label outdated = new Label();
    private final BorderPane root = new BorderPane();
    private String shown = "";
    private boolean filling;

    /** A view of that model. */
    public HardwareView(HardwareViewModel model, HardwareSurroundings around, Texts texts, Dialogs dialogs) {
        this.model = model;
        this.around = around;
        this.texts = texts;
        this.dialogs = dialogs;
        this.editor = new HardwareEditor(model, around, texts);
        root.setId("vm-hardware");
        root.getStylesheets().add(ContentStyle.sheet());
        root.setTop(bar());
        list.setId("hardware-list");
        list.setAccessibleText(texts.get("hardware.title"));
        list.setFixedCellSize(44);
        list.setPrefWidth(LIST_WIDTH);
        list.setMinWidth(LIST_WIDTH);
        list.getStyleClass().add("live-table");
        list.setCellFactory(_ -> new Cell());
        list.getSelectionModel().selectedItemProperty().addListener((of, was, is) -> {
            if (!filling) {
                edit(false);
            }
        });
        right.setFitToWidth(true);
        right.setId("hardware-editor");
        root.setLeft(list);
        root.setCenter(right);
        root.setBottom(foot());
        root.setOnKeyPressed(event -> {
            boolean done = true;
            if (event.getCode() == KeyCode.F5) {
                model.load();
            } else if (event.getCode() == KeyCode.DELETE && list.isFocused() && !remove.isDisabled()) {
                remove.fire();
            } else if (event.isShortcutDown() && event.getCode() == KeyCode.Z) {
                model.undo();
                edit(true);
            } else if (event.isShortcutDown() && event.getCode() == KeyCode.ENTER && !review.isDisabled()) {
                review.fire();
            } else {
                done = false;
            }
            if (done) {
                event.consume();
            }
        });
        model.hardwareProperty().addListener((of, was, is) -> {
            fill();
            // what runs may change while somebody types; fields with changes are left as they are
            edit(model.stagedProperty().get().isEmpty());
        });
        model.stagedProperty().addListener((of, was, is) -> {
            fill();
            if (is.isEmpty()) {
                edit(true);
            }
        });
        model.outdatedProperty().addListener((of, was, is) -> state());
        editor.invalidProperty().addListener((of, was, is) -> state());
        fill();
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    private HBox bar() {
        Label head = new Label(texts.get("hardware.title"));
        head.getStyleClass().add("section-title");
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        MenuButton add = new MenuButton(texts.get("hardware.add"));
        add.setId("hardware-add");
        add.setMinWidth(Region.USE_PREF_SIZE);
        add.setDisable(model.refusal().isPresent());
        add.getItems()
                .addAll(
                        item("disk", this::newDisk),
                        item(
                                "cdrom",
                                () -> new HardwareChange.AddDisk(
                                        "cdrom", "", "raw", "sata", true, 0, Optional.empty())),
                        item(
                                "nic",
                                () -> new HardwareChange.AddNic(
                                        "network",
                                        around.networks().stream().findFirst().orElse("default"),
                                        "virtio",
                                        Optional.empty())),
                        item("serial", HardwareChange.AddSerial::new),
                        item("tpm", () -> new HardwareChange.Tpm(Optional.of("tpm-crb"))));
        remove.setText(texts.get("hardware.remove"));
        remove.setId("hardware-remove");
        remove.getStyleClass().add("flat");
        remove.setMinWidth(Region.USE_PREF_SIZE);
        remove.setOnAction(event -> chosen().ifPresent(this::remove));
        Button reload = new Button(texts.get("hardware.reload"));
        reload.setId("hardware-reload");
        reload.getStyleClass().add("flat");
        reload.setMinWidth(Region.USE_PREF_SIZE);
        reload.setOnAction(event -> model.load());
        HBox bar = new HBox(4, head, gap, reload, remove, add);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("pane-header");
        return bar;
    }

    private HardwareChange newDisk() {
        int number = 1
                + (int) model.stagedProperty().get().stream()
                        .filter(HardwareChange.AddDisk.class::isInstance)
                        .count();
        return new HardwareChange.AddDisk(
                "disk", around.newDisk(number), "qcow2", "virtio", false, NEW_DISK, Optional.empty());
    }

    private MenuItem item(String kind, java.util.function.Supplier<HardwareChange> made) {
        MenuItem item = new MenuItem(texts.get("hardware.new." + kind));
        item.setId("hardware-add-" + kind);
        item.setOnAction(event -> {
            HardwareChange change = made.get();
            if (model.about(change.about()).isPresent() && !(change instanceof HardwareChange.AddNic)) {
                model.stage(change, true);
            } else {
                model.add(change);
            }
            list.getItems().stream()
                    .filter(line -> line.added().filter(change::equals).isPresent())
                    .reduce((one, other) -> other)
                    .ifPresent(line -> list.getSelectionModel().select(line));
            // the list knows its new length with the next pulse
            PauseTransition pulse = new PauseTransition(PULSE);
            pulse.setOnFinished(after -> list.scrollTo(list.getSelectionModel().getSelectedIndex()));
            pulse.play();
        });
        return item;
    }

    private HBox foot() {
        count.setId("hardware-staged");
        outdated.setId("hardware-outdated");
        outdated.setText(texts.get("hardware.outdated"));
        outdated.getStyleClass().add("form-problem");
        outdated.setWrapText(true);
        outdated.managedProperty().bind(outdated.visibleProperty());
        Region gap = new Region();
        HBox.setHgrow(gap, Priority.ALWAYS);
        discard.setText(texts.get("hardware.discard"));
        discard.setId("hardware-discard");
        discard.setMinWidth(Region.USE_PREF_SIZE);
        discard.setOnAction(event -> {
            model.discard();
            edit(true);
        });
        review.setText(texts.get("hardware.review"));
        review.setId("hardware-review");
        review.getStyleClass().add("accent");
        review.setMinWidth(Region.USE_PREF_SIZE);
        review.setOnAction(event -> model.review(this::review));
        HBox foot = new HBox(8, count, outdated, gap, discard, review);
        foot.setAlignment(Pos.CENTER_LEFT);
        foot.setPadding(new Insets(8, 16, 8, 16));
        foot.getStyleClass().add("hardware-foot");
        return foot;
    }

    private void review(HardwarePlan plan) {
        Region table = EffectTable.of(plan, texts);
        boolean now = plan.planned().stream().anyMatch(one -> one.effect().now());
        boolean later = plan.planned().stream().anyMatch(one -> !one.effect().now());
        Label said = new Label(texts.get(
                now && later ? "hardware.review.both" : now ? "hardware.review.now" : "hardware.review.next"));
        said.setWrapText(true);
        said.setMinHeight(Region.USE_PREF_SIZE);
        ScrollPane scroll = new ScrollPane(table);
        scroll.setFitToWidth(true);
        VBox content = new VBox(12, said, scroll);
        content.setPadding(new Insets(16));
        content.setPrefSize(760, 320);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Dialogs.Made made = dialogs.make(
                "hardware-apply",
                texts.get("hardware.review.title", around.vm().get().name()),
                texts.get("hardware.apply"),
                content);
        made.go().getStyleClass().add("accent");
        made.open(() -> model.apply(plan));
    }

    private void remove(HardwareItem line) {
        if (line.added().isPresent()) {
            model.unstage(line.added().get());
        } else if (line.mark() == HardwareItem.Mark.REMOVED || line.mark() == HardwareItem.Mark.CHANGED) {
            line.device()
                    .flatMap(device -> model.about(HardwareViewModel.stagedAbout(device)))
                    .ifPresent(model::unstage);
        } else {
            line.device()
                    .ifPresent(device -> model.stage(
                            device.key().equals("tpm:0")
                                    ? new HardwareChange.Tpm(Optional.empty())
                                    : new HardwareChange.RemoveDevice(device.key()),
                            true));
        }
        edit(true);
    }

    private Optional<HardwareItem> chosen() {
        return Optional.ofNullable(list.getSelectionModel().getSelectedItem());
    }

    private void fill() {
        filling = true;
        try {
            list.getItems().setAll(model.items());
            int at = list.getItems().stream().map(HardwareItem::id).toList().indexOf(shown);
            if (!list.getItems().isEmpty()) {
                list.getSelectionModel().clearAndSelect(Math.max(at, 0));
            }
        } finally {
            filling = false;
        }
        if (chosen().filter(line -> !line.id().equals(shown)).isPresent()) {
            edit(true);
        }
        state();
    }

    /** Shows the fields of the line chosen; those that are shown already are left alone unless they must be made anew. */
    private void edit(boolean anew) {
        Optional<Hardware> hardware = model.hardwareProperty().get();
        Optional<HardwareItem> line = chosen();
        if (hardware.isPresent()
                && line.isPresent()
                && (anew || !line.get().id().equals(shown))) {
            shown = line.get().id();
            right.setContent(editor.of(line.get(), hardware.get()));
        }
        state();
    }

    private void state() {
        List<HardwareChange> staged = model.stagedProperty().get();
        boolean may = model.refusal().isEmpty();
        count.setText(model.refusal()
                .orElse(
                        staged.isEmpty()
                                ? texts.get("hardware.staged.none")
                                : texts.get("hardware.staged", staged.size())));
        outdated.setVisible(model.outdatedProperty().get());
        review.setDisable(staged.isEmpty()
                || editor.invalidProperty().get()
                || !may
                || model.outdatedProperty().get());
        discard.setDisable(staged.isEmpty());
        boolean removable = chosen().filter(line -> line.added().isPresent()
                        || line.device()
                                .filter(device -> device.presence() != HardwareDevice.Presence.GOES)
                                .isPresent())
                .isPresent();
        remove.setDisable(!removable || !may);
        boolean back = chosen().filter(line -> line.device().isPresent()
                        && (line.mark() == HardwareItem.Mark.REMOVED || line.mark() == HardwareItem.Mark.CHANGED))
                .isPresent();
        remove.setText(texts.get(back ? "hardware.keep" : "hardware.remove"));
    }

    /** A line with its mark as shape and word. */
    private final class Cell extends ListCell<HardwareItem> {
        private final Label title = new Label();
        private final Label detail = new Label();
        private final Label mark = new Label();
        private final HBox line;

        Cell() {
            detail.getStyleClass().add("caption");
            mark.getStyleClass().add("hardware-mark");
            mark.setMinWidth(Region.USE_PREF_SIZE);
            VBox words = new VBox(title, detail);
            words.setMinWidth(0);
            HBox.setHgrow(words, Priority.ALWAYS);
            line = new HBox(8, words, mark);
            line.setAlignment(Pos.CENTER_LEFT);
            line.prefWidthProperty().bind(list.widthProperty().subtract(48));
            line.setMaxWidth(Region.USE_PREF_SIZE);
        }

        @Override
        protected void updateItem(@Nullable HardwareItem item, boolean empty) {
            super.updateItem(item, empty);
            setText(null);
            if (item == null || empty) {
                setGraphic(null);
                setAccessibleText("");
                return;
            }
            title.setText(item.title());
            detail.setText(item.detail());
            mark.setText(
                    switch (item.mark()) {
                        case NONE -> "";
                        case NEW -> "+ " + texts.get("hardware.mark.new");
                        case CHANGED -> "● " + texts.get("hardware.mark.changed");
                        case REMOVED -> "− " + texts.get("hardware.mark.removed");
                        case NEXT_START -> "◷ " + texts.get("hardware.mark.next");
                    });
            setAccessibleText(Objects.requireNonNull(title.getText()) + " " + item.detail() + " " + mark.getText());
            setGraphic(line);
        }
    }
}
