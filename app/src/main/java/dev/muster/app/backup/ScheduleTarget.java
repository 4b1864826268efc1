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
import dev.muster.model.recovery.BootCommand;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/**
 * What a schedule backs up: one VM, or all that a search finds when it is due, and which of their restore points are kept then; or a
 * consistency group, which says itself what of it is kept where; or it boots the newest restore point of one VM, or of all, to verify it.
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
    private final BootGates gates;
    private BackupOptions options = BackupOptions.USUAL;

    /** How many VMs it is about. */
    enum Kind {
        VM,
        SEARCH,
        GROUP,
        BOOT;

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
        this.gates = new BootGates(texts, image);
        this.group = new SimpleObjectProperty<>(groups().stream().findFirst());
        for (Kept each : Kept.values()) {
            kept.put(each, new SimpleStringProperty(""));
        }
    }

    /** Whether it can be told by these fields. */
    static boolean knows(Command command) {
        return command instanceof BackupCommand.Run
                || command instanceof BackupCommand.RunMany
                || command instanceof GroupCommand.Capture
                || (command instanceof BootCommand.VerifyBoot boot
                        && boot.points().isEmpty()
                        && boot.vms().size() <= 1
                        && BootGates.knows(boot.check()));
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
            case BootCommand.VerifyBoot boot -> {
                kind.set(Kind.BOOT);
                boot.vms().stream().findFirst().ifPresent(uuid -> vm.set(named(uuid)));
                gates.take(boot.check());
                yield Optional.empty();
            }
            default -> Optional.empty();
        };
    }

    /** The name of a VM; its UUID where it is gone, so that it does not become all. */
    private String named(UUID uuid) {
        return image.vms().values().stream()
                .filter(one -> one.id().uuid().equals(uuid))
                .findFirst()
                .map(this::named)
                .orElseGet(uuid::toString);
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

    /** What the points have to do that are booted. */
    BootGates gates() {
        return gates;
    }

    /** The VM that is backed up or booted, as {@link #vms} names it; empty for all that are booted. */
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

    /** Whether a repository is to be named: a group has its own, and points that are booted are in theirs. */
    boolean needsRepository() {
        return kind.get() == Kind.VM || kind.get() == Kind.SEARCH;
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
        return Stream.of(Stream.of(kind, vm, search, group), kept.values().stream(), gates.fields())
                .flatMap(fields -> fields);
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
        if (kind.get() == Kind.BOOT) {
            return !vm.get().isBlank() && chosen().isEmpty() ? texts.get("backup.schedule.needs.vm") : gates.problem();
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
            case BOOT ->
                gates.check()
                        .map(check -> new BootCommand.VerifyBoot(
                                List.of(),
                                chosen().map(one -> one.id().uuid()).stream().toList(),
                                check));
        };
    }
}
