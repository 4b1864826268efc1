package dev.muster.app.storage;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Volume;
import dev.muster.model.storage.PoolCommand;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.beans.InvalidationListener;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;

/** Asks for the one value that making a volume larger or copying it needs. */
final class VolumeValueDialog {
    private static final long GIB = 1L << 30;

    private final Dialogs dialogs;
    private final Texts texts;

    VolumeValueDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    /** Asks for the new size, in whole GiB above what it is. */
    void resize(Volume volume, Consumer<Command> submit) {
        open(
                "volume-resize-dialog",
                texts.get("storage.volume.resize.title", volume.name()),
                texts.get("storage.volume.size"),
                String.valueOf(volume.capacityBytes() / GIB + 1),
                texts.get("storage.volume.resize.meaning"),
                texts.get("storage.volume.resize"),
                text -> {
                    long bytes = Math.multiplyExact(Long.parseLong(text), GIB);
                    return bytes > volume.capacityBytes()
                            ? Optional.of(new PoolCommand.ResizeVolume(volume.id(), bytes))
                            : Optional.empty();
                },
                submit);
    }

    /** Asks for the name of the copy. */
    void copy(Volume volume, Consumer<Command> submit) {
        int dot = volume.name().lastIndexOf('.');
        String suggested = dot < 1
                ? volume.name() + "-copy"
                : volume.name().substring(0, dot) + "-copy" + volume.name().substring(dot);
        open(
                "volume-clone-dialog",
                texts.get("storage.volume.clone.title", volume.name()),
                texts.get("storage.pool.column.name"),
                suggested,
                texts.get("storage.volume.clone.meaning"),
                texts.get("storage.volume.clone"),
                text -> Optional.of(new PoolCommand.CloneVolume(volume.id(), text)),
                submit);
    }

    private void open(
            String id,
            String title,
            String label,
            String suggested,
            String meaning,
            String verb,
            Function<String, Optional<Command>> command,
            Consumer<Command> submit) {
        StringProperty value = new SimpleStringProperty(suggested);
        Form form = new Form();
        form.setPrefWidth(480);
        form.field(label, id + "-value", value);
        Label says = new Label(meaning);
        says.getStyleClass().add("text-muted");
        says.setWrapText(true);
        says.setMinHeight(40);
        form.wide(says);
        Dialogs.Made made = dialogs.make(id, title, verb, form);
        made.go().getStyleClass().add("accent");
        Function<String, Optional<Command>> tried = text -> {
            try {
                return command.apply(text.strip());
            } catch (MusterException | ArithmeticException | NumberFormatException e) {
                return Optional.empty();
            }
        };
        InvalidationListener check =
                of -> made.go().setDisable(tried.apply(value.get()).isEmpty());
        value.addListener(check);
        check.invalidated(value);
        made.open(() -> tried.apply(value.get()).ifPresent(submit));
    }
}
