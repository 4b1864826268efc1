package dev.muster.app.vm;

import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.app.vm.CreateViewModel.Unit;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Volume;
import dev.muster.model.vm.BootSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** What a new VM starts from, as typed. */
public final class BootViewModel {
    /** What it starts from. */
    public enum Source {
        ISO,
        TEMPLATE,
        DISK_IMAGE,
        PXE,
        KERNEL,
        XML
    }

    private final CreateGround ground;
    private final ObjectProperty<Source> source = new SimpleObjectProperty<>(Source.ISO);
    private final StringProperty kernel = new SimpleStringProperty("");
    private final StringProperty initrd = new SimpleStringProperty("");
    private final StringProperty commandLine = new SimpleStringProperty("console=ttyS0");
    private final StringProperty image = new SimpleStringProperty("");
    private final StringProperty format = new SimpleStringProperty("qcow2");
    private final StringProperty iso = new SimpleStringProperty("");
    private final StringProperty template = new SimpleStringProperty("");
    private final StringProperty newDisk = new SimpleStringProperty("");
    private final StringProperty newDiskGib = new SimpleStringProperty("20");
    private String proposed = "";

    BootViewModel(CreateGround ground) {
        this.ground = ground;
    }

    /** All that was typed. */
    List<Observable> fields() {
        return List.of(source, kernel, initrd, commandLine, image, format, iso, template, newDisk, newDiskGib);
    }

    /** Proposes where the new disk goes, unless somebody said it. */
    void propose(Optional<HostId> host, String vm) {
        String proposal = vm.isBlank()
                ? ""
                : host.flatMap(ground::directory)
                        .map(directory -> directory + "/" + vm.strip() + ".qcow2")
                        .orElse("");
        if (newDisk.get().equals(proposed)) {
            newDisk.set(proposal);
        }
        proposed = proposal;
    }

    /** What is missing, as the key of a sentence; empty when nothing is. */
    Optional<String> missing(Optional<HostId> host) {
        boolean makesDisk = source.get() == Source.ISO
                || (source.get() == Source.PXE && !newDisk.get().isBlank());
        if (makesDisk && !newDiskGib.get().strip().matches("[1-9][0-9]{0,8}")) {
            return Optional.of("create.problem.disk");
        }
        boolean blank = switch (source.get()) {
            case KERNEL -> kernel.get().isBlank();
            case DISK_IMAGE -> image.get().isBlank();
            case ISO -> iso.get().isBlank() || newDisk.get().isBlank();
            case TEMPLATE, PXE, XML -> false;
        };
        if (blank) {
            return Optional.of("create.problem.path");
        }
        return source.get() == Source.TEMPLATE
                        && host.flatMap(at -> ground.volume(at, template.get().strip()))
                                .isEmpty()
                ? Optional.of("create.problem.template")
                : Optional.empty();
    }

    /** What it starts from; only while nothing is {@link #missing}, and not for domain XML. */
    BootSource source(HostId host, String vm) {
        return switch (source.get()) {
            case KERNEL ->
                new BootSource.Kernel(
                        kernel.get().strip(),
                        initrd.get().strip(),
                        commandLine.get().strip());
            case DISK_IMAGE -> new BootSource.DiskImage(image.get().strip(), format.get());
            case ISO -> new BootSource.Iso(iso.get().strip(), newDisk.get().strip(), diskBytes());
            case PXE -> new BootSource.Pxe(newDisk.get().strip(), newDisk.get().isBlank() ? 0 : diskBytes());
            case TEMPLATE -> {
                Volume volume = ground.volume(host, template.get().strip()).orElseThrow();
                int dot = volume.name().lastIndexOf('.');
                yield new BootSource.Template(
                        volume.id(), vm.strip() + (dot < 1 ? "" : volume.name().substring(dot)));
            }
            case XML -> throw new IllegalStateException("domain XML has no boot source");
        };
    }

    private long diskBytes() {
        return Unit.GIB.bytes(Long.parseLong(newDiskGib.get().strip()));
    }

    /** What it starts from in a sentence. */
    static String sentence(BootSource source, Texts texts) {
        return switch (source) {
            case BootSource.Kernel boot ->
                boot.initrd().isEmpty()
                        ? texts.get("create.review.kernel", boot.kernel())
                        : texts.get("create.review.kernel.initrd", boot.kernel(), boot.initrd());
            case BootSource.DiskImage boot -> texts.get("create.review.image", boot.path());
            case BootSource.Iso boot ->
                texts.get(
                        "create.review.iso", boot.iso(), boot.disk(), Amounts.bytes(boot.diskBytes(), texts.locale()));
            case BootSource.Template boot ->
                texts.get("create.review.template", boot.name(), boot.volume().name());
            case BootSource.Pxe boot ->
                boot.disk().isEmpty()
                        ? texts.get("create.review.pxe")
                        : texts.get(
                                "create.review.pxe.disk", boot.disk(), Amounts.bytes(boot.diskBytes(), texts.locale()));
        };
    }

    /** Paths that may be meant by what was typed: media, or images. */
    List<String> paths(Optional<HostId> host, String typed, boolean media) {
        return meant(
                host.stream()
                        .flatMap(at -> ground.volumes(at, media).stream())
                        .map(Volume::path)
                        .toList(),
                typed);
    }

    /** Volumes that may be meant by what was typed. */
    List<String> templates(Optional<HostId> host, String typed) {
        return meant(
                host.stream()
                        .flatMap(at -> ground.volumes(at, false).stream())
                        .map(ground::named)
                        .toList(),
                typed);
    }

    private static List<String> meant(List<String> all, String typed) {
        String part = typed.strip().toLowerCase(Locale.ROOT);
        return all.stream()
                .filter(text -> text.toLowerCase(Locale.ROOT).contains(part))
                .toList();
    }

    /** What it starts from. */
    public ObjectProperty<Source> sourceProperty() {
        return source;
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

    /** Pool and volume of what is copied. */
    public StringProperty templateProperty() {
        return template;
    }

    /** Path of the disk to make. */
    public StringProperty newDiskProperty() {
        return newDisk;
    }

    /** Size of that disk in GiB, as typed. */
    public StringProperty newDiskGibProperty() {
        return newDiskGib;
    }
}
