package dev.muster.app.hardware;

import dev.muster.app.ask.Asks;
import dev.muster.app.i18n.Texts;
import dev.muster.model.access.Role;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.Hardware;
import dev.muster.model.vm.HardwareChange;
import dev.muster.model.vm.HardwareDevice;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.VmCommand;
import dev.muster.model.vm.VmQuery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/** The hardware of one VM with the changes staged, which are made all at once against the definition they were made from. */
public final class HardwareViewModel {
    private final Asks asks;
    private final VmId vm;
    private final Texts texts;
    private final HardwareWords words;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final ReadOnlyObjectWrapper<Optional<Hardware>> hardware =
            new ReadOnlyObjectWrapper<>(this, "hardware", Optional.empty());
    private final ReadOnlyObjectWrapper<List<HardwareChange>> staged =
            new ReadOnlyObjectWrapper<>(this, "staged", List.of());
    private final ReadOnlyBooleanWrapper outdated = new ReadOnlyBooleanWrapper(this, "outdated", false);
    private final Deque<List<HardwareChange>> before = new ArrayDeque<>();
    private long asked;

    /** Hardware of that VM. */
    public HardwareViewModel(Asks asks, VmId vm, Texts texts, Consumer<JobId> onJob, Consumer<Problem> onProblem) {
        this.asks = asks;
        this.vm = vm;
        this.texts = texts;
        this.words = new HardwareWords(texts);
        this.onJob = onJob;
        this.onProblem = onProblem;
    }

    /** Reads it anew. What is staged stays; where the definition is another by now, that is said instead of shown. */
    public void load() {
        long mine = ++asked;
        asks.ask(
                new VmQuery.HardwareOf(vm),
                answer -> {
                    if (mine == asked) {
                        show(answer);
                    }
                },
                problem -> {
                    if (mine == asked) {
                        onProblem.accept(problem);
                    }
                });
    }

    private void show(Hardware answer) {
        boolean other = hardware.get()
                .filter(there -> !there.definition().equals(answer.definition()))
                .isPresent();
        if (other && !staged.get().isEmpty()) {
            outdated.set(true);
            return;
        }
        outdated.set(false);
        hardware.set(Optional.of(answer));
    }

    /** Stages a change instead of the one about the same thing; {@code needed} says whether it changes anything. */
    public void stage(HardwareChange change, boolean needed) {
        List<HardwareChange> next = new ArrayList<>(staged.get());
        next.removeIf(there -> there.about().equals(change.about()));
        if (needed) {
            next.add(change);
        }
        put(next);
    }

    /** Stages one more device. */
    public void add(HardwareChange change) {
        List<HardwareChange> next = new ArrayList<>(staged.get());
        next.add(change);
        put(next);
    }

    /** Changes a device that is to be added. */
    public void replace(HardwareChange old, HardwareChange change) {
        List<HardwareChange> next = new ArrayList<>(staged.get());
        int at = next.indexOf(old);
        if (at >= 0) {
            next.set(at, change);
            put(next);
        }
    }

    /** Takes a staged change back. */
    public void unstage(HardwareChange change) {
        List<HardwareChange> next = new ArrayList<>(staged.get());
        next.remove(change);
        put(next);
    }

    private void put(List<HardwareChange> next) {
        if (!next.equals(staged.get())) {
            before.push(staged.get());
            staged.set(List.copyOf(next));
        }
    }

    /** Takes the last local change back. */
    public void undo() {
        if (!before.isEmpty()) {
            staged.set(before.pop());
        }
    }

    /** Throws all staged changes away and reads the hardware anew. */
    public void discard() {
        put(List.of());
        outdated.set(false);
        load();
    }

    /** Asks what would come of what is staged. */
    public void review(Consumer<HardwarePlan> shown) {
        asks.ask(new VmQuery.ReviewHardware(vm, staged.get()), shown, onProblem);
    }

    /** Makes what was reviewed, with the names the review gave. */
    public void apply(HardwarePlan plan) {
        String base = hardware.get().map(Hardware::definition).orElse(plan.definition());
        asks.submit(
                new VmCommand.ChangeHardware(vm, plan.changes(), Optional.of(base)),
                job -> {
                    before.clear();
                    staged.set(List.of());
                    outdated.set(false);
                    onJob.accept(job);
                },
                onProblem);
    }

    /** Why nothing can be changed; empty when it can. */
    public Optional<String> refusal() {
        return asks.role().includes(Role.OPERATOR) ? Optional.empty() : Optional.of(texts.get("vm.refused.role"));
    }

    /** The staged change about that thing. */
    public Optional<HardwareChange> about(String thing) {
        return staged.get().stream()
                .filter(change -> change.about().equals(thing))
                .findFirst();
    }

    /** The lines of the list, settings first. */
    List<HardwareItem> items() {
        if (hardware.get().isEmpty()) {
            return List.of();
        }
        Hardware there = hardware.get().get();
        Hardware.Sizes next = there.next();
        Hardware.Sizes now = there.now();
        List<HardwareItem> items = new ArrayList<>();
        items.add(setting(
                "cpu",
                texts.get("hardware.of", next.vcpus(), next.maximumVcpus()),
                next.vcpus() == now.vcpus() && next.maximumVcpus() == now.maximumVcpus(),
                "vcpus",
                "maximum-vcpus"));
        items.add(setting(
                "memory",
                words.bytes(next.memoryBytes()),
                next.memoryBytes() == now.memoryBytes() && next.maximumMemoryBytes() == now.maximumMemoryBytes(),
                "memory",
                "maximum-memory"));
        items.add(setting("firmware", words.firmware(next.firmware()), next.firmware() == now.firmware(), "firmware"));
        items.add(setting(
                "boot",
                next.bootOrder().stream().findFirst().map(HardwareWords::bare).orElse("–"),
                next.bootOrder().equals(now.bootOrder()),
                "boot-order"));
        there.devices().stream()
                .filter(device -> device.kind() != HardwareDevice.Kind.CONTROLLER)
                .forEach(device -> items.add(device(device)));
        int number = 0;
        for (HardwareChange change : staged.get()) {
            if (adds(change)) {
                items.add(new HardwareItem(
                        "new:" + number++,
                        texts.get("hardware.new." + kindOfNew(change)),
                        detailOfNew(change),
                        HardwareItem.Mark.NEW,
                        Optional.empty(),
                        Optional.of(change)));
            }
        }
        return items;
    }

    private boolean adds(HardwareChange change) {
        boolean hasTpm = hardware.get().flatMap(there -> there.device("tpm:0")).isPresent();
        return change.about().startsWith("new ") || (change instanceof HardwareChange.Tpm && !hasTpm);
    }

    private static String kindOfNew(HardwareChange change) {
        return switch (change) {
            case HardwareChange.AddDisk disk -> disk.device();
            case HardwareChange.AddNic _ -> "nic";
            case HardwareChange.Tpm _ -> "tpm";
            default -> "serial";
        };
    }

    private static String detailOfNew(HardwareChange change) {
        return switch (change) {
            case HardwareChange.AddDisk disk -> disk.path();
            case HardwareChange.AddNic nic -> nic.source();
            case HardwareChange.Tpm tpm -> tpm.model().orElse("");
            default -> "";
        };
    }

    private HardwareItem setting(String id, String detail, boolean same, String... about) {
        boolean changed = false;
        for (String thing : about) {
            changed |= about(thing).isPresent();
        }
        return new HardwareItem(
                id,
                texts.get("hardware.setting." + id),
                detail,
                changed ? HardwareItem.Mark.CHANGED : same ? HardwareItem.Mark.NONE : HardwareItem.Mark.NEXT_START,
                Optional.empty(),
                Optional.empty());
    }

    private HardwareItem device(HardwareDevice device) {
        Optional<HardwareChange> change = about(stagedAbout(device));
        HardwareItem.Mark mark = change.map(staged -> staged instanceof HardwareChange.RemoveDevice
                                || (staged instanceof HardwareChange.Tpm tpm
                                        && tpm.model().isEmpty())
                        ? HardwareItem.Mark.REMOVED
                        : HardwareItem.Mark.CHANGED)
                .orElse(
                        device.presence() == HardwareDevice.Presence.HERE
                                ? HardwareItem.Mark.NONE
                                : HardwareItem.Mark.NEXT_START);
        String name = device.name();
        String source = device.source();
        return new HardwareItem(
                device.key(),
                words.kind(device.kind()),
                source.isEmpty() || device.kind() == HardwareDevice.Kind.HOST_DEVICE
                        ? shortName(device)
                        : name + " · " + source.substring(source.lastIndexOf('/') + 1),
                mark,
                Optional.of(device),
                Optional.empty());
    }

    private static String shortName(HardwareDevice device) {
        return switch (device.kind()) {
            case DISK, CDROM, FLOPPY, NIC, HOST_DEVICE -> device.name();
            case GRAPHICS, VIDEO, SERIAL, TPM, INPUT, SOUND, RNG, WATCHDOG, FILESYSTEM, CONTROLLER, BALLOON, OTHER ->
                device.model().isEmpty() ? device.name() : device.model();
        };
    }

    /** What a change of that device is about. */
    static String stagedAbout(HardwareDevice device) {
        return switch (device.key()) {
            case "video:0" -> "video";
            case "tpm:0" -> "tpm";
            default -> device.key();
        };
    }

    /** As it was read last; empty before that. */
    public ReadOnlyObjectProperty<Optional<Hardware>> hardwareProperty() {
        return hardware.getReadOnlyProperty();
    }

    /** The changes that are not made yet, in the order they were staged. */
    public ReadOnlyObjectProperty<List<HardwareChange>> stagedProperty() {
        return staged.getReadOnlyProperty();
    }

    /** Whether somebody changed the definition under the staged changes. */
    public ReadOnlyBooleanProperty outdatedProperty() {
        return outdated.getReadOnlyProperty();
    }
}
