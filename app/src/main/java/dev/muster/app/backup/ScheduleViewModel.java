package dev.muster.app.backup;

import dev.muster.app.ask.Submission;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.schedule.CalendarRule;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/** A schedule that is made or changed: its fields, what is wrong with them, and when it would be due. */
final class ScheduleViewModel {
    private static final int SHOWN = 3;

    private final Texts texts;
    private final InventoryImage image;
    private final Optional<Schedule> before;
    private final Submission submission;
    private final ScheduleRule rule = new ScheduleRule();
    private final StringProperty name = new SimpleStringProperty("");
    private final StringProperty zone =
            new SimpleStringProperty(ZoneId.systemDefault().getId());
    private final ScheduleTarget target;
    private final ObjectProperty<Optional<RepositoryId>> repository;
    private final BooleanProperty enabled = new SimpleBooleanProperty(true);
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();

    /** @param before the one that is changed; empty for a new one */
    ScheduleViewModel(Texts texts, InventoryImage image, Optional<Schedule> before, Submission submission) {
        this.texts = texts;
        this.image = image;
        this.before = before;
        this.submission = submission;
        this.target = new ScheduleTarget(texts, image);
        this.repository = new SimpleObjectProperty<>(
                BackupNow.repositories(image).stream().findFirst());
        before.ifPresent(this::take);
        InvalidationListener edited = observable -> {
            submission.edit();
            revision.set(revision.get() + 1);
        };
        Stream.concat(
                        target.fields(),
                        Stream.<Observable>of(
                                name,
                                zone,
                                repository,
                                enabled,
                                rule.oftenProperty(),
                                rule.minutesProperty(),
                                rule.hoursProperty(),
                                rule.timesProperty(),
                                rule.days(),
                                rule.dayProperty()))
                .forEach(field -> field.addListener(edited));
    }

    private void take(Schedule schedule) {
        rule.take(schedule.rule());
        name.set(schedule.id().text());
        zone.set(schedule.zone().getId());
        enabled.set(schedule.enabled());
        target.take(schedule.command()).ifPresent(where -> repository.set(Optional.of(where)));
    }

    Submission submission() {
        return submission;
    }

    ScheduleRule rule() {
        return rule;
    }

    StringProperty nameProperty() {
        return name;
    }

    StringProperty zoneProperty() {
        return zone;
    }

    /** What is backed up. */
    ScheduleTarget target() {
        return target;
    }

    ObjectProperty<Optional<RepositoryId>> repositoryProperty() {
        return repository;
    }

    List<RepositoryId> repositories() {
        return BackupNow.repositories(image);
    }

    BooleanProperty enabledProperty() {
        return enabled;
    }

    /** Grows after each change of a field. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Whether there was one before, whose name stays. */
    boolean isChange() {
        return before.isPresent();
    }

    /** What it does, where that is something else than backing VMs up and stays as it is; empty otherwise. */
    Optional<String> otherCommand() {
        return kept().map(command -> new ScheduleWords(texts).command(command, image));
    }

    private Optional<Command> kept() {
        return before.map(Schedule::command).filter(command -> !ScheduleTarget.knows(command));
    }

    /** The time zones that may be meant by what was typed. */
    static List<String> zones(String typed) {
        String part = typed.strip().toLowerCase(Locale.ROOT);
        return ZoneId.getAvailableZoneIds().stream()
                .filter(one -> one.toLowerCase(Locale.ROOT).contains(part))
                .sorted()
                .toList();
    }

    /** What is wrong or missing, one sentence; empty where nothing is. */
    String problem() {
        try {
            ScheduleId id = ScheduleId.of(name.get().strip());
            if (!isChange() && image.object(Schedule.class, id).isPresent()) {
                return texts.get("backup.schedule.taken", id.text());
            }
        } catch (MusterException unfit) {
            return texts.get(
                    name.get().isBlank() ? "backup.schedule.needs.name" : "backup.schedule.unfit",
                    name.get().strip());
        }
        if (rule.rule().isEmpty()) {
            return rule.needs(texts);
        }
        if (zone().isEmpty()) {
            return texts.get("backup.schedule.needs.zone");
        }
        if (kept().isEmpty() && target.needsRepository() && repository.get().isEmpty()) {
            return texts.get("backup.refused.repository");
        }
        return kept().isPresent() ? "" : target.problem();
    }

    private Optional<ZoneId> zone() {
        try {
            return Optional.of(ZoneId.of(zone.get().strip()));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private Optional<Command> submitted() {
        return kept().or(() -> target.command(repository.get()));
    }

    /** The next times it would be due, in words; empty while something is wrong with the rule. */
    String preview(Instant now) {
        Optional<CalendarRule> wanted = rule.rule();
        Optional<ZoneId> where = zone();
        if (wanted.isEmpty() || where.isEmpty()) {
            return "";
        }
        String found = target.found();
        String when = texts.get(
                "backup.schedule.preview",
                new ScheduleWords(texts).rule(wanted.get()),
                Stream.iterate(
                                wanted.get().next(now, where.get()),
                                due -> wanted.get().next(due, where.get()))
                        .limit(SHOWN)
                        .map(due -> Times.full(due, texts.locale()))
                        .collect(Collectors.joining(" · ")));
        return found.isEmpty() ? when : found + " " + when;
    }

    /** The command; empty while something is wrong. */
    Optional<ScheduleCommand.Set> command() {
        if (!problem().isEmpty()) {
            return Optional.empty();
        }
        return rule.rule()
                .flatMap(when -> zone().flatMap(where -> submitted()
                        .map(what -> new ScheduleCommand.Set(
                                ScheduleId.of(name.get().strip()), when, where, enabled.get(), what))));
    }

    /** Sends it, where nothing is wrong. */
    void submit() {
        command().ifPresent(submission::send);
    }
}
