package dev.muster.app.storage;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolSpec;
import dev.muster.model.storage.PoolSpec.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.util.StringConverter;

/** Makes a pool. */
final class CreatePoolDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty path = new SimpleStringProperty("");
    private final StringProperty server = new SimpleStringProperty("");
    private final StringProperty source = new SimpleStringProperty("");

    CreatePoolDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    void open(List<HostId> hosts, Consumer<Command> submit) {
        Form form = new Form();
        form.setPrefWidth(560);
        DropDown<HostId> host =
                form.add(texts.get("storage.pool.column.host"), "pool-create-host", new DropDown<>(hosts));
        host.getSelectionModel().selectFirst();
        form.field(texts.get("storage.pool.column.name"), "pool-create-name", name);
        DropDown<Kind> kind = form.add(
                texts.get("storage.pool.column.type"), "pool-create-kind", new DropDown<>(List.of(Kind.values())));
        kind.setConverter(words());
        kind.setValue(Kind.DIRECTORY);
        TextField serverField = form.field(texts.get("storage.pool.server"), "pool-create-server", server);
        serverField.setPromptText("nas.example");
        serverField.visibleProperty().bind(kind.valueProperty().map(Kind::hasServer));
        TextField sourceField = form.field(texts.get("storage.pool.source"), "pool-create-source", source);
        sourceField.promptTextProperty().bind(kind.valueProperty().map(CreatePoolDialog::example));
        sourceField.visibleProperty().bind(kind.valueProperty().map(value -> value != Kind.DIRECTORY));
        TextField pathField = form.field(texts.get("storage.pool.path"), "pool-create-path", path);
        pathField.setPromptText("/srv/vms");
        pathField.visibleProperty().bind(kind.valueProperty().map(Kind::hasPath));
        Label meaning = new Label();
        meaning.getStyleClass().add("text-muted");
        meaning.setWrapText(true);
        meaning.setMinHeight(36);
        meaning.textProperty()
                .bind(kind.valueProperty()
                        .map(value ->
                                texts.get("storage.pool.kind." + value.name().toLowerCase(Locale.ROOT) + ".meaning")));
        form.wide(meaning);
        Label problem = new Label();
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        problem.setMinHeight(36);
        form.wide(problem);
        Dialogs.Made made =
                dialogs.make("pool-create", texts.get("storage.pool.create"), texts.get("storage.pool.create"), form);
        made.go().getStyleClass().add("accent");
        InvalidationListener check = of -> {
            Optional<String> wrong = wrong(kind.getValue(), host.getValue() != null);
            problem.setText(name.get().isBlank() || (path.get() + source.get()).isBlank() ? "" : wrong.orElse(""));
            made.go().setDisable(wrong.isPresent());
        };
        List.<Observable>of(name, path, server, source, kind.valueProperty(), host.valueProperty())
                .forEach(field -> field.addListener(check));
        check.invalidated(name);
        made.open(() -> submit.accept(new PoolCommand.Create(host.getValue(), spec(kind.getValue()), true)));
    }

    private static String example(Kind kind) {
        return switch (kind) {
            case DIRECTORY -> "";
            case FILE_SYSTEM -> "/dev/sdb1";
            case NFS -> "/export/vms";
            case LOGICAL -> "vg0";
            case ISCSI -> "iqn.2026-01.org.example:disks";
        };
    }

    private Optional<String> wrong(Kind kind, boolean somewhere) {
        if (!somewhere) {
            return Optional.of(texts.get("create.problem.host"));
        }
        try {
            spec(kind);
            return Optional.empty();
        } catch (MusterException e) {
            return Optional.of(texts.say(e.problem().what()));
        }
    }

    private PoolSpec spec(Kind kind) {
        return new PoolSpec(
                name.get().strip(),
                kind,
                kind.hasPath() ? path.get().strip() : "",
                kind.hasServer() ? server.get().strip() : "",
                kind == Kind.DIRECTORY ? "" : source.get().strip());
    }

    private StringConverter<Kind> words() {
        return Words.of(value -> texts.get("storage.pool.kind." + value.name().toLowerCase(Locale.ROOT)));
    }
}
