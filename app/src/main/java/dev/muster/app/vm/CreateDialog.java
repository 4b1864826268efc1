package dev.muster.app.vm;

import dev.muster.app.content.Dialogs;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.app.vm.CreateViewModel.Source;
import dev.muster.app.vm.CreateViewModel.Unit;
import dev.muster.model.inventory.HostId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import javafx.collections.FXCollections;
import javafx.event.ActionEvent;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ChoiceBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Makes a VM: its fields first, then in plain words what will happen. */
public final class CreateDialog {
    private final Dialogs dialogs;
    private final Texts texts;
    private final CreateViewModel model;
    private boolean reviewing;

    public CreateDialog(Dialogs dialogs, Texts texts, CreateViewModel model) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.model = model;
    }

    /**
     * Opens it.
     *
     * @param hosts where a VM can be made
     * @param networks the names of the networks of a host
     * @param confirmed runs when what will happen was read and accepted
     */
    public void open(List<HostId> hosts, Function<HostId, List<String>> networks, Runnable confirmed) {
        if (model.hostProperty().get().isEmpty() && !hosts.isEmpty()) {
            model.hostProperty().set(Optional.of(hosts.getFirst()));
        }
        Form form = form(hosts, networks);
        Label problem = new Label();
        problem.setId("create-problem");
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        problem.setMinHeight(36);
        problem.setPadding(new Insets(0, 16, 0, 16));
        problem.textProperty().bind(model.problemProperty());
        VBox page = new VBox(form, problem);
        VBox content = new VBox(page);
        content.setPrefSize(580, 520);
        Dialogs.Made made = dialogs.make("create", texts.get("create.title"), texts.get("create.review"), content);
        made.go().disableProperty().bind(model.problemProperty().isNotEmpty());
        made.go().getStyleClass().add("accent");
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            if (!reviewing) {
                reviewing = true;
                content.getChildren().setAll(review(() -> {
                    reviewing = false;
                    content.getChildren().setAll(page);
                    made.go().setText(texts.get("create.review"));
                }));
                made.go().setText(texts.get("create.go"));
                event.consume();
            }
        });
        made.open(confirmed);
    }

    private Form form(List<HostId> hosts, Function<HostId, List<String>> networks) {
        Form form = new Form();
        ChoiceBox<HostId> host = form.add(
                texts.get("create.host"), "create-host", new ChoiceBox<>(FXCollections.observableArrayList(hosts)));
        model.hostProperty().get().ifPresent(host::setValue);
        host.setMaxWidth(Double.MAX_VALUE);
        TextField name = form.field(texts.get("create.name"), "create-name", model.nameProperty());
        name.sceneProperty().addListener((of, was, is) -> name.requestFocus());
        ChoiceBox<Source> source = form.add(
                texts.get("create.source"),
                "create-source",
                new ChoiceBox<>(FXCollections.observableArrayList(Source.values())));
        source.setMaxWidth(Double.MAX_VALUE);
        source.setConverter(words());
        source.valueProperty().bindBidirectional(model.sourceProperty());
        bootFields(form);
        shown(
                form.field(texts.get("create.vcpus"), "create-vcpus", model.vcpusProperty()),
                Source.KERNEL,
                Source.DISK_IMAGE,
                Source.ISO);
        memory(form);
        VBox nets = new VBox(4);
        shown(
                form.add(texts.get("create.networks"), "create-networks", nets),
                Source.KERNEL,
                Source.DISK_IMAGE,
                Source.ISO);
        Runnable fillNetworks = () -> fillNetworks(nets, host, networks);
        host.valueProperty().addListener((of, was, is) -> {
            model.hostProperty().set(Optional.ofNullable(is));
            model.networks().clear();
            fillNetworks.run();
        });
        fillNetworks.run();
        shown(
                form.field(texts.get("create.tags"), "create-tags", model.tagsProperty()),
                Source.KERNEL,
                Source.DISK_IMAGE,
                Source.ISO);
        CheckBox start = new CheckBox(texts.get("create.start"));
        start.selectedProperty().bindBidirectional(model.startProperty());
        form.add("", "create-start", start).setAccessibleText(texts.get("create.start"));
        return form;
    }

    private void bootFields(Form form) {
        shown(form.field(texts.get("create.kernel"), "create-kernel", model.kernelProperty()), Source.KERNEL);
        shown(form.field(texts.get("create.initrd"), "create-initrd", model.initrdProperty()), Source.KERNEL);
        shown(form.field(texts.get("create.cmdline"), "create-cmdline", model.commandLineProperty()), Source.KERNEL);
        shown(form.field(texts.get("create.image"), "create-image", model.imageProperty()), Source.DISK_IMAGE);
        ChoiceBox<String> format = shown(
                form.add(
                        texts.get("create.format"),
                        "create-format",
                        new ChoiceBox<>(FXCollections.observableArrayList("qcow2", "raw"))),
                Source.DISK_IMAGE);
        format.valueProperty().bindBidirectional(model.formatProperty());
        shown(form.field(texts.get("create.iso"), "create-iso", model.isoProperty()), Source.ISO);
        shown(form.field(texts.get("create.newdisk"), "create-newdisk", model.newDiskProperty()), Source.ISO);
        shown(
                form.field(texts.get("create.newdisk.size"), "create-newdisk-size", model.newDiskGibProperty()),
                Source.ISO);
        TextArea xml = shown(form.add(texts.get("create.xml"), "create-xml", new TextArea()), Source.XML);
        xml.getStyleClass().add("mono");
        xml.textProperty().bindBidirectional(model.xmlProperty());
    }

    private void memory(Form form) {
        TextField amount = new TextField();
        amount.setId("create-memory");
        amount.setAccessibleText(texts.get("create.memory"));
        amount.textProperty().bindBidirectional(model.memoryProperty());
        HBox.setHgrow(amount, Priority.ALWAYS);
        ChoiceBox<Unit> unit = new ChoiceBox<>(FXCollections.observableArrayList(Unit.values()));
        unit.setAccessibleText(texts.get("create.unit"));
        unit.valueProperty().bindBidirectional(model.memoryUnitProperty());
        shown(
                form.add(texts.get("create.memory"), "create-memory-line", new HBox(8, amount, unit)),
                Source.KERNEL,
                Source.DISK_IMAGE,
                Source.ISO);
    }

    private void fillNetworks(VBox box, ChoiceBox<HostId> host, Function<HostId, List<String>> networks) {
        box.getChildren().clear();
        HostId where = host.getValue();
        List<String> names = where == null ? List.of() : networks.apply(where);
        if (names.isEmpty()) {
            Label none = new Label(texts.get("create.networks.none"));
            none.getStyleClass().add("text-muted");
            box.getChildren().add(none);
        }
        for (String name : names) {
            CheckBox tick = new CheckBox(name);
            tick.selectedProperty().addListener((of, was, is) -> {
                if (is) {
                    model.networks().add(name);
                } else {
                    model.networks().remove(name);
                }
            });
            box.getChildren().add(tick);
        }
    }

    private VBox review(Runnable back) {
        VBox lines = new VBox(8);
        lines.setId("create-review");
        lines.setPadding(new Insets(16));
        Label title = new Label(texts.get("create.review.title"));
        title.getStyleClass().add("section-title");
        lines.getChildren().add(title);
        for (String sentence : model.review()) {
            Label label = new Label(sentence);
            label.setWrapText(true);
            label.setMinHeight(Region.USE_PREF_SIZE);
            lines.getChildren().add(label);
        }
        javafx.scene.control.Button change = new javafx.scene.control.Button(texts.get("create.back"));
        change.setId("create-back");
        change.setOnAction(event -> back.run());
        lines.getChildren().add(change);
        return lines;
    }

    private <N extends Node> N shown(N node, Source... when) {
        node.visibleProperty().bind(model.sourceProperty().map(List.of(when)::contains));
        return node;
    }

    private StringConverter<Source> words() {
        return new StringConverter<>() {
            @Override
            public String toString(Source value) {
                return value == null
                        ? ""
                        : texts.get("create.source." + value.name().toLowerCase(Locale.ROOT));
            }

            @Override
            public Source fromString(String text) {
                throw new UnsupportedOperationException("a choice is not typed");
            }
        };
    }
}
