package dev.muster.app.cluster;

import dev.muster.app.i18n.Texts;
import dev.muster.model.cluster.Artifact;
import dev.muster.model.cluster.ArtifactId;
import dev.muster.model.cluster.ArtifactKind;
import dev.muster.model.cluster.BootProfile;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.cluster.ClusterSpec;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Network;
import dev.muster.model.vm.Firmware;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** A cluster that is being described: where it boots, what all its functions boot, and the functions in start order. */
final class NewClusterViewModel {
    private static final String PROFILE = "system";
    private static final String COMMAND_LINE = "console=ttyS0 hostname={{vm.name}} function={{function}}";

    /** One function. */
    static final class Row {
        private final StringProperty name = new SimpleStringProperty("");
        private final StringProperty count = new SimpleStringProperty("1");
        private final StringProperty vcpus = new SimpleStringProperty("1");
        private final StringProperty memory = new SimpleStringProperty("1024");

        private Row(String name) {
            this.name.set(name);
        }

        StringProperty nameProperty() {
            return name;
        }

        StringProperty countProperty() {
            return count;
        }

        StringProperty vcpusProperty() {
            return vcpus;
        }

        StringProperty memoryProperty() {
            return memory;
        }

        private Stream<StringProperty> fields() {
            return Stream.of(name, count, vcpus, memory);
        }
    }

    /**
     * What is known of the description.
     *
     * @param text what is wrong or missing; empty where nothing is
     * @param spec the description; empty while something is
     */
    record State(String text, Optional<ClusterSpec> spec) {}

    private final InventoryImage image;
    private final Texts texts;
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty network = new SimpleStringProperty("");
    private final ObjectProperty<Optional<ArtifactId>> kernel = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Optional<ArtifactId>> initrd = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty commandLine = new SimpleStringProperty(COMMAND_LINE);
    private final ObservableList<Row> rows = FXCollections.observableArrayList();
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(new State("", Optional.empty()));
    private final InvalidationListener check = changed -> state.set(state());

    NewClusterViewModel(InventoryImage image, Texts texts) {
        this.image = image;
        this.texts = texts;
        networks().stream().findFirst().ifPresent(network::set);
        kernel.set(artifacts(ArtifactKind.KERNEL).stream().findFirst());
        initrd.set(artifacts(ArtifactKind.INITRD).stream().findFirst());
        Stream.<Observable>of(name, network, kernel, initrd, commandLine).forEach(field -> field.addListener(check));
        rows.addListener(check);
        add("db");
        add("web");
    }

    /** The names of networks that VMs could boot from. */
    List<String> networks() {
        return image.networks().values().stream()
                .filter(one -> one.active() && one.dhcp())
                .map(Network::name)
                .distinct()
                .sorted()
                .toList();
    }

    /** The artifacts of a kind, by name. */
    List<ArtifactId> artifacts(ArtifactKind kind) {
        return image.objects(Artifact.class).values().stream()
                .filter(one -> one.kind() == kind)
                .map(Artifact::id)
                .sorted((one, other) -> one.text().compareTo(other.text()))
                .toList();
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty networkProperty() {
        return network;
    }

    ObjectProperty<Optional<ArtifactId>> kernelProperty() {
        return kernel;
    }

    ObjectProperty<Optional<ArtifactId>> initrdProperty() {
        return initrd;
    }

    StringProperty commandLineProperty() {
        return commandLine;
    }

    /** The functions; those further up are started first. */
    ObservableList<Row> rows() {
        return rows;
    }

    ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /** One more function. */
    void add(String function) {
        Row row = new Row(function);
        row.fields().forEach(field -> field.addListener(check));
        rows.add(row);
    }

    /** One less; the last one stays. */
    void remove(Row row) {
        if (rows.size() > 1) {
            rows.remove(row);
        }
    }

    private State state() {
        String cluster = name.get().strip();
        if (cluster.isEmpty()) {
            return wrong("");
        }
        if (network.get().isEmpty()) {
            return wrong(texts.get("cluster.new.nonetwork"));
        }
        if (kernel.get().isEmpty()) {
            return wrong(texts.get("cluster.new.nokernel"));
        }
        try {
            ClusterId id = ClusterId.of(cluster);
            if (image.object(Cluster.class, id).isPresent()) {
                return wrong(texts.get("cluster.new.there", cluster));
            }
            List<ClusterFunction> functions = new ArrayList<>();
            for (Row row : rows) {
                functions.add(new ClusterFunction(
                        row.name.get().strip(),
                        number(row.count),
                        0,
                        number(row.vcpus),
                        number(row.memory),
                        List.of(),
                        functions.size(),
                        PROFILE,
                        Firmware.USUAL,
                        false,
                        Map.of()));
            }
            BootProfile profile = new BootProfile.Kernel(
                    PROFILE, kernel.get().get(), initrd.get(), commandLine.get().strip());
            return new State(
                    "",
                    Optional.of(new ClusterSpec(
                            id, network.get(), List.of(), List.of(profile), functions, "", Optional.empty())));
        } catch (MusterException e) {
            return wrong(texts.say(e.problem()));
        } catch (NumberFormatException e) {
            return wrong(texts.get("cluster.new.nonumber"));
        }
    }

    private static int number(StringProperty field) {
        return Integer.parseInt(field.get().strip());
    }

    private static State wrong(String text) {
        return new State(text, Optional.empty());
    }
}
