package dev.muster.app.hardware;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.i18n.Texts;
import dev.muster.model.error.MusterException;
import dev.muster.model.vm.FirmwareKind;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareDevice;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Insets;
import javafx.scene.Node;
import javafx.scene.control.CheckBox;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;

/** The fields of one line of the list. What is typed is staged at once, where it makes sense. */
final class HardwareEditor {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final List<String> BUSES = List.of("virtio", "scsi", "sata", "usb", "ide");
    private static final List<String> MODELS = List.of("virtio", "e1000e", "e1000", "rtl8139");

    private final HardwareViewModel model;
    private final HardwareSurroundings around;
    private final Texts texts;
    private final HardwareWords words;
    private final BooleanProperty invalid = new SimpleBooleanProperty();
    private final Label problem = new Label();

    HardwareEditor(HardwareViewModel model, HardwareSurroundings around, Texts texts) {
        this.model = model;
        this.around = around;
        this.texts = texts;
        this.words = new HardwareWords(texts);
        problem.setId("hardware-problem");
        problem.getStyleClass().add("form-problem");
        problem.setWrapText(true);
        problem.setMinHeight(Region.USE_PREF_SIZE);
    }

    /** Whether what is typed cannot be staged. */
    BooleanProperty invalidProperty() {
        return invalid;
    }

    /** The fields of that line. */
    Node of(HardwareItem item, Hardware hardware) {
        fine();
        Label head = new Label(item.title()
                + (item.device().isPresent() ? " " + item.device().get().name() : ""));
        head.getStyleClass().add("section-title");
        head.setPadding(new Insets(0, 16, 0, 16));
        Form form = new Form();
        switch (item.id()) {
            case "cpu" -> cpu(form, hardware);
            case "memory" -> memory(form, hardware);
            case "firmware" -> firmware(form, hardware);
            case "boot" -> form.wide(new BootOrderEditor(model, texts).node(hardware));
            default -> {
                item.device().ifPresent(device -> device(form, device, item.mark()));
                item.added().ifPresent(change -> added(form, change));
            }
        }
        form.wide(problem);
        form.setDisable(model.refusal().isPresent());
        VBox box = new VBox(4, head, form);
        box.setPadding(new Insets(16, 0, 16, 0));
        return box;
    }

    private void cpu(Form form, Hardware hardware) {
        Hardware.Sizes next = hardware.next();
        number(
                form,
                "hardware.vcpus",
                "hardware-vcpus",
                staged("vcpus", HardwareChange.Vcpus.class)
                        .map(HardwareChange.Vcpus::count)
                        .orElse(next.vcpus()),
                value -> {
                    model.stage(new HardwareChange.Vcpus((int) value), value != next.vcpus());
                });
        number(
                form,
                "hardware.max-vcpus",
                "hardware-max-vcpus",
                staged("maximum-vcpus", HardwareChange.MaximumVcpus.class)
                        .map(HardwareChange.MaximumVcpus::count)
                        .orElse(next.maximumVcpus()),
                value -> model.stage(new HardwareChange.MaximumVcpus((int) value), value != next.maximumVcpus()));
        if (hardware.running()) {
            note(
                    form,
                    texts.get(
                            "hardware.now.vcpus",
                            hardware.now().vcpus(),
                            hardware.now().maximumVcpus()));
        }
        note(form, texts.get("hardware.note.vcpus"));
    }

    private void memory(Form form, Hardware hardware) {
        Hardware.Sizes next = hardware.next();
        number(
                form,
                "hardware.memory",
                "hardware-memory",
                staged("memory", HardwareChange.Memory.class)
                                .map(HardwareChange.Memory::bytes)
                                .orElse(next.memoryBytes())
                        / MIB,
                value -> model.stage(new HardwareChange.Memory(value * MIB), value != next.memoryBytes() / MIB));
        number(
                form,
                "hardware.max-memory",
                "hardware-max-memory",
                staged("maximum-memory", HardwareChange.MaximumMemory.class)
                                .map(HardwareChange.MaximumMemory::bytes)
                                .orElse(next.maximumMemoryBytes())
                        / MIB,
                value -> model.stage(
                        new HardwareChange.MaximumMemory(value * MIB), value != next.maximumMemoryBytes() / MIB));
        if (hardware.running()) {
            note(
                    form,
                    texts.get(
                            "hardware.now.memory",
                            words.bytes(hardware.now().memoryBytes()),
                            words.bytes(hardware.now().maximumMemoryBytes())));
        }
        note(form, texts.get("hardware.note.memory"));
    }

    private void firmware(Form form, Hardware hardware) {
        FirmwareKind there = hardware.next().firmware();
        choice(
                form,
                "hardware.setting.firmware",
                "hardware-firmware",
                List.of(FirmwareKind.values()),
                staged("firmware", HardwareChange.Firmware.class)
                        .map(HardwareChange.Firmware::kind)
                        .orElse(there),
                words::firmware,
                kind -> model.stage(new HardwareChange.Firmware(kind), kind != there));
        note(form, texts.get("hardware.note.firmware"));
        fact(form, "hardware.machine", hardware.next().machine());
    }

    private void device(Form form, HardwareDevice device, HardwareItem.Mark mark) {
        if (mark == HardwareItem.Mark.REMOVED) {
            note(form, texts.get("hardware.note.removed"));
            return;
        }
        switch (device.presence()) {
            case HERE -> {}
            case COMES -> note(form, texts.get("hardware.presence.comes"));
            case GOES -> note(form, texts.get("hardware.presence.goes"));
            case CHANGES -> note(form, texts.get("hardware.presence.changes"));
        }
        if (device.presence() == HardwareDevice.Presence.GOES) {
            return;
        }
        switch (device.kind()) {
            case DISK -> disk(form, device);
            case CDROM, FLOPPY -> drive(form, device);
            case NIC -> nic(form, device);
            case VIDEO -> {
                if (device.key().equals("video:0")) {
                    choice(
                            form,
                            "hardware.model",
                            "hardware-video",
                            with(HardwareChange.Video.MODELS, device.model()),
                            staged("video", HardwareChange.Video.class)
                                    .map(HardwareChange.Video::model)
                                    .orElse(device.model()),
                            Function.identity(),
                            model -> this.model.stage(new HardwareChange.Video(model), !model.equals(device.model())));
                }
            }
            case TPM -> tpm(form, device.model());
            case GRAPHICS, SERIAL, HOST_DEVICE, INPUT, SOUND, RNG, WATCHDOG, FILESYSTEM, CONTROLLER, BALLOON, OTHER -> {
                fact(form, "hardware.model", device.model());
                fact(form, "hardware.source", device.source());
                note(form, texts.get("hardware.note.xml"));
            }
        }
    }

    private void tpm(Form form, String there) {
        choice(
                form,
                "hardware.model",
                "hardware-tpm",
                with(List.of("tpm-crb", "tpm-tis"), there),
                staged("tpm", HardwareChange.Tpm.class)
                        .flatMap(HardwareChange.Tpm::model)
                        .orElse(there),
                Function.identity(),
                model -> this.model.stage(new HardwareChange.Tpm(Optional.of(model)), !model.equals(there)));
        note(form, texts.get("hardware.note.tpm"));
    }

    private void disk(Form form, HardwareDevice device) {
        Optional<HardwareChange.ChangeDisk> before = staged(device.key(), HardwareChange.ChangeDisk.class);
        fact(form, "hardware.source", device.source());
        fact(form, "hardware.format", device.model());
        ComboBox<String> bus = combo(
                form,
                "hardware.bus",
                "hardware-bus",
                with(BUSES, device.bus()),
                before.flatMap(HardwareChange.ChangeDisk::bus).orElse(device.bus()),
                Function.identity());
        ComboBox<String> cache = combo(
                form,
                "hardware.cache",
                "hardware-cache",
                with(HardwareChange.ChangeDisk.CACHES, device.cache()),
                before.flatMap(HardwareChange.ChangeDisk::cache).orElse(device.cache()),
                Function.identity());
        CheckBox readOnly = check(
                form,
                "hardware.readonly",
                "hardware-readonly",
                before.flatMap(HardwareChange.ChangeDisk::readOnly).orElse(device.readOnly()));
        Runnable stage = () -> attempt(() -> {
            Optional<String> newBus = Optional.of(bus.getValue()).filter(value -> !value.equals(device.bus()));
            Optional<String> newCache = Optional.of(cache.getValue()).filter(value -> !value.equals(device.cache()));
            Optional<Boolean> newMode = Optional.of(readOnly.isSelected()).filter(value -> value != device.readOnly());
            if (newBus.isEmpty() && newCache.isEmpty() && newMode.isEmpty()) {
                model.about(device.key()).ifPresent(model::unstage);
            } else {
                model.stage(new HardwareChange.ChangeDisk(device.name(), newBus, newCache, newMode), true);
            }
        });
        bus.valueProperty().addListener((of, was, is) -> stage.run());
        cache.valueProperty().addListener((of, was, is) -> stage.run());
        readOnly.selectedProperty().addListener((of, was, is) -> stage.run());
    }

    private void drive(Form form, HardwareDevice device) {
        ComboBox<String> medium = new ComboBox<>();
        medium.getItems().add("");
        medium.getItems().addAll(around.volumes(true));
        medium.setEditable(true);
        medium.setMaxWidth(Double.MAX_VALUE);
        medium.setValue(staged(device.key(), HardwareChange.Medium.class)
                .map(change -> change.path().orElse(""))
                .orElse(device.source()));
        medium.setPromptText(texts.get("summary.empty"));
        form.add(texts.get("hardware.medium"), "hardware-medium", medium);
        medium.getEditor()
                .textProperty()
                .addListener((of, was, is) -> attempt(() -> {
                    String path = is.strip();
                    model.stage(
                            new HardwareChange.Medium(
                                    device.name(), Optional.of(path).filter(given -> !given.isEmpty())),
                            !path.equals(device.source()));
                }));
        fact(form, "hardware.bus", device.bus());
        note(form, texts.get("hardware.note.medium"));
    }

    private void nic(Form form, HardwareDevice device) {
        Optional<HardwareChange.ChangeNic> before = staged(device.key(), HardwareChange.ChangeNic.class);
        List<String> sharing = around.sharing(device.name().replaceFirst("#.*", ""));
        if (!sharing.isEmpty()) {
            note(form, texts.get("hardware.note.shared", String.join(", ", sharing)));
        }
        ComboBox<String> network = combo(
                form,
                "hardware.network",
                "hardware-network",
                with(around.networks(), device.source()),
                before.flatMap(HardwareChange.ChangeNic::source).orElse(device.source()),
                Function.identity());
        ComboBox<String> card = combo(
                form,
                "hardware.model",
                "hardware-nic-model",
                with(MODELS, device.model()),
                before.flatMap(HardwareChange.ChangeNic::model).orElse(device.model()),
                Function.identity());
        CheckBox connected = check(
                form,
                "hardware.connected",
                "hardware-connected",
                before.flatMap(HardwareChange.ChangeNic::connected).orElse(device.connected()));
        Runnable stage = () -> attempt(() -> {
            Optional<String> source = Optional.of(network.getValue()).filter(value -> !value.equals(device.source()));
            Optional<String> newModel = Optional.of(card.getValue()).filter(value -> !value.equals(device.model()));
            Optional<Boolean> link = Optional.of(connected.isSelected()).filter(value -> value != device.connected());
            if (source.isEmpty() && newModel.isEmpty() && link.isEmpty()) {
                model.about(device.key()).ifPresent(model::unstage);
            } else {
                model.stage(
                        new HardwareChange.ChangeNic(device.name(), source.map(_ -> "network"), source, newModel, link),
                        true);
            }
        });
        network.valueProperty().addListener((of, was, is) -> stage.run());
        card.valueProperty().addListener((of, was, is) -> stage.run());
        connected.selectedProperty().addListener((of, was, is) -> stage.run());
    }

    private void added(Form form, HardwareChange change) {
        switch (change) {
            case HardwareChange.AddDisk disk -> {
                if (disk.device().equals("disk")) {
                    newDisk(form, disk);
                } else {
                    newDrive(form, disk);
                }
            }
            case HardwareChange.AddNic nic -> newNic(form, nic);
            case HardwareChange.Tpm tpm -> tpm(form, tpm.model().orElse("tpm-crb"));
            default -> note(form, texts.get("hardware.note.serial"));
        }
    }

    /** Changes a device that is to be added, which is another value each time. */
    private final class Draft<C extends HardwareChange> {
        private HardwareChange current;
        private final Supplier<C> made;

        Draft(HardwareChange current, Supplier<C> made) {
            this.current = current;
            this.made = made;
        }

        void put() {
            attempt(() -> {
                HardwareChange next = made.get();
                model.replace(current, next);
                current = next;
            });
        }
    }

    private void newDisk(Form form, HardwareChange.AddDisk disk) {
        ComboBox<String> path = new ComboBox<>();
        path.getItems().setAll(around.volumes(false));
        path.setEditable(true);
        path.setMaxWidth(Double.MAX_VALUE);
        path.setValue(disk.path());
        CheckBox make = check(form, "hardware.disk.new", "hardware-disk-new", disk.newBytes() > 0);
        form.add(texts.get("hardware.path"), "hardware-path", path);
        TextField size = new TextField(String.valueOf(Math.max(disk.newBytes(), GIB) / GIB));
        form.add(texts.get("hardware.disk.size"), "hardware-disk-size", size);
        size.visibleProperty().bind(make.selectedProperty());
        ComboBox<String> format = combo(
                form,
                "hardware.format",
                "hardware-format",
                List.of("qcow2", "raw"),
                disk.format(),
                Function.identity());
        ComboBox<String> bus = combo(form, "hardware.bus", "hardware-bus", BUSES, disk.bus(), Function.identity());
        CheckBox readOnly = check(form, "hardware.readonly", "hardware-readonly", disk.readOnly());
        Draft<HardwareChange.AddDisk> draft = new Draft<>(
                disk,
                () -> new HardwareChange.AddDisk(
                        "disk",
                        path.getEditor().getText().strip(),
                        format.getValue(),
                        bus.getValue(),
                        readOnly.isSelected(),
                        make.isSelected() ? whole(size.getText()) * GIB : 0,
                        Optional.empty()));
        path.getEditor().textProperty().addListener((of, was, is) -> draft.put());
        size.textProperty().addListener((of, was, is) -> draft.put());
        make.selectedProperty().addListener((of, was, is) -> draft.put());
        format.valueProperty().addListener((of, was, is) -> draft.put());
        bus.valueProperty().addListener((of, was, is) -> draft.put());
        readOnly.selectedProperty().addListener((of, was, is) -> draft.put());
    }

    private void newDrive(Form form, HardwareChange.AddDisk drive) {
        ComboBox<String> medium = new ComboBox<>();
        medium.getItems().add("");
        medium.getItems().addAll(around.volumes(true));
        medium.setEditable(true);
        medium.setMaxWidth(Double.MAX_VALUE);
        medium.setValue(drive.path());
        form.add(texts.get("hardware.medium"), "hardware-medium", medium);
        ComboBox<String> bus = combo(
                form,
                "hardware.bus",
                "hardware-bus",
                List.of("sata", "scsi", "usb", "ide"),
                drive.bus(),
                Function.identity());
        Draft<HardwareChange.AddDisk> draft = new Draft<>(
                drive,
                () -> new HardwareChange.AddDisk(
                        "cdrom",
                        medium.getEditor().getText().strip(),
                        "raw",
                        bus.getValue(),
                        true,
                        0,
                        Optional.empty()));
        medium.getEditor().textProperty().addListener((of, was, is) -> draft.put());
        bus.valueProperty().addListener((of, was, is) -> draft.put());
    }

    private void newNic(Form form, HardwareChange.AddNic nic) {
        ComboBox<String> network = combo(
                form,
                "hardware.network",
                "hardware-network",
                with(around.networks(), nic.source()),
                nic.source(),
                Function.identity());
        ComboBox<String> card =
                combo(form, "hardware.model", "hardware-nic-model", MODELS, nic.model(), Function.identity());
        Draft<HardwareChange.AddNic> draft = new Draft<>(
                nic, () -> new HardwareChange.AddNic("network", network.getValue(), card.getValue(), nic.mac()));
        network.valueProperty().addListener((of, was, is) -> draft.put());
        card.valueProperty().addListener((of, was, is) -> draft.put());
    }

    // fields

    private <C extends HardwareChange> Optional<C> staged(String about, Class<C> type) {
        return model.about(about).filter(type::isInstance).map(type::cast);
    }

    /** Work with a whole number. */
    @FunctionalInterface
    private interface Whole {
        void accept(long value);
    }

    private void number(Form form, String label, String id, long value, Whole stage) {
        TextField field = new TextField(String.valueOf(value));
        form.add(texts.get(label), id, field);
        StringProperty text = field.textProperty();
        text.addListener((of, was, is) -> attempt(() -> stage.accept(whole(is))));
    }

    private long whole(String text) {
        if (!text.strip().matches("[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(texts.get("hardware.problem.number"));
        }
        return Long.parseLong(text.strip());
    }

    private <T> void choice(
            Form form,
            String label,
            String id,
            List<T> values,
            T value,
            Function<T, String> text,
            java.util.function.Consumer<T> stage) {
        combo(form, label, id, values, value, text)
                .valueProperty()
                .addListener((of, was, is) -> attempt(() -> stage.accept(is)));
    }

    private <T> ComboBox<T> combo(
            Form form, String label, String id, List<T> values, T value, Function<T, String> text) {
        ComboBox<T> box = new DropDown<>(values);
        box.setConverter(new StringConverter<>() {
            @Override
            public String toString(T of) {
                return of == null ? "" : text.apply(of);
            }

            @Override
            public T fromString(String typed) {
                return values.stream()
                        .filter(one -> text.apply(one).equals(typed))
                        .findFirst()
                        .orElse(value);
            }
        });
        box.setValue(value);
        return form.add(texts.get(label), id, box);
    }

    private CheckBox check(Form form, String label, String id, boolean value) {
        CheckBox box = new CheckBox();
        box.setSelected(value);
        return form.add(texts.get(label), id, box);
    }

    private void fact(Form form, String label, String value) {
        if (!value.isEmpty()) {
            Label shown = new Label(value);
            shown.setWrapText(true);
            shown.getStyleClass().add("mono");
            form.add(texts.get(label), "hardware-fact-" + label.substring("hardware.".length()), shown);
        }
    }

    private static void note(Form form, String text) {
        Label note = new Label(text);
        note.setWrapText(true);
        note.setMinHeight(Region.USE_PREF_SIZE);
        note.getStyleClass().add("text-muted");
        form.wide(note);
    }

    private static List<String> with(List<String> known, String there) {
        return there.isEmpty() || known.contains(there)
                ? known
                : java.util.stream.Stream.concat(java.util.stream.Stream.of(there), known.stream())
                        .toList();
    }

    private void attempt(Runnable stage) {
        try {
            stage.run();
            fine();
        } catch (MusterException e) {
            wrong(texts.say(e.problem().what()));
        } catch (IllegalArgumentException e) {
            wrong(Objects.requireNonNullElse(e.getMessage(), ""));
        }
    }

    private void fine() {
        invalid.set(false);
        problem.setText("");
    }

    private void wrong(String why) {
        invalid.set(true);
        problem.setText(why);
    }
}
