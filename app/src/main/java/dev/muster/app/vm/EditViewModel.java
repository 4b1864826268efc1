package dev.muster.app.vm;

import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.VmChanges;
import dev.muster.model.vm.VmCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** Changes to one VM, staged until they are applied as one edit against the definition they were made from. */
public final class EditViewModel {
    private final Texts texts;
    private final Vm vm;
    private final StringProperty vcpus;
    private final StringProperty memoryMib;
    private final StringProperty title;
    private final StringProperty description;
    private final BooleanProperty autostart;
    private final StringProperty tags;

    /** Changes to the VM as it stands. */
    public EditViewModel(Texts texts, Vm vm) {
        this.texts = texts;
        this.vm = vm;
        vcpus = new SimpleStringProperty(Integer.toString(vm.vcpus()));
        memoryMib = new SimpleStringProperty(Long.toString(vm.maxMemoryBytes() >> 20));
        title = new SimpleStringProperty(vm.title());
        description = new SimpleStringProperty(vm.description());
        autostart = new SimpleBooleanProperty(vm.autostart());
        tags = new SimpleStringProperty(String.join(", ", vm.tags()));
    }

    /** What is wrong, one sentence; empty when the changes can be applied. */
    public String problem() {
        if (!vcpus.get().strip().matches("[1-9][0-9]{0,2}")
                || Integer.parseInt(vcpus.get().strip()) > 512) {
            return texts.get("create.problem.vcpus");
        }
        if (!memoryMib.get().strip().matches("[1-9][0-9]{1,8}")
                || Long.parseLong(memoryMib.get().strip()) < 16) {
            return texts.get("create.problem.memory");
        }
        return title.get().contains("\n") ? texts.get("edit.problem.title") : "";
    }

    /** What differs from the VM. Call it only while there is no problem. */
    public VmChanges changes() {
        SortedSet<String> newTags = new TreeSet<>(CreateViewModel.tagList(tags.get()));
        int cpus = Integer.parseInt(vcpus.get().strip());
        long mib = Long.parseLong(memoryMib.get().strip());
        return new VmChanges(
                Optional.of(cpus).filter(value -> value != vm.vcpus()),
                Optional.of(mib << 20).filter(value -> mib != vm.maxMemoryBytes() >> 20),
                Optional.of(title.get().strip()).filter(_ -> !title.get().equals(vm.title())),
                Optional.of(description.get().strip())
                        .filter(_ -> !description.get().equals(vm.description())),
                Optional.of(autostart.get()).filter(value -> value != vm.autostart()),
                Optional.of(newTags).filter(value -> !value.equals(vm.tags())));
    }

    /** What will change, one line each, old and new; empty when nothing will. */
    public List<String> review() {
        VmChanges changes = changes();
        List<String> lines = new ArrayList<>();
        changes.vcpus().ifPresent(to -> line(lines, "edit.vcpus", vm.vcpus(), to));
        changes.memoryBytes()
                .ifPresent(to -> line(
                        lines,
                        "edit.memory",
                        Amounts.bytes(vm.maxMemoryBytes(), texts.locale()),
                        Amounts.bytes(to, texts.locale())));
        changes.title().ifPresent(to -> line(lines, "edit.title", vm.title(), to));
        changes.description().ifPresent(to -> line(lines, "edit.description", vm.description(), to));
        changes.autostart().ifPresent(to -> lines.add(texts.get(to ? "edit.autostart.on" : "edit.autostart.off")));
        changes.tags().ifPresent(to -> line(lines, "edit.tags", String.join(", ", vm.tags()), String.join(", ", to)));
        return lines;
    }

    /** The edit. It is refused when the definition changed since this began. */
    public VmCommand.Edit command() {
        return new VmCommand.Edit(vm.id(), changes(), Optional.of(vm.definition()));
    }

    private void line(List<String> lines, String key, Object from, Object to) {
        String nothing = texts.get("edit.nothing");
        lines.add(texts.get(
                "edit.change",
                texts.get(key),
                from.toString().isEmpty() ? nothing : from,
                to.toString().isEmpty() ? nothing : to));
    }

    /** Virtual processors, as typed. */
    public StringProperty vcpusProperty() {
        return vcpus;
    }

    /** RAM in MiB, as typed. */
    public StringProperty memoryMibProperty() {
        return memoryMib;
    }

    /** Short free title. */
    public StringProperty titleProperty() {
        return title;
    }

    /** Free description. */
    public StringProperty descriptionProperty() {
        return description;
    }

    /** Whether the host starts it at boot. */
    public BooleanProperty autostartProperty() {
        return autostart;
    }

    /** Tags, separated by commas or blanks. */
    public StringProperty tagsProperty() {
        return tags;
    }
}
