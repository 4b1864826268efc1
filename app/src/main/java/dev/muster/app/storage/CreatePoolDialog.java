package dev.muster.app.storage;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.storage.PoolCommand;
import dev.muster.model.storage.PoolSpec;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;

/** Makes a directory pool. */
final class CreatePoolDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty path = new SimpleStringProperty("");

    CreatePoolDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    void open(List<HostId> hosts, Consumer<Command> submit) {
        Form form = new Form();
        form.setPrefWidth(520);
        ChoiceBox<HostId> host = form.add(
                texts.get("pool.column.host"),
                "pool-create-host",
                new ChoiceBox<>(FXCollections.observableArrayList(hosts)));
        host.getSelectionModel().selectFirst();
        form.field(texts.get("pool.column.name"), "pool-create-name", name);
        form.field(texts.get("pool.path"), "pool-create-path", path).setPromptText("/srv/vms");
        Label problem = new Label();
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        problem.setMinHeight(36);
        form.wide(problem);
        Dialogs.Made made = dialogs.make("pool-create", texts.get("pool.create"), texts.get("pool.create"), form);
        made.go().getStyleClass().add("accent");
        InvalidationListener check = of -> {
            Optional<String> wrong = wrong(host.getValue() != null);
            problem.setText(name.get().isBlank() || path.get().isBlank() ? "" : wrong.orElse(""));
            made.go().setDisable(wrong.isPresent());
        };
        List.<Observable>of(name, path, host.valueProperty()).forEach(field -> field.addListener(check));
        check.invalidated(name);
        made.open(() -> submit.accept(new PoolCommand.Create(host.getValue(), spec(), true)));
    }

    private Optional<String> wrong(boolean somewhere) {
        if (!somewhere) {
            return Optional.of(texts.get("create.problem.host"));
        }
        try {
            spec();
            return Optional.empty();
        } catch (MusterException e) {
            return Optional.of(e.problem().what());
        }
    }

    private PoolSpec spec() {
        return new PoolSpec(name.get().strip(), path.get().strip());
    }
}
