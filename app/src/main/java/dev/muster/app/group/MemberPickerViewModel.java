package dev.muster.app.group;

import dev.muster.app.i18n.Texts;
import dev.muster.model.cluster.Cluster;
import dev.muster.model.cluster.ClusterFunction;
import dev.muster.model.cluster.ClusterId;
import dev.muster.model.error.MusterException;
import dev.muster.model.group.GroupMember;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.Vm;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The rules by which VMs are members, and one that is being typed. */
final class MemberPickerViewModel {
    /** What a rule names. */
    enum Kind {
        VM,
        TAG,
        FUNCTION;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Texts texts;
    private final InventoryImage image;
    private final List<GroupMember> before;
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.VM);
    private final StringProperty text = new SimpleStringProperty("");
    private final ObservableList<GroupMember> members = FXCollections.observableArrayList();

    /**
     * None picked yet.
     *
     * @param before those there are already, which are not picked again
     */
    MemberPickerViewModel(Texts texts, InventoryImage image, List<GroupMember> before) {
        this.texts = texts;
        this.image = image;
        this.before = List.copyOf(before);
        kind.addListener(observable -> text.set(""));
    }

    ObjectProperty<Kind> kindProperty() {
        return kind;
    }

    StringProperty textProperty() {
        return text;
    }

    /** Those that were picked. */
    ObservableList<GroupMember> members() {
        return members;
    }

    InventoryImage image() {
        return image;
    }

    /** What may be meant by what was typed. */
    List<String> meant(String typed) {
        String part = typed.strip().toLowerCase(Locale.ROOT);
        return all(kind.get())
                .filter(one -> one.toLowerCase(Locale.ROOT).contains(part))
                .toList();
    }

    private Stream<String> all(Kind of) {
        Collection<Vm> vms = image.vms().values();
        return switch (of) {
            case VM -> vms.stream().sorted(Comparator.comparing(Vm::name)).map(this::named);
            case TAG ->
                vms.stream().flatMap(vm -> vm.tags().stream()).distinct().sorted();
            case FUNCTION ->
                image.objects(Cluster.class).values().stream()
                        .sorted(Comparator.comparing(cluster -> cluster.id().text()))
                        .flatMap(cluster -> Stream.concat(
                                Stream.of(cluster.id().text()),
                                cluster.spec().functions().stream()
                                        .map(ClusterFunction::name)
                                        .map(function -> cluster.id().text() + "/" + function)));
        };
    }

    /** Its name, with its host where others are called so too. */
    private String named(Vm one) {
        boolean several = image.vms().values().stream()
                        .filter(other -> other.name().equals(one.name()))
                        .count()
                > 1;
        return several
                ? texts.get("group.pick.vm.on", one.name(), one.id().host().text())
                : one.name();
    }

    /** What is wrong with what was typed; empty where nothing is, or nothing was typed. */
    String problem() {
        String typed = text.get().strip();
        if (typed.isEmpty()) {
            return "";
        }
        try {
            Optional<GroupMember> one = typed(typed);
            if (one.isEmpty()) {
                return texts.get("group.pick.unknown." + kind.get().word(), typed);
            }
            return one.filter(member -> members.contains(member) || before.contains(member))
                            .isPresent()
                    ? texts.get("group.pick.twice", typed)
                    : "";
        } catch (MusterException unfit) {
            return texts.say(unfit.problem());
        }
    }

    /** Whether what was typed can be picked. */
    boolean canPick() {
        return !text.get().isBlank() && problem().isEmpty();
    }

    /** Picks what was typed. */
    void pick() {
        if (canPick()) {
            typed(text.get().strip()).ifPresent(members::add);
            text.set("");
        }
    }

    /** Those that were picked, with what is typed and can be picked. */
    List<GroupMember> withTyped() {
        return Stream.concat(
                        members.stream(), canPick() ? typed(text.get().strip()).stream() : Stream.<GroupMember>empty())
                .toList();
    }

    /** How many VMs these rules find now. */
    long found() {
        return image.vms().values().stream()
                .filter(vm ->
                        Stream.concat(before.stream(), withTyped().stream()).anyMatch(member -> member.has(vm)))
                .count();
    }

    private Optional<GroupMember> typed(String typed) {
        return switch (kind.get()) {
            case VM ->
                image.vms().values().stream()
                        .filter(vm -> named(vm).equals(typed))
                        .findFirst()
                        .map(vm -> new GroupMember.OfVm(vm.id()));
            case TAG -> Optional.of(new GroupMember.OfTag(typed));
            case FUNCTION -> {
                int slash = typed.indexOf('/');
                String cluster = slash < 0 ? typed : typed.substring(0, slash);
                yield all(Kind.FUNCTION).anyMatch(typed::equals)
                        ? Optional.of(new GroupMember.OfFunction(
                                ClusterId.of(cluster), slash < 0 ? "" : typed.substring(slash + 1)))
                        : Optional.empty();
            }
        };
    }
}
