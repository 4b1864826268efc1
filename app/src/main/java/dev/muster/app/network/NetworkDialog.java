package dev.muster.app.network;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Network;
import dev.muster.model.network.NetworkCommand;
import dev.muster.model.network.NetworkSpec;
import dev.muster.model.network.NetworkSpec.Mode;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.util.StringConverter;

/** Makes a network, or changes one. */
final class NetworkDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty address = new SimpleStringProperty("");
    private final StringProperty first = new SimpleStringProperty("");
    private final StringProperty last = new SimpleStringProperty("");
    private final StringProperty domain = new SimpleStringProperty("");
    private final boolean administrator;
    private final StringProperty bridge = new SimpleStringProperty("");
    private final StringProperty groups = new SimpleStringProperty("");

    /**
     * A form for networks.
     *
     * @param administrator whether who asks may lead networks onto bridges and VLANs of the host
     */
    NetworkDialog(Dialogs dialogs, Texts texts, boolean administrator) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.administrator = administrator;
    }

    /** Asks for a new network. */
    void create(List<HostId> hosts, Consumer<Command> submit) {
        Form form = new Form();
        form.setPrefWidth(560);
        DropDown<HostId> host =
                form.add(texts.get("network.column.host"), "network-create-host", new DropDown<>(hosts));
        host.getSelectionModel().selectFirst();
        form.field(texts.get("network.column.name"), "network-create-name", name);
        DropDown<Mode> mode = fields(form, "network-create", modes(one -> administrator || !one.isBridged()), Mode.NAT);
        show(
                "network-create",
                texts.get("network.create"),
                form,
                mode,
                List.of(host.valueProperty()),
                () -> host.getValue() == null
                        ? Optional.empty()
                        : Optional.of(new NetworkCommand.Create(host.getValue(), spec(mode.getValue()), true)),
                submit);
    }

    /** Asks what is to become of a network; what it is called and on which host it lies stays. */
    void edit(Network network, NetworkSpec is, Consumer<Command> submit) {
        name.set(is.name());
        address.set(is.address());
        first.set(is.dhcpFirst());
        last.set(is.dhcpLast());
        domain.set(is.domain());
        bridge.set(is.bridge());
        groups.set(is.portgroups().stream()
                .map(group -> group.vlan() == 0 ? group.name() : group.name() + ":" + group.vlan())
                .collect(Collectors.joining(", ")));
        Form form = new Form();
        form.setPrefWidth(560);
        form.add(texts.get("network.column.name"), "network-edit-name", new Label(is.name()));
        List<Mode> modes = modes(one -> one == is.mode()
                || (administrator && one.isBridged() == is.mode().isBridged()));
        DropDown<Mode> mode = fields(form, "network-edit", modes, is.mode());
        CheckBox restart = new CheckBox(texts.get("network.restart"));
        restart.setDisable(!network.active());
        form.add("", "network-edit-restart", restart).setAccessibleText(texts.get("network.restart"));
        show(
                "network-edit-dialog",
                texts.get("network.edit.title", is.name()),
                form,
                mode,
                List.of(),
                () -> Optional.of(new NetworkCommand.Edit(network.id(), spec(mode.getValue()), restart.isSelected())),
                submit);
    }

    private static List<Mode> modes(Predicate<Mode> which) {
        return Arrays.stream(Mode.values()).filter(which).toList();
    }

    private DropDown<Mode> fields(Form form, String id, List<Mode> modes, Mode chosen) {
        DropDown<Mode> mode = form.add(texts.get("network.mode"), id + "-mode", new DropDown<>(modes));
        mode.setConverter(words());
        mode.setValue(chosen);
        TextField addressField = form.field(texts.get("network.column.address"), id + "-address", address);
        addressField.setPromptText("10.7.0.1/24");
        TextField firstField = form.field(texts.get("network.dhcp.first"), id + "-first", first);
        TextField lastField = form.field(texts.get("network.dhcp.last"), id + "-last", last);
        TextField domainField = form.field(texts.get("network.domain"), id + "-domain", domain);
        domainField.setPromptText("lab.example");
        List.of(addressField, firstField, lastField, domainField)
                .forEach(field ->
                        field.visibleProperty().bind(mode.valueProperty().map(value -> !value.isBridged())));
        TextField bridgeField = form.field(texts.get("network.column.bridge"), id + "-bridge", bridge);
        bridgeField.setPromptText("br0");
        bridgeField.visibleProperty().bind(mode.valueProperty().map(Mode::isBridged));
        TextField groupsField = form.field(texts.get("network.portgroups"), id + "-portgroups", groups);
        groupsField.setPromptText("plain, office:42");
        groupsField.visibleProperty().bind(mode.valueProperty().map(value -> value == Mode.OPEN_VSWITCH));
        return mode;
    }

    private void show(
            String id,
            String title,
            Form form,
            DropDown<Mode> mode,
            List<Observable> others,
            Wanted wanted,
            Consumer<Command> submit) {
        Label problem = new Label();
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        problem.setMinHeight(36);
        form.wide(problem);
        Dialogs.Made made =
                dialogs.make(id, title, id.equals("network-create") ? title : texts.get("network.edit.go"), form);
        made.go().getStyleClass().add("accent");
        InvalidationListener check = of -> {
            Optional<String> wrong = wrong(wanted);
            problem.setText(name.get().isBlank() ? "" : wrong.orElse(""));
            made.go().setDisable(wrong.isPresent());
        };
        List.<Observable>of(name, address, first, last, domain, bridge, groups, mode.valueProperty())
                .forEach(field -> field.addListener(check));
        others.forEach(field -> field.addListener(check));
        check.invalidated(name);
        made.open(() -> wanted.command().ifPresent(submit));
    }

    private Optional<String> wrong(Wanted wanted) {
        try {
            return wanted.command().isPresent() ? Optional.empty() : Optional.of(texts.get("create.problem.host"));
        } catch (MusterException e) {
            return Optional.of(texts.say(e.problem().what()));
        }
    }

    private NetworkSpec spec(Mode mode) {
        boolean own = !mode.isBridged();
        return new NetworkSpec(
                name.get().strip(),
                mode,
                own ? address.get().strip() : "",
                own ? first.get().strip() : "",
                own ? last.get().strip() : "",
                own ? domain.get().strip() : "",
                bridge.get().strip(),
                mode == Mode.OPEN_VSWITCH ? groups(groups.get()) : List.of());
    }

    /** Port groups as they are typed: names, each with a colon and its VLAN where it has one. */
    static List<NetworkSpec.PortGroup> groups(String text) {
        return Arrays.stream(text.split("[,\\s]+", -1))
                .filter(part -> !part.isBlank())
                .map(part -> {
                    int colon = part.lastIndexOf(':');
                    String vlan = colon < 0 ? "0" : part.substring(colon + 1);
                    return new NetworkSpec.PortGroup(
                            colon < 0 ? part : part.substring(0, colon),
                            vlan.matches("\\d{1,4}") ? Integer.parseInt(vlan) : -1);
                })
                .toList();
    }

    private StringConverter<Mode> words() {
        return Words.of(value -> texts.get("network.mode." + value.name().toLowerCase(Locale.ROOT)));
    }

    /** What the fields say; empty while no host is chosen. */
    @FunctionalInterface
    private interface Wanted {
        Optional<Command> command();
    }
}
