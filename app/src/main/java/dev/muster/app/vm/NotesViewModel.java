package dev.muster.app.vm;

import dev.muster.app.i18n.Texts;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Vm;
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

/** Tags and a note of one VM or of many: what all have, what some have, and what they shall have. */
public final class NotesViewModel {
    /**
     * One tag that some of the VMs have.
     *
     * @param wanted whether all shall have it
     * @param mixed whether it stays as it is: some have it, some do not
     */
    public record Tag(String name, BooleanProperty wanted, BooleanProperty mixed) {}

    private final Texts texts;
    private final List<Vm> vms;
    private final List<Tag> tags = new ArrayList<>();
    private final StringProperty more = new SimpleStringProperty("");
    private final StringProperty note;

    /** As the VMs stand. */
    public NotesViewModel(Texts texts, List<Vm> vms) {
        this.texts = texts;
        this.vms = List.copyOf(vms);
        SortedSet<String> all = new TreeSet<>();
        vms.forEach(vm -> all.addAll(vm.tags()));
        for (String tag : all) {
            boolean everywhere = hasEverywhere(tag);
            tags.add(new Tag(tag, new SimpleBooleanProperty(everywhere), new SimpleBooleanProperty(!everywhere)));
        }
        note = new SimpleStringProperty(common());
    }

    private boolean hasEverywhere(String tag) {
        return vms.stream().allMatch(vm -> vm.tags().contains(tag));
    }

    /** The note all have; empty where they differ. */
    private String common() {
        String first = vms.getFirst().description();
        return vms.stream().allMatch(vm -> vm.description().equals(first)) ? first : "";
    }

    /** Whose they are, in words. */
    public String title() {
        return vms.size() == 1
                ? texts.get("life.note.one", vms.getFirst().name())
                : texts.get("life.note.many", vms.size());
    }

    /** Whether the VMs have different notes, so that an empty field leaves each its own. */
    public boolean differ() {
        return vms.stream().map(Vm::description).distinct().count() > 1;
    }

    /** The tags there are. */
    public List<Tag> tags() {
        return List.copyOf(tags);
    }

    /** More tags for all of them, separated by commas or blanks, as typed. */
    public StringProperty moreProperty() {
        return more;
    }

    /** The note, as typed. */
    public StringProperty noteProperty() {
        return note;
    }

    /** What is to be changed; empty while nothing is, or something cannot be. */
    public Optional<VmCommand.Annotate> command() {
        SortedSet<String> add = new TreeSet<>(CreateViewModel.tagList(more.get()));
        SortedSet<String> remove = new TreeSet<>();
        for (Tag tag : tags) {
            if (tag.mixed().get()) {
                continue;
            }
            if (!tag.wanted().get()) {
                remove.add(tag.name());
            } else if (!hasEverywhere(tag.name())) {
                add.add(tag.name());
            }
        }
        remove.removeAll(add);
        add.removeIf(this::hasEverywhere);
        Optional<String> text = Optional.of(note.get()).filter(typed -> !typed.equals(common()));
        if (add.isEmpty() && remove.isEmpty() && text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new VmCommand.Annotate(vms.stream().map(Vm::id).toList(), add, remove, text));
        } catch (MusterException unfit) {
            return Optional.empty();
        }
    }
}
