package dev.muster.app.storage;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Pool;
import dev.muster.model.storage.PoolCommand;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;

/** Makes an empty volume in a pool. */
final class CreateVolumeDialog {
    private static final long GIB = 1L << 30;

    private final Dialogs dialogs;
    private final Texts texts;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty size = new SimpleStringProperty("10");

    CreateVolumeDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    /** @param names the volumes of the pool, one of which can be what the new one is seen upon */
    void open(Pool pool, List<String> names, Consumer<Command> submit) {
        Form form = new Form();
        form.setPrefWidth(480);
        form.add(texts.get("disk.column.pool"), "volume-create-pool", new Label(pool.name()));
        form.field(texts.get("storage.pool.column.name"), "volume-create-name", name)
                .setPromptText("data.qcow2");
        form.field(texts.get("storage.volume.size"), "volume-create-size", size);
        DropDown<String> format = form.add(
                texts.get("storage.volume.column.format"),
                "volume-create-format",
                new DropDown<>(List.of("qcow2", "raw")));
        format.getSelectionModel().selectFirst();
        DropDown<String> backing =
                form.add(texts.get("storage.volume.backing"), "volume-create-backing", new DropDown<>(names));
        backing.getItems().addFirst("");
        backing.setValue("");
        backing.disableProperty().bind(format.valueProperty().isNotEqualTo("qcow2"));
        Label problem = new Label();
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        problem.setMinHeight(36);
        form.wide(problem);
        Dialogs.Made made = dialogs.make(
                "volume-create-dialog", texts.get("storage.volume.create"), texts.get("storage.volume.create"), form);
        made.go().getStyleClass().add("accent");
        InvalidationListener check = of -> {
            Optional<PoolCommand.CreateVolume> command = command(pool, format.getValue(), backing.getValue());
            problem.setText(name.get().isBlank() || command.isPresent() ? "" : texts.get("storage.volume.problem"));
            made.go().setDisable(command.isEmpty());
        };
        List.<Observable>of(name, size, format.valueProperty(), backing.valueProperty())
                .forEach(field -> field.addListener(check));
        check.invalidated(name);
        made.open(() -> command(pool, format.getValue(), backing.getValue()).ifPresent(submit));
    }

    private Optional<PoolCommand.CreateVolume> command(Pool pool, String format, String backing) {
        try {
            long bytes = Math.multiplyExact(Long.parseLong(size.get().strip()), GIB);
            return Optional.of(new PoolCommand.CreateVolume(
                    pool.id(), name.get().strip(), bytes, format, format.equals("qcow2") ? backing : ""));
        } catch (MusterException | ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
