package dev.muster.app.hardware;

import dev.muster.app.i18n.Texts;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareDevice;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.TransferMode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/** From what a VM boots, in which order: by dragging, by Alt+Up and Alt+Down; Space takes a device in or leaves it out. */
final class BootOrderEditor {
    private static final double ROW = 32;

    private final HardwareViewModel model;
    private final Texts texts;
    private final HardwareWords words;
    private final ObservableList<HardwareDevice> devices = FXCollections.observableArrayList();
    private final Set<String> in = new HashSet<>();
    private final ListView<HardwareDevice> list = new ListView<>(devices);
    private List<String> original = List.of();

    BootOrderEditor(HardwareViewModel model, Texts texts) {
        this.model = model;
        this.texts = texts;
        this.words = new HardwareWords(texts);
    }

    Node node(Hardware hardware) {
        original = hardware.next().bootOrder();
        List<String> wanted = model.about("boot-order")
                .filter(HardwareChange.BootOrder.class::isInstance)
                .map(change -> ((HardwareChange.BootOrder) change).devices())
                .orElse(original);
        in.addAll(wanted);
        List<HardwareDevice> rest = new ArrayList<>(hardware.devices().stream()
                .filter(device -> device.presence() != HardwareDevice.Presence.GOES)
                .filter(device -> switch (device.kind()) {
                    case DISK, CDROM, FLOPPY, NIC, HOST_DEVICE -> true;
                    case GRAPHICS,
                            VIDEO,
                            SERIAL,
                            TPM,
                            INPUT,
                            SOUND,
                            RNG,
                            WATCHDOG,
                            FILESYSTEM,
                            CONTROLLER,
                            BALLOON,
                            OTHER -> false;
                })
                .toList());
        for (String key : wanted) {
            rest.stream().filter(device -> device.key().equals(key)).findFirst().ifPresent(device -> {
                devices.add(device);
                rest.remove(device);
            });
        }
        devices.addAll(rest);
        list.setId("hardware-boot");
        list.setAccessibleText(texts.get("hardware.setting.boot"));
        list.setFixedCellSize(ROW);
        list.setPrefHeight(ROW * Math.max(3, devices.size()) + 2);
        list.setCellFactory(_ -> new Cell());
        list.setOnKeyPressed(event -> {
            int at = list.getSelectionModel().getSelectedIndex();
            if (event.isAltDown() && event.getCode() == KeyCode.UP) {
                move(at, at - 1);
                event.consume();
            } else if (event.isAltDown() && event.getCode() == KeyCode.DOWN) {
                move(at, at + 1);
                event.consume();
            } else if (event.getCode() == KeyCode.SPACE && at >= 0) {
                toggle(devices.get(at));
                event.consume();
            }
        });
        Label note = new Label(texts.get("hardware.note.boot"));
        note.getStyleClass().add("text-muted");
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        return new VBox(8, list, note);
    }

    private void move(int from, int to) {
        if (from >= 0 && to >= 0 && to < devices.size() && from != to) {
            HardwareDevice moved = devices.remove(from);
            devices.add(to, moved);
            list.getSelectionModel().clearAndSelect(to);
            stage();
        }
    }

    private void toggle(HardwareDevice device) {
        if (!in.remove(device.key())) {
            in.add(device.key());
        }
        // the same device, shown with its other mark
        devices.set(devices.indexOf(device), device);
        stage();
    }

    private void stage() {
        List<String> keys =
                devices.stream().map(HardwareDevice::key).filter(in::contains).toList();
        model.stage(new HardwareChange.BootOrder(keys), !keys.equals(original));
    }

    /** A device with a mark for whether it is tried; the dragboard carries its key, since places change. */
    private final class Cell extends ListCell<HardwareDevice> {
        private final CheckBox mark = new CheckBox();
        private final Label kind = new Label();
        private final Label name = new Label();
        private final HBox line = new HBox(8, mark, kind, name);

        Cell() {
            line.setAlignment(Pos.CENTER_LEFT);
            name.getStyleClass().add("text-muted");
            mark.setFocusTraversable(false);
            mark.setOnAction(event -> toggle(getItem()));
            setOnDragDetected(event -> {
                if (!isEmpty()) {
                    Dragboard board = startDragAndDrop(TransferMode.MOVE);
                    ClipboardContent content = new ClipboardContent();
                    content.putString(getItem().key());
                    board.setContent(content);
                    board.setDragView(snapshot(null, null));
                    event.consume();
                }
            });
            setOnDragOver(event -> {
                if (event.getGestureSource() instanceof Cell && !isEmpty()) {
                    event.acceptTransferModes(TransferMode.MOVE);
                    event.consume();
                }
            });
            setOnDragEntered(event -> pseudoClassStateChanged(
                    javafx.css.PseudoClass.getPseudoClass("drop"), event.getGestureSource() instanceof Cell));
            setOnDragExited(event -> pseudoClassStateChanged(javafx.css.PseudoClass.getPseudoClass("drop"), false));
            setOnDragDropped(event -> {
                String key = event.getDragboard().getString();
                int from = devices.stream().map(HardwareDevice::key).toList().indexOf(key);
                int to = getIndex();
                event.setDropCompleted(from >= 0);
                event.consume();
                move(from, to);
            });
            getStyleClass().add("boot-cell");
        }

        @Override
        protected void updateItem(@org.jspecify.annotations.Nullable HardwareDevice device, boolean empty) {
            super.updateItem(device, empty);
            setText(null);
            if (device == null || empty) {
                setGraphic(null);
                setAccessibleText("");
                return;
            }
            mark.setSelected(in.contains(device.key()));
            mark.setAccessibleText(texts.get("hardware.boot.tried", device.name()));
            kind.setText(words.kind(device.kind()));
            String source = device.source();
            name.setText(
                    device.name() + (source.isEmpty() ? "" : " · " + source.substring(source.lastIndexOf('/') + 1)));
            setAccessibleText(kind.getText() + " " + device.name());
            setGraphic(line);
        }
    }
}
