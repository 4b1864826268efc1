package dev.muster.app.vm;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.VmCommand;
import java.util.function.Consumer;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;

/** Another name for a VM. */
final class RenameDialog {
    private final Dialogs dialogs;
    private final Texts texts;

    RenameDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    void open(Vm vm, Consumer<VmCommand.Rename> apply) {
        SimpleStringProperty wanted = new SimpleStringProperty(vm.name());
        Form form = new Form();
        form.setPrefWidth(460);
        TextField field = form.field(texts.get("life.rename.name"), "rename-name", wanted);
        Label meaning = new Label(texts.get("life.rename.meaning"));
        meaning.setWrapText(true);
        meaning.setMinHeight(Region.USE_PREF_SIZE);
        form.wide(meaning);
        Dialogs.Made made =
                dialogs.make("rename", texts.get("life.rename.title", vm.name()), texts.get("life.rename.go"), form);
        made.go().getStyleClass().add("accent");
        made.go().setDisable(true);
        wanted.addListener((of, was, is) -> made.go().setDisable(!fits(vm, is)));
        made.dialog().setOnShown(event -> {
            field.requestFocus();
            field.selectAll();
        });
        made.open(() -> apply.accept(new VmCommand.Rename(vm.id(), wanted.get().strip())));
    }

    private static boolean fits(Vm vm, String text) {
        try {
            return !new VmCommand.Rename(vm.id(), text.strip()).name().equals(vm.name());
        } catch (MusterException refused) {
            return false;
        }
    }
}
