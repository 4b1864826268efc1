package dev.muster.app.vm;

import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.app.vm.BootViewModel.Source;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.vm.Firmware;
import dev.muster.model.vm.GuestSystem;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.VmSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** A VM about to be made: its fields as typed, what is wrong with them in a sentence, and what will happen in plain words. */
public final class CreateViewModel {
    /** Units of memory and disks. */
    public enum Unit {
        MIB("MiB", 20),
        GIB("GiB", 30);

        private final String symbol;
        private final int shift;

        Unit(String symbol, int shift) {
            this.symbol = symbol;
            this.shift = shift;
        }

        /** Bytes in {@code amount} of this unit. */
        long bytes(long amount) {
            return Math.multiplyExact(amount, 1L << shift);
        }

        @Override
        public String toString() {
            return symbol;
        }
    }

    private final Texts texts;
    private final CreateGround ground;
    private final BootViewModel boot;
    private final ObjectProperty<Optional<HostId>> host = new SimpleObjectProperty<>(Optional.empty());
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty vcpus = new SimpleStringProperty("1");
    private final StringProperty memory = new SimpleStringProperty("1024");
    private final ObjectProperty<Unit> memoryUnit = new SimpleObjectProperty<>(Unit.MIB);
    private final StringProperty xml = new SimpleStringProperty("");
    private final StringProperty os = new SimpleStringProperty("");
    private final BooleanProperty uefi = new SimpleBooleanProperty();
    private final StringProperty editedXml = new SimpleStringProperty("");
    private final StringProperty description = new SimpleStringProperty("");
    private final StringProperty tags = new SimpleStringProperty("");
    private final ObservableList<String> networks = FXCollections.observableArrayList();
    private final BooleanProperty start = new SimpleBooleanProperty(true);
    private List<GuestSystem> systems = List.of();
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");
    private final ReadOnlyBooleanWrapper touched = new ReadOnlyBooleanWrapper();

    /**
     * A VM to be made.
     *
     * @param ground what there is on the hosts
     */
    public CreateViewModel(Texts texts, CreateGround ground) {
        this.texts = texts;
        this.ground = ground;
        this.boot = new BootViewModel(ground);
        host.addListener((of, was, is) -> boot.propose(is, name.get()));
        name.addListener((of, was, is) -> boot.propose(host.get(), is));
        InvalidationListener check = of -> {
            editedXml.set("");
            problem.set(findProblem());
            touched.set(true);
        };
        boot.fields().forEach(field -> field.addListener(check));
        for (Observable field :
                List.of(host, name, vcpus, memory, memoryUnit, xml, os, uefi, description, tags, networks, start)) {
            field.addListener(check);
        }
        os.addListener((of, was, is) -> system().ifPresent(this::recommend));
        problem.set(findProblem());
    }

    /** What is wrong, one sentence; empty when the VM can be made. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** Whether anything was entered; before that nobody made a mistake. */
    public ReadOnlyBooleanProperty touchedProperty() {
        return touched.getReadOnlyProperty();
    }

    /** Nothing was entered yet, whatever was filled in for the user. */
    void untouched() {
        touched.set(false);
    }

    /** The command. Call it only while there is no problem. */
    public Command command() {
        HostId where = host.get().orElseThrow();
        return isXml()
                ? new VmCommand.Define(where, xml.get(), start.get())
                : new VmCommand.Create(where, spec(), start.get(), editedXml.get());
    }

    /** What will happen, one sentence a line. */
    public List<String> review() {
        List<String> lines = new ArrayList<>();
        String where = host.get().map(HostId::text).orElse("");
        if (isXml()) {
            lines.add(texts.get("create.review.xml", where));
        } else {
            VmSpec spec = spec();
            lines.add(texts.get(
                    "create.review.vm",
                    spec.name(),
                    where,
                    spec.vcpus(),
                    Amounts.bytes(spec.memoryBytes(), texts.locale())));
            lines.add(BootViewModel.sentence(spec.boot(), texts));
            lines.add(
                    spec.networks().isEmpty()
                            ? texts.get("create.review.offline")
                            : texts.get("create.review.networks", String.join(", ", spec.networks())));
        }
        lines.add(texts.get(start.get() ? "create.review.start" : "create.review.off"));
        return List.copyOf(lines);
    }

    private VmSpec spec() {
        return new VmSpec(
                name.get().strip(),
                Integer.parseInt(vcpus.get().strip()),
                memoryUnit.get().bytes(Long.parseLong(memory.get().strip())),
                boot.source(host.get().orElseThrow(), name.get()),
                List.copyOf(networks),
                description.get().strip(),
                new TreeSet<>(tagList(tags.get())),
                uefi.get() ? Firmware.UEFI : Firmware.USUAL,
                system().map(GuestSystem::id).orElse(""));
    }

    private boolean isXml() {
        return boot.sourceProperty().get() == Source.XML;
    }

    /** What the bridge is asked for the domain XML; empty where the VM is made from domain XML anyway. */
    Optional<VmQuery.Preview> preview() {
        return isXml()
                ? Optional.empty()
                : Optional.of(new VmQuery.Preview(host.get().orElseThrow(), spec()));
    }

    /** The systems the bridge knows; those whose name has the words of {@code typed}, the newest first. */
    List<String> systems(String typed) {
        List<String> words = List.of(typed.strip().toLowerCase(Locale.ROOT).split("\\s+"));
        return systems.stream()
                .map(GuestSystem::name)
                .filter(one -> words.stream().allMatch(one.toLowerCase(Locale.ROOT)::contains))
                .toList();
    }

    /** Takes the systems the bridge knows. */
    void know(List<GuestSystem> known) {
        systems = List.copyOf(known);
        system().ifPresent(this::recommend);
        problem.set(findProblem());
    }

    private Optional<GuestSystem> system() {
        return systems.stream()
                .filter(one -> one.name().equalsIgnoreCase(os.get().strip()))
                .findFirst();
    }

    /** Fills in what the makers of a system recommend; the fields can be changed after that. */
    private void recommend(GuestSystem system) {
        vcpus.set(String.valueOf(system.vcpus()));
        if (system.memoryBytes() > 0) {
            memoryUnit.set(Unit.MIB);
            memory.set(String.valueOf(system.memoryBytes() >> 20));
        }
        if (system.diskBytes() > 0) {
            boot.newDiskGibProperty().set(String.valueOf((system.diskBytes() + (1L << 30) - 1) >> 30));
        }
    }

    /** The tags in a text that separates them with commas or blanks. */
    static List<String> tagList(String text) {
        return List.of(text.split("[,\\s]+", -1)).stream()
                .filter(tag -> !tag.isBlank())
                .toList();
    }

    private String findProblem() {
        if (host.get().isEmpty()) {
            return texts.get("create.problem.host");
        }
        if (isXml()) {
            return xml.get().contains("<domain") ? "" : texts.get("create.problem.xml");
        }
        if (name.get().isBlank()) {
            return texts.get("create.problem.name");
        }
        if (ground.hasVm(host.get().orElseThrow(), name.get().strip())) {
            return texts.get(
                    "create.problem.taken",
                    name.get().strip(),
                    host.get().orElseThrow().text());
        }
        if (!isNumber(vcpus.get())) {
            return texts.get("create.problem.vcpus");
        }
        if (!isNumber(memory.get())) {
            return texts.get("create.problem.memory");
        }
        return findBootProblem();
    }

    private String findBootProblem() {
        Optional<String> missing = boot.missing(host.get());
        if (missing.isPresent()) {
            return texts.get(missing.get());
        }
        if (!os.get().isBlank() && system().isEmpty()) {
            return texts.get("create.problem.os");
        }
        try {
            spec();
            return "";
        } catch (MusterException e) {
            return texts.say(e.problem().what());
        } catch (ArithmeticException e) {
            return texts.get("create.problem.memory");
        }
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("[1-9][0-9]{0,8}");
    }

    /** Where it is made. */
    public ObjectProperty<Optional<HostId>> hostProperty() {
        return host;
    }

    /** Its name. */
    public StringProperty nameProperty() {
        return name;
    }

    /** Virtual processors, as typed. */
    public StringProperty vcpusProperty() {
        return vcpus;
    }

    /** RAM, as typed, in {@link #memoryUnitProperty()}. */
    public StringProperty memoryProperty() {
        return memory;
    }

    /** The unit of the RAM. */
    public ObjectProperty<Unit> memoryUnitProperty() {
        return memoryUnit;
    }

    /** What it starts from. */
    public BootViewModel boot() {
        return boot;
    }

    /** What it is to run, by name; may be empty. */
    public StringProperty osProperty() {
        return os;
    }

    /** Whether it is started by UEFI. */
    public BooleanProperty uefiProperty() {
        return uefi;
    }

    /** Domain XML to make it with instead of what follows from the fields; empty for that. A changed field empties it. */
    public StringProperty editedXmlProperty() {
        return editedXml;
    }

    /** The domain XML. */
    public StringProperty xmlProperty() {
        return xml;
    }

    /** Free text. */
    public StringProperty descriptionProperty() {
        return description;
    }

    /** Tags, separated by commas or blanks. */
    public StringProperty tagsProperty() {
        return tags;
    }

    /** Names of the networks it is plugged into, in order. */
    public ObservableList<String> networks() {
        return networks;
    }

    /** Whether it starts at once. */
    public BooleanProperty startProperty() {
        return start;
    }
}
