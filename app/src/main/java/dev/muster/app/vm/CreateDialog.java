package dev.muster.app.vm;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.Dialogs;
import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Suggestions;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import dev.muster.app.vm.BootViewModel.Source;
import dev.muster.app.vm.CreateViewModel.Unit;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.inventory.HostId;
import dev.muster.model.vm.VmQuery;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.event.ActionEvent;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.ButtonBar;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** Makes a VM: its fields first, then in plain words what will happen. */
public final class CreateDialog {
    private static final Source[] MADE =
            EnumSet.complementOf(EnumSet.of(Source.XML)).toArray(Source[]::new);

    private final Dialogs dialogs;
    private final Texts texts;
    private final Asks asks;
    private final CreateGround ground;
    private final CreateViewModel model;
    private final BootViewModel boot;
    private boolean reviewing;

    public CreateDialog(Dialogs dialogs, Texts texts, Asks asks, CreateGround ground, CreateViewModel model) {
        this.dialogs = dialogs;
        this.texts = texts;
        this.asks = asks;
        this.ground = ground;
        this.model = model;
        this.boot = model.boot();
    }

    /**
     * Opens it.
     *
     * @param confirmed takes the command when what will happen was read and accepted
     */
    public void open(Consumer<Command> confirmed) {
        List<HostId> hosts = ground.hosts();
        asks.ask(new VmQuery.Systems(), answer -> model.know(answer.systems()), why -> model.know(List.of()));
        if (model.hostProperty().get().isEmpty() && !hosts.isEmpty()) {
            model.hostProperty().set(Optional.of(hosts.getFirst()));
        }
        Form form = form(hosts);
        Label problem = new Label();
        problem.setId("create-problem");
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        problem.setMinHeight(36);
        problem.setPadding(new Insets(0, 16, 0, 16));
        problem.textProperty().bind(model.problemProperty());
        problem.visibleProperty().bind(model.touchedProperty());
        model.untouched();
        ScrollPane scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        VBox.setVgrow(scroll, Priority.ALWAYS);
        VBox page = new VBox(scroll, problem);
        VBox.setVgrow(page, Priority.ALWAYS);
        VBox content = new VBox(page);
        content.setPrefSize(620, 640);
        Dialogs.Made made = dialogs.make("create", texts.get("create.title"), texts.get("create.review"), content);
        made.go().disableProperty().bind(model.problemProperty().isNotEmpty());
        made.go().getStyleClass().add("accent");
        ButtonBar.setButtonUniformSize(made.go(), false);
        made.go().setMinWidth(Region.USE_PREF_SIZE);
        made.go().addEventFilter(ActionEvent.ACTION, event -> {
            if (!reviewing) {
                reviewing = true;
                content.getChildren().setAll(review(() -> {
                    reviewing = false;
                    content.getChildren().setAll(page);
                    made.go().setText(texts.get("create.review"));
                    Optional.ofNullable(content.lookup("#create-name")).ifPresent(Node::requestFocus);
                }));
                made.go().setText(texts.get("create.go"));
                // Enter goes on from here; with the fields the focus would have fallen to Cancel
                made.go().requestFocus();
                event.consume();
            }
        });
        made.open(() -> confirmed.accept(model.command()));
    }

    private Form form(List<HostId> hosts) {
        Form form = new Form();
        DropDown<HostId> host = form.add(texts.get("create.host"), "create-host", new DropDown<>(hosts));
        model.hostProperty().get().ifPresent(host::setValue);
        TextField name = form.field(texts.get("create.name"), "create-name", model.nameProperty());
        name.sceneProperty().addListener((of, was, is) -> name.requestFocus());
        DropDown<Source> source =
                form.add(texts.get("create.source"), "create-source", new DropDown<>(List.of(Source.values())));
        source.setConverter(words());
        source.valueProperty().bindBidirectional(boot.sourceProperty());
        bootFields(form);
        TextField os = shown(form.field(texts.get("create.os"), "create-os", model.osProperty()), MADE);
        os.setPromptText(texts.get("create.os.prompt"));
        Suggestions.offer(os, model::systems);
        shown(form.field(texts.get("create.vcpus"), "create-vcpus", model.vcpusProperty()), MADE);
        memory(form);
        VBox nets = new VBox(4);
        shown(form.add(texts.get("create.networks"), "create-networks", nets), MADE);
        Runnable fillNetworks = () -> fillNetworks(nets, host);
        host.valueProperty().addListener((of, was, is) -> {
            model.hostProperty().set(Optional.ofNullable(is));
            model.networks().clear();
            fillNetworks.run();
        });
        fillNetworks.run();
        shown(form.field(texts.get("create.tags"), "create-tags", model.tagsProperty()), MADE);
        CheckBox uefi = new CheckBox(texts.get("create.uefi"));
        uefi.selectedProperty().bindBidirectional(model.uefiProperty());
        shown(form.add("", "create-uefi", uefi), MADE).setAccessibleText(texts.get("create.uefi"));
        CheckBox start = new CheckBox(texts.get("create.start"));
        start.selectedProperty().bindBidirectional(model.startProperty());
        form.add("", "create-start", start).setAccessibleText(texts.get("create.start"));
        return form;
    }

    private void bootFields(Form form) {
        shown(form.field(texts.get("create.kernel"), "create-kernel", boot.kernelProperty()), Source.KERNEL);
        shown(form.field(texts.get("create.initrd"), "create-initrd", boot.initrdProperty()), Source.KERNEL);
        shown(form.field(texts.get("create.cmdline"), "create-cmdline", boot.commandLineProperty()), Source.KERNEL);
        offer(
                shown(form.field(texts.get("create.image"), "create-image", boot.imageProperty()), Source.DISK_IMAGE),
                false);
        TextField template = shown(
                form.field(texts.get("create.template"), "create-template", boot.templateProperty()), Source.TEMPLATE);
        template.setPromptText(texts.get("create.template.prompt"));
        Suggestions.offer(template, typed -> boot.templates(model.hostProperty().get(), typed));
        DropDown<String> format = shown(
                form.add(texts.get("create.format"), "create-format", new DropDown<>(List.of("qcow2", "raw"))),
                Source.DISK_IMAGE);
        format.valueProperty().bindBidirectional(boot.formatProperty());
        offer(shown(form.field(texts.get("create.iso"), "create-iso", boot.isoProperty()), Source.ISO), true);
        shown(
                form.field(texts.get("create.newdisk"), "create-newdisk", boot.newDiskProperty()),
                Source.ISO,
                Source.PXE);
        shown(
                form.field(texts.get("create.newdisk.size"), "create-newdisk-size", boot.newDiskGibProperty()),
                Source.ISO,
                Source.PXE);
        TextArea xml = shown(form.add(texts.get("create.xml"), "create-xml", new TextArea()), Source.XML);
        xml.getStyleClass().add("mono");
        xml.textProperty().bindBidirectional(model.xmlProperty());
    }

    private void offer(TextField path, boolean media) {
        Suggestions.offer(path, typed -> boot.paths(model.hostProperty().get(), typed, media));
    }

    private void memory(Form form) {
        TextField amount = new TextField();
        amount.setId("create-memory");
        amount.setAccessibleText(texts.get("create.memory"));
        amount.textProperty().bindBidirectional(model.memoryProperty());
        HBox.setHgrow(amount, Priority.ALWAYS);
        DropDown<Unit> unit = new DropDown<>(List.of(Unit.values()));
        unit.setAccessibleText(texts.get("create.unit"));
        unit.valueProperty().bindBidirectional(model.memoryUnitProperty());
        shown(form.add(texts.get("create.memory"), "create-memory-line", new HBox(8, amount, unit)), MADE);
    }

    private void fillNetworks(VBox box, DropDown<HostId> host) {
        box.getChildren().clear();
        HostId where = host.getValue();
        List<String> names = where == null ? List.of() : ground.networks(where);
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
            tick.setSelected(ground.isUsual(where, name));
            box.getChildren().add(tick);
        }
    }

    private VBox review(Runnable back) {
        VBox lines = new VBox(8);
        VBox.setVgrow(lines, Priority.ALWAYS);
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
        model.preview().ifPresent(preview -> lines.getChildren().add(xml(preview)));
        return lines;
    }

    /** The domain XML it will be made with, which an administrator may change. */
    private VBox xml(VmQuery.Preview preview) {
        TextArea xml = new TextArea(texts.get("create.preview.asking"));
        xml.setId("create-preview");
        xml.setAccessibleText(texts.get("create.preview"));
        xml.getStyleClass().add("mono");
        xml.setEditable(false);
        VBox.setVgrow(xml, Priority.ALWAYS);
        Label title = new Label(
                texts.get(asks.role().includes(Role.ADMINISTRATOR) ? "create.preview.editable" : "create.preview"));
        title.getStyleClass().add("text-muted");
        asks.ask(
                preview,
                answer -> {
                    xml.setText(
                            model.editedXmlProperty().get().isEmpty()
                                    ? answer.xml()
                                    : model.editedXmlProperty().get());
                    xml.setEditable(asks.role().includes(Role.ADMINISTRATOR));
                    xml.textProperty()
                            .addListener(
                                    (of, was, is) -> model.editedXmlProperty().set(is.equals(answer.xml()) ? "" : is));
                },
                why -> xml.setText(texts.say(why)));
        VBox box = new VBox(4, title, xml);
        VBox.setVgrow(box, Priority.ALWAYS);
        return box;
    }

    private <N extends Node> N shown(N node, Source... when) {
        node.visibleProperty().bind(boot.sourceProperty().map(List.of(when)::contains));
        return node;
    }

    private StringConverter<Source> words() {
        return Words.of(value -> texts.get("create.source." + value.name().toLowerCase(Locale.ROOT)));
    }
}
