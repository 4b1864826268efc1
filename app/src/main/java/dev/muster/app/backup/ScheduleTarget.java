package dev.muster.app.backup;

import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.BackupCommand;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.command.Command;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupId;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.inventory.InventorySearch;
import dev.muster.model.inventory.Vm;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * What a schedule backs up: one VM, or all that a search finds when it is due, and which of their restore points are kept then; or a
 * consistency group, which says itself what of it is kept where.
 */
final class ScheduleTarget {
    private static final int MOST_KEPT = 9999;

    private final Texts texts;
    private final InventoryImage image;
    private final ObjectProperty<Kind> kind = new SimpleObjectProperty<>(Kind.VM);
    private final StringProperty vm = new SimpleStringProperty("");
    private final StringProperty search = new SimpleStringProperty("");
    private final ObjectProperty<Optional<GroupId>> group;
    private final Map<Kept, StringProperty> kept = new EnumMap<>(Kept.class);
    private BackupOptions options = BackupOptions.USUAL;

    /** How many VMs it is about. */
    enum Kind {
        VM,
        SEARCH,
        GROUP;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The counts of a {@link KeepRule}. */
    enum Kept {
        LAST,
        HOURLY,
        DAILY,
        WEEKLY,
        MONTHLY,
        YEARLY;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    ScheduleTarget(Texts texts, InventoryImage image) {
        this.texts = texts;
        this.image = image;
        this.group = new SimpleObjectProperty<>(groups().stream().findFirst());
        for (Kept each : Kept.values()) {
            kept.put(each, new SimpleStringProperty(""));
        }
    }

    /** Whether it can be told by these fields. */
    static boolean knows(Command command) {
        return command instanceof BackupCommand.Run
                || command instanceof BackupCommand.RunMany
                || command instanceof GroupCommand.Capture;
    }

    /** Fills the fields; what there is no field for stays as it is. */
    Optional<RepositoryId> take(Command command) {
        return switch (command) {
            case BackupCommand.Run run -> {
                vm.set(image.vm(run.vm()).map(this::named).orElse(""));
                options = run.options();
                yield Optional.of(run.repository());
            }
            case BackupCommand.RunMany many -> {
                kind.set(Kind.SEARCH);
                search.set(many.search());
                options = many.options();
                take(many.keep());
                yield Optional.of(many.repository());
            }
            case GroupCommand.Capture capture -> {
                kind.set(Kind.GROUP);
                group.set(Optional.of(capture.group()));
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    private void take(KeepRule keep) {
        put(Kept.LAST, keep.last());
        put(Kept.HOURLY, keep.hourly());
        put(Kept.DAILY, keep.daily());
        put(Kept.WEEKLY, keep.weekly());
        put(Kept.MONTHLY, keep.monthly());
        put(Kept.YEARLY, keep.yearly());
    }

    private void put(Kept which, int count) {
        keptProperty(which).set(count == 0 ? "" : String.valueOf(count));
    }

    ObjectProperty<Kind> kindProperty() {
        return kind;
    }

    /** The VM that is backed up, as {@link #vms} names it. */
    StringProperty vmProperty() {
        return vm;
    }

    /** The group that is captured. */
    ObjectProperty<Optional<GroupId>> groupProperty() {
        return group;
    }

    /** The groups there are. */
    List<GroupId> groups() {
        return image.objects(Group.class).values().stream()
                .map(Group::id)
                .sorted(Comparator.comparing(GroupId::text))
                .toList();
    }

    /** Whether a repository is to be named: a group has its own. */
    boolean needsRepository() {
        return kind.get() != Kind.GROUP;
    }

    /** As in the window's search field; empty for all VMs. */
    StringProperty searchProperty() {
        return search;
    }

    /** How many are kept; empty for none. */
    StringProperty keptProperty(Kept which) {
        StringProperty property = kept.get(which);
        if (property == null) {
            throw new IllegalStateException(which.word());
        }
        return property;
    }

    /** All that is typed or chosen. */
    Stream<Observable> fields() {
        return Stream.concat(Stream.of(kind, vm, search, group), kept.values().stream());
    }

    /** The VMs that may be meant by what was typed. */
    List<String> vms(String typed) {
        String part = typed.strip().toLowerCase(Locale.ROOT);
        return image.vms().values().stream()
                .sorted(Comparator.comparing(Vm::name))
                .map(this::named)
                .filter(one -> one.toLowerCase(Locale.ROOT).contains(part))
                .toList();
    }

    /** Its name, with its host where others are called so too. */
    private String named(Vm one) {
        boolean several = image.vms().values().stream()
                        .filter(other -> other.name().equals(one.name()))
                        .count()
                > 1;
        return several
                ? texts.get("backup.schedule.vm.on", one.name(), one.id().host().text())
                : one.name();
    }

    /** What is wrong, one sentence; empty where nothing is. */
    String problem() {
        if (kind.get() == Kind.VM) {
            return chosen().isEmpty() ? texts.get("backup.schedule.needs.vm") : "";
        }
        if (kind.get() == Kind.GROUP) {
            return group.get().isEmpty() ? texts.get("backup.schedule.needs.group") : "";
        }
        if (InventorySearch.doubt(search.get().strip()).isPresent()) {
            return texts.get("backup.schedule.needs.search");
        }
        return keep().isEmpty() ? texts.get("backup.schedule.needs.keep", MOST_KEPT) : "";
    }

    /** How many VMs the search finds now, in words; empty where none is searched for. */
    String found() {
        if (kind.get() != Kind.SEARCH || !problem().isEmpty()) {
            return "";
        }
        long count = image.vms().values().stream()
                .filter(InventorySearch.parse(search.get().strip()))
                .count();
        return texts.get("backup.schedule.found", count);
    }

    private Optional<Vm> chosen() {
        return image.vms().values().stream()
                .filter(one -> named(one).equals(vm.get().strip()))
                .findFirst();
    }

    private Optional<KeepRule> keep() {
        if (Stream.of(Kept.values()).anyMatch(each -> count(each) < 0)) {
            return Optional.empty();
        }
        return Optional.of(new KeepRule(
                count(Kept.LAST),
                count(Kept.HOURLY),
                count(Kept.DAILY),
                count(Kept.WEEKLY),
                count(Kept.MONTHLY),
                count(Kept.YEARLY)));
    }

    /** What was typed; -1 where that is no number that can be kept. */
    private int count(Kept which) {
        String typed = keptProperty(which).get().strip();
        if (typed.isEmpty()) {
            return 0;
        }
        return typed.matches("[0-9]{1,4}") ? Integer.parseInt(typed) : -1;
    }

    /** The command; empty while something is wrong. */
    Optional<Command> command(Optional<RepositoryId> repository) {
        if (!problem().isEmpty()) {
            return Optional.empty();
        }
        return switch (kind.get()) {
            case VM ->
                repository.flatMap(where -> chosen().map(one -> new BackupCommand.Run(one.id(), where, options)));
            case SEARCH ->
                repository.flatMap(where -> keep().map(
                                keep -> new BackupCommand.RunMany(search.get().strip(), where, options, keep)));
            case GROUP -> group.get().map(GroupCommand.Capture::new);
        };
    }
}
