package dev.muster.app.group;

import dev.muster.app.ask.Submission;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.KeepRule;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.MusterException;
import dev.muster.model.group.Group;
import dev.muster.model.group.GroupCommand;
import dev.muster.model.group.GroupId;
import dev.muster.model.group.GroupLock;
import dev.muster.model.group.GroupSpec;
import dev.muster.model.inventory.InventoryImage;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A group about to be made or described anew. */
final class GroupEditViewModel {
    private final Texts texts;
    private final InventoryImage image;
    private final Optional<Group> before;
    private final Submission submission;
    private final MemberPickerViewModel members;
    private final StringProperty name = new SimpleStringProperty("");
    private final ObjectProperty<GroupLock> lock = new SimpleObjectProperty<>(GroupLock.PAUSE);
    private final StringProperty deadline =
            new SimpleStringProperty(String.valueOf(GroupSpec.USUAL_DEADLINE.toSeconds()));
    private final ObjectProperty<Optional<RepositoryId>> repository;
    private final Map<Kept, StringProperty> kept = new EnumMap<>(Kept.class);
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();

    /** @param before the one that is changed; empty for a new one */
    GroupEditViewModel(Texts texts, InventoryImage image, Optional<Group> before, Submission submission) {
        this.texts = texts;
        this.image = image;
        this.before = before;
        this.submission = submission;
        this.members = new MemberPickerViewModel(texts, image, List.of());
        this.repository = new SimpleObjectProperty<>(repositories().stream().findFirst());
        for (Kept each : Kept.values()) {
            kept.put(each, new SimpleStringProperty(""));
        }
        before.map(Group::spec).ifPresent(this::take);
        Stream.concat(
                        Stream.<Observable>of(
                                name, lock, deadline, repository, members.members(), members.textProperty()),
                        kept.values().stream())
                .forEach(field -> field.addListener(observable -> {
                    submission.edit();
                    revision.set(revision.get() + 1);
                }));
    }

    private void take(GroupSpec spec) {
        name.set(spec.name().text());
        members.members().setAll(spec.members());
        lock.set(spec.lock());
        deadline.set(String.valueOf(spec.deadline().toSeconds()));
        repository.set(Optional.of(spec.repository()));
        for (Kept each : Kept.values()) {
            keptProperty(each).set(each.of(spec.keep()) == 0 ? "" : String.valueOf(each.of(spec.keep())));
        }
    }

    /** Whether one that is there is changed. */
    boolean isChange() {
        return before.isPresent();
    }

    MemberPickerViewModel members() {
        return members;
    }

    StringProperty nameProperty() {
        return name;
    }

    ObjectProperty<GroupLock> lockProperty() {
        return lock;
    }

    /** In seconds. */
    StringProperty deadlineProperty() {
        return deadline;
    }

    ObjectProperty<Optional<RepositoryId>> repositoryProperty() {
        return repository;
    }

    /** How many are kept; empty for none. */
    StringProperty keptProperty(Kept which) {
        return Optional.ofNullable(kept.get(which)).orElseThrow();
    }

    /** Grows after each change of a field. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    Submission submission() {
        return submission;
    }

    /** The repositories there are; the one that is named first, even where it is gone. */
    List<RepositoryId> repositories() {
        return Stream.concat(
                        before.map(group -> group.spec().repository()).stream(),
                        image.objects(Repository.class).values().stream()
                                .map(Repository::id)
                                .sorted(Comparator.comparing(RepositoryId::text)))
                .distinct()
                .toList();
    }

    /** What is wrong with the fields; empty where nothing is. */
    String problem() {
        String typed = name.get().strip();
        if (typed.isEmpty()) {
            return texts.get("group.needs.name");
        }
        try {
            if (!isChange() && image.object(Group.class, GroupId.of(typed)).isPresent()) {
                return texts.get("group.taken", typed);
            }
        } catch (MusterException unfit) {
            return texts.say(unfit.problem());
        }
        if (!members.problem().isEmpty()) {
            return members.problem();
        }
        if (members.withTyped().isEmpty()) {
            return texts.get("group.needs.members");
        }
        if (seconds().isEmpty()) {
            return texts.get("group.needs.deadline");
        }
        if (repository.get().isEmpty()) {
            return texts.get("group.needs.repository");
        }
        return keep().isEmpty() ? texts.get("group.needs.keep") : "";
    }

    private Optional<Duration> seconds() {
        String typed = deadline.get().strip();
        return typed.matches("[0-9]{1,2}") && Integer.parseInt(typed) >= 1 && Integer.parseInt(typed) <= 60
                ? Optional.of(Duration.ofSeconds(Integer.parseInt(typed)))
                : Optional.empty();
    }

    private Optional<KeepRule> keep() {
        return Stream.of(Kept.values()).anyMatch(each -> count(each) < 0)
                ? Optional.empty()
                : Optional.of(new KeepRule(
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
    Optional<GroupCommand> command() {
        if (!problem().isEmpty()) {
            return Optional.empty();
        }
        return seconds()
                .flatMap(until -> repository
                        .get()
                        .flatMap(where -> keep().map(rule -> {
                            GroupSpec spec = new GroupSpec(
                                    GroupId.of(name.get().strip()),
                                    members.withTyped(),
                                    lock.get(),
                                    until,
                                    where,
                                    rule);
                            return before.<GroupCommand>map(group -> new GroupCommand.Set(spec, group.revision()))
                                    .orElseGet(() -> new GroupCommand.Create(spec));
                        })));
    }

    /** Sends it, where nothing is wrong. */
    void submit() {
        command().ifPresent(submission::send);
    }
}
