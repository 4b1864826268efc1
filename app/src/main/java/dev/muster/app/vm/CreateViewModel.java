package dev.muster.app.vm;

import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.HostId;
import dev.muster.model.vm.BootSource;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
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
    /** What a new VM starts from. */
    public enum Source {
        KERNEL,
        DISK_IMAGE,
        ISO,
        XML
    }

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
    private final BiPredicate<HostId, String> nameTaken;
    private final ObjectProperty<Optional<HostId>> host = new SimpleObjectProperty<>(Optional.empty());
    private final ObjectProperty<Source> source = new SimpleObjectProperty<>(Source.KERNEL);
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty vcpus = new SimpleStringProperty("1");
    private final StringProperty memory = new SimpleStringProperty("256");
    private final ObjectProperty<Unit> memoryUnit = new SimpleObjectProperty<>(Unit.MIB);
    private final StringProperty kernel = new SimpleStringProperty("");
    private final StringProperty initrd = new SimpleStringProperty("");
    private final StringProperty commandLine = new SimpleStringProperty("console=ttyS0");
    private final StringProperty image = new SimpleStringProperty("");
    private final StringProperty format = new SimpleStringProperty("qcow2");
    private final StringProperty iso = new SimpleStringProperty("");
    private final StringProperty newDisk = new SimpleStringProperty("");
    private final StringProperty newDiskGib = new SimpleStringProperty("20");
    private final StringProperty xml = new SimpleStringProperty("");
    private final StringProperty description = new SimpleStringProperty("");
    private final StringProperty tags = new SimpleStringProperty("");
    private final ObservableList<String> networks = FXCollections.observableArrayList();
    private final BooleanProperty start = new SimpleBooleanProperty(true);
    private final ReadOnlyStringWrapper problem = new ReadOnlyStringWrapper("");

    /**
     * A VM to be made.
     *
     * @param nameTaken whether a host already has a VM of that name
     */
    public CreateViewModel(Texts texts, BiPredicate<HostId, String> nameTaken) {
        this.texts = texts;
        this.nameTaken = nameTaken;
        InvalidationListener check = of -> problem.set(findProblem());
        for (Observable field : List.of(
                host,
                source,
                name,
                vcpus,
                memory,
                memoryUnit,
                kernel,
                initrd,
                commandLine,
                image,
                format,
                iso,
                newDisk,
                newDiskGib,
                xml,
                description,
                tags,
                networks,
                start)) {
            field.addListener(check);
        }
        problem.set(findProblem());
    }

    /** What is wrong, one sentence; empty when the VM can be made. */
    public ReadOnlyStringProperty problemProperty() {
        return problem.getReadOnlyProperty();
    }

    /** The command. Call it only while there is no problem. */
    public Command command() {
        HostId where = host.get().orElseThrow();
        return source.get() == Source.XML
                ? new VmCommand.Define(where, xml.get(), start.get())
                : new VmCommand.Create(where, spec(), start.get());
    }

    /** What will happen, one sentence a line. */
    public List<String> review() {
        List<String> lines = new ArrayList<>();
        String where = host.get().map(HostId::text).orElse("");
        if (source.get() == Source.XML) {
            lines.add(texts.get("create.review.xml", where));
        } else {
            VmSpec spec = spec();
            lines.add(texts.get(
                    "create.review.vm",
                    spec.name(),
                    where,
                    spec.vcpus(),
                    Amounts.bytes(spec.memoryBytes(), texts.locale())));
            lines.add(
                    switch (spec.boot()) {
                        case BootSource.Kernel boot ->
                            boot.initrd().isEmpty()
                                    ? texts.get("create.review.kernel", boot.kernel())
                                    : texts.get("create.review.kernel.initrd", boot.kernel(), boot.initrd());
                        case BootSource.DiskImage boot -> texts.get("create.review.image", boot.path());
                        case BootSource.Iso boot ->
                            texts.get(
                                    "create.review.iso",
                                    boot.iso(),
                                    boot.disk(),
                                    Amounts.bytes(boot.diskBytes(), texts.locale()));
                    });
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
                boot(),
                List.copyOf(networks),
                description.get().strip(),
                new TreeSet<>(tagList(tags.get())));
    }

    /** The tags in a text that separates them with commas or blanks. */
    static List<String> tagList(String text) {
        return List.of(text.split("[,\\s]+", -1)).stream()
                .filter(tag -> !tag.isBlank())
                .toList();
    }

    private BootSource boot() {
        return switch (source.get()) {
            case KERNEL ->
                new BootSource.Kernel(
                        kernel.get().strip(),
                        initrd.get().strip(),
                        commandLine.get().strip());
            case DISK_IMAGE -> new BootSource.DiskImage(image.get().strip(), format.get());
            case ISO ->
                new BootSource.Iso(
                        iso.get().strip(),
                        newDisk.get().strip(),
                        Unit.GIB.bytes(Long.parseLong(newDiskGib.get().strip())));
            case XML -> throw new IllegalStateException("domain XML has no boot source");
        };
    }

    private String findProblem() {
        if (host.get().isEmpty()) {
            return texts.get("create.problem.host");
        }
        if (source.get() == Source.XML) {
            return xml.get().contains("<domain") ? "" : texts.get("create.problem.xml");
        }
        if (name.get().isBlank()) {
            return texts.get("create.problem.name");
        }
        if (nameTaken.test(host.get().orElseThrow(), name.get().strip())) {
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
        return findPathProblem();
    }

    private String findPathProblem() {
        boolean missing = switch (source.get()) {
            case KERNEL -> kernel.get().isBlank();
            case DISK_IMAGE -> image.get().isBlank();
            case ISO -> iso.get().isBlank() || newDisk.get().isBlank();
            case XML -> false;
        };
        if (missing) {
            return texts.get("create.problem.path");
        }
        if (source.get() == Source.ISO && !isNumber(newDiskGib.get())) {
            return texts.get("create.problem.disk");
        }
        try {
            spec();
            return "";
        } catch (MusterException e) {
            return e.problem().what();
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

    /** What it starts from. */
    public ObjectProperty<Source> sourceProperty() {
        return source;
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

    /** Path of the kernel. */
    public StringProperty kernelProperty() {
        return kernel;
    }

    /** Path of the initial RAM disk; may be empty. */
    public StringProperty initrdProperty() {
        return initrd;
    }

    /** What the kernel is told. */
    public StringProperty commandLineProperty() {
        return commandLine;
    }

    /** Path of the disk image. */
    public StringProperty imageProperty() {
        return image;
    }

    /** Format of the disk image. */
    public StringProperty formatProperty() {
        return format;
    }

    /** Path of the installation medium. */
    public StringProperty isoProperty() {
        return iso;
    }

    /** Path of the disk to make for the installation. */
    public StringProperty newDiskProperty() {
        return newDisk;
    }

    /** Size of that disk in GiB, as typed. */
    public StringProperty newDiskGibProperty() {
        return newDiskGib;
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
