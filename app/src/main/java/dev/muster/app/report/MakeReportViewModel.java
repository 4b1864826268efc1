package dev.muster.app.report;

import dev.muster.app.ask.Asks;
import dev.muster.app.ask.Submission;
import dev.muster.app.i18n.Texts;
import dev.muster.bridge.json.ReportJson;
import dev.muster.model.access.Role;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportFormat;
import dev.muster.model.report.ReportKind;
import dev.muster.model.report.ReportLanguage;
import dev.muster.model.report.ReportQuery;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduleCommand;
import dev.muster.model.schedule.ScheduleId;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.InvalidationListener;
import javafx.beans.Observable;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableSet;

/** A report that is to be made, now or by the calendar: its fields, what is missing, and what it would say. */
final class MakeReportViewModel {
    /** What the report would say. */
    sealed interface Preview {
        /** Something is missing before it can be known. */
        record Missing(String sentence) implements Preview {}

        /** The bridge is asked. */
        record Loading() implements Preview {}

        /** The report as it would be made now. */
        record Drawn(Report report) implements Preview {}

        /** No such report can be made. */
        record Refused(Problem problem) implements Preview {}
    }

    private final Asks asks;
    private final Texts texts;
    private final InventoryImage image;
    private final ReportSubjects subjects;
    private final Submission submission;
    private final boolean scheduled;
    private final ObjectProperty<ReportKind> kind = new SimpleObjectProperty<>(ReportKind.INVENTORY);
    private final StringProperty about = new SimpleStringProperty("");
    private final ObjectProperty<ReportLanguage> language;
    private final ObservableSet<ReportFormat> formats = FXCollections.observableSet(EnumSet.of(ReportFormat.PDF));
    private final ReportFilters filters = new ReportFilters();
    private final StringProperty name = new SimpleStringProperty("");
    private final ReportTimes times = new ReportTimes();
    private final ReadOnlyObjectWrapper<Preview> preview = new ReadOnlyObjectWrapper<>(new Preview.Loading());
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private int asked;

    /** @param scheduled whether it is made by the calendar */
    MakeReportViewModel(
            Asks asks,
            Texts texts,
            InventoryImage image,
            ReportSubjects subjects,
            Submission submission,
            boolean scheduled) {
        this.asks = asks;
        this.texts = texts;
        this.image = image;
        this.subjects = subjects;
        this.submission = submission;
        this.scheduled = scheduled;
        this.language = new SimpleObjectProperty<>(languages().getFirst());
        // what was chosen for one kind names nothing of another
        kind.addListener((observable, oldValue, newValue) -> about.set(""));
        InvalidationListener edited = observable -> {
            submission.edit();
            revision.set(revision.get() + 1);
        };
        Stream.of(Stream.<Observable>of(kind, about, language, formats, name), filters.fields(), times.fields())
                .flatMap(fields -> fields)
                .forEach(field -> field.addListener(edited));
    }

    Submission submission() {
        return submission;
    }

    /** Returns whether it is made by the calendar. */
    boolean isScheduled() {
        return scheduled;
    }

    ObjectProperty<ReportKind> kindProperty() {
        return kind;
    }

    /** What it is about, as {@link ReportSubjects} names it or as the bridge knows it. */
    StringProperty aboutProperty() {
        return about;
    }

    ReportSubjects subjects() {
        return subjects;
    }

    ObjectProperty<ReportLanguage> languageProperty() {
        return language;
    }

    /** Returns the languages, that of the window first. */
    List<ReportLanguage> languages() {
        return Arrays.stream(ReportLanguage.values())
                .sorted(Comparator.comparing(
                        one -> !one.tag().equals(texts.locale().getLanguage())))
                .toList();
    }

    ObservableSet<ReportFormat> formats() {
        return formats;
    }

    /** What limits the rows of a report on the audit. */
    ReportFilters filters() {
        return filters;
    }

    /** The name of the schedule. */
    StringProperty nameProperty() {
        return name;
    }

    ReportTimes times() {
        return times;
    }

    ReadOnlyObjectProperty<Preview> previewProperty() {
        return preview.getReadOnlyProperty();
    }

    /** Grows after each change of a field. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** Returns what is wrong or missing, one sentence; empty where nothing is. */
    String problem() {
        return missing().or(this::unfit).or(this::unscheduled).orElse("");
    }

    /** What has to be known before the report can be drawn. */
    private Optional<String> missing() {
        Role role = ReportCommand.roleFor(kind.get());
        if (!asks.role().includes(role)) {
            return Optional.of(
                    texts.get(role == Role.ADMINISTRATOR ? "palette.refused.administrator" : "object.refused.role"));
        }
        boolean needless = kind.get() == ReportKind.AUDIT || kind.get() == ReportKind.INVENTORY;
        if (!needless && about.get().isBlank()) {
            return Optional.of(texts.get("report.make.needs.about"));
        }
        return kind.get() == ReportKind.AUDIT && !filters.isValid()
                ? Optional.of(texts.get("report.make.needs.time"))
                : Optional.empty();
    }

    private Optional<String> unfit() {
        return formats.isEmpty() ? Optional.of(texts.get("report.make.needs.format")) : Optional.empty();
    }

    private Optional<String> unscheduled() {
        if (!scheduled) {
            return Optional.empty();
        }
        if (name.get().isBlank()) {
            return Optional.of(texts.get("report.make.needs.name"));
        }
        try {
            ScheduleId id = ScheduleId.of(name.get().strip());
            if (image.object(Schedule.class, id).isPresent()) {
                return Optional.of(texts.get("report.make.taken", id.text()));
            }
        } catch (MusterException unfit) {
            return Optional.of(texts.get("report.make.unfit", name.get().strip()));
        }
        return times.rule().isEmpty() ? Optional.of(texts.get("report.make.needs.rule")) : Optional.empty();
    }

    /** Asks what the report would say; an answer on earlier fields is forgotten. It is read in the background. */
    void look() {
        int mine = ++asked;
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            preview.set(new Preview.Missing(missing.get()));
            return;
        }
        preview.set(new Preview.Loading());
        ReportQuery.Draft query = new ReportQuery.Draft(kind.get(), subject(), limits());
        asks.with(
                bridge -> ReportJson.read(bridge.ask(query).json().getBytes(StandardCharsets.UTF_8)),
                report -> show(mine, new Preview.Drawn(report)),
                problem -> show(mine, new Preview.Refused(problem)));
    }

    private void show(int which, Preview what) {
        if (which == asked) {
            preview.set(what);
        }
    }

    private String subject() {
        return kind.get() == ReportKind.AUDIT ? "" : subjects.id(kind.get(), about.get());
    }

    private Map<String, String> limits() {
        return kind.get() == ReportKind.AUDIT ? filters.values() : Map.of();
    }

    /** Returns the command; empty while something is wrong. */
    Optional<Command> command() {
        if (!problem().isEmpty()) {
            return Optional.empty();
        }
        ReportCommand.Make make =
                new ReportCommand.Make(kind.get(), subject(), List.copyOf(formats), language.get(), limits());
        if (!scheduled) {
            return Optional.of(make);
        }
        return times.rule()
                .map(rule -> new ScheduleCommand.Set(
                        ScheduleId.of(name.get().strip()), rule, ZoneId.systemDefault(), true, make));
    }

    /** Sends it, where nothing is wrong. */
    void submit() {
        command().ifPresent(submission::send);
    }
}
