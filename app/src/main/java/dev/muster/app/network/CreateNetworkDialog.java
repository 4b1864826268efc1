package dev.muster.app.network;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkSpec;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.util.StringConverter;

/** Makes a network. */
final class CreateNetworkDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty address = new SimpleStringProperty("");
    private final StringProperty first = new SimpleStringProperty("");
    private final StringProperty last = new SimpleStringProperty("");

    CreateNetworkDialog(Dialogs dialogs, Texts texts) {
        this.dialogs = dialogs;
        this.texts = texts;
    }

    void open(List<HostId> hosts, Consumer<Command> submit) {
        Form form = new Form();
        form.setPrefWidth(520);
        ChoiceBox<HostId> host = form.add(
                texts.get("network.column.host"),
                "network-create-host",
                new ChoiceBox<>(FXCollections.observableArrayList(hosts)));
        host.getSelectionModel().selectFirst();
        form.field(texts.get("network.column.name"), "network-create-name", name);
        ChoiceBox<NetworkSpec.Mode> mode = form.add(
                texts.get("network.mode"),
                "network-create-mode",
                new ChoiceBox<>(FXCollections.observableArrayList(NetworkSpec.Mode.values())));
        mode.setConverter(words());
        mode.getSelectionModel().selectFirst();
        form.field(texts.get("network.column.address"), "network-create-address", address)
                .setPromptText("10.7.0.1/24");
        form.field(texts.get("network.dhcp.first"), "network-create-first", first);
        form.field(texts.get("network.dhcp.last"), "network-create-last", last);
        Label problem = new Label();
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        problem.setMinHeight(36);
        form.wide(problem);
        Dialogs.Made made =
                dialogs.make("network-create", texts.get("network.create"), texts.get("network.create"), form);
        made.go().getStyleClass().add("accent");
        InvalidationListener check = of -> {
            Optional<String> wrong = wrong(mode.getValue(), host.getValue() != null);
            problem.setText(name.get().isBlank() ? "" : wrong.orElse(""));
            made.go().setDisable(wrong.isPresent());
        };
        List.<Observable>of(name, address, first, last, mode.valueProperty(), host.valueProperty())
                .forEach(field -> field.addListener(check));
        check.invalidated(name);
        made.open(() -> submit.accept(new NetworkCommand.Create(host.getValue(), spec(mode.getValue()), true)));
    }

    private Optional<String> wrong(NetworkSpec.Mode mode, boolean somewhere) {
        if (!somewhere) {
            return Optional.of(texts.get("create.problem.host"));
        }
        try {
            spec(mode);
            return Optional.empty();
        } catch (MusterException e) {
            return Optional.of(e.problem().what());
        }
    }

    private NetworkSpec spec(NetworkSpec.Mode mode) {
        return new NetworkSpec(
                name.get().strip(),
                mode,
                address.get().strip(),
                first.get().strip(),
                last.get().strip());
    }

    private StringConverter<NetworkSpec.Mode> words() {
        return new StringConverter<>() {
            @Override
            public String toString(NetworkSpec.Mode value) {
                return value == null
                        ? ""
                        : texts.get("network.mode." + value.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public NetworkSpec.Mode fromString(String text) {
                throw new UnsupportedOperationException("a choice is not typed");
            }
        };
    }
}
