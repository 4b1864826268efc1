package dev.muster.app.host;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;

/** Goes to another bridge: this machine's, or a daemon elsewhere, paired with once by the code it shows. */
public final class BridgeDialog {
    /** The forms there are; what is wrong within one of them is said when it is opened. */
    private static final Pattern ADDRESS = Pattern.compile("local|unix:/.+|https://[^/\\s]+:\\d{1,5}/?");

    private final Dialogs dialogs;
    private final Texts texts;
    private final BiConsumer<String, String> open;
    private final StringProperty address = new SimpleStringProperty("https://");
    private final StringProperty code = new SimpleStringProperty("");

    /**
     * The dialog.
     *
     * @param open goes to the bridge of that address, pairing with it first where the code is not empty
     */
    public BridgeDialog(Dialogs dialogs, Texts texts, BiConsumer<String, String> open) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.open = open;
    }

    /** Opens it. */
    public void open() {
        Form form = new Form();
        form.setPrefWidth(480);
        TextField where = form.field(texts.get("host.bridge.address"), "bridge-address", address);
        where.setPrefColumnCount(28);
        form.field(texts.get("host.bridge.code"), "bridge-code", code);
        Label help = new Label(texts.get("host.bridge.help"));
        help.setWrapText(true);
        help.setMinHeight(56);
        help.getStyleClass().add("text-muted");
        form.wide(help);
        Dialogs.Made made = dialogs.make("bridge", texts.get("host.bridge.title"), texts.get("host.bridge.go"), form);
        made.go().getStyleClass().add("accent");
        made.go()
                .disableProperty()
                .bind(address.map(text -> !ADDRESS.matcher(text.strip()).matches()));
        made.dialog().setOnShown(event -> {
            where.requestFocus();
            where.end();
        });
        made.open(() -> open.accept(address.get().strip(), code.get().strip()));
    }
}
