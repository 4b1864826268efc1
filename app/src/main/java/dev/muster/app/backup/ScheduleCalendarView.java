package dev.muster.app.backup;

import dev.muster.app.i18n.Texts;
import dev.muster.model.schedule.ScheduleId;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.css.PseudoClass;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;

/** Two weeks, today first, with the runs of each day; those of the chosen schedule stand out. */
final class ScheduleCalendarView extends GridPane {
    private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
    private static final PseudoClass TODAY = PseudoClass.getPseudoClass("today");
    private static final int WEEK = 7;
    /** More are counted, not drawn. */
    private static final int DRAWN = 3;
    /** More times than these are counted. */
    private static final int TIMES = 2;

    private final Texts texts;
    private final Consumer<ScheduleId> onChoose;
    private List<ScheduleCalendar.Day> days = List.of();
    private Optional<ScheduleId> chosen = Optional.empty();

    ScheduleCalendarView(Texts texts, Consumer<ScheduleId> onChoose) {
        this.texts = texts;
        this.onChoose = onChoose;
        setId("schedule-calendar");
        getStyleClass().add("schedule-calendar");
        for (int column = 0; column < WEEK; column++) {
            ColumnConstraints equal = new ColumnConstraints();
            equal.setPercentWidth(100.0 / WEEK);
            equal.setHgrow(Priority.ALWAYS);
            getColumnConstraints().add(equal);
        }
    }

    /** Shows these days. */
    void show(List<ScheduleCalendar.Day> now, Optional<ScheduleId> which) {
        if (now.equals(days) && which.equals(chosen)) {
            return;
        }
        days = now;
        chosen = which;
        getChildren().clear();
        for (int at = 0; at < now.size(); at++) {
            add(day(now.get(at), at == 0), at % WEEK, at / WEEK);
        }
        setAccessibleText(spoken());
    }

    private VBox day(ScheduleCalendar.Day day, boolean today) {
        Label date = new Label(today ? texts.get("backup.calendar.today", date(day.date())) : date(day.date()));
        date.getStyleClass().add("schedule-date");
        VBox cell = new VBox(2, date);
        cell.getStyleClass().add("schedule-day");
        cell.pseudoClassStateChanged(TODAY, today);
        cell.setMinWidth(0);
        int drawn = day.entries().size() <= DRAWN ? DRAWN : DRAWN - 1;
        day.entries().stream().limit(drawn).forEach(entry -> cell.getChildren().add(entry(entry)));
        if (day.entries().size() > drawn) {
            Label more =
                    new Label(texts.get("backup.calendar.more", day.entries().size() - drawn));
            more.getStyleClass().add("schedule-more");
            cell.getChildren().add(more);
        }
        if (!day.entries().isEmpty()) {
            Tooltip.install(
                    cell,
                    new Tooltip(day.entries().stream()
                            .map(entry ->
                                    all(entry.times()) + "  " + entry.schedule().text())
                            .collect(Collectors.joining("\n"))));
        }
        return cell;
    }

    private Label entry(ScheduleCalendar.Entry entry) {
        Label label = new Label(some(entry.times()) + " " + entry.schedule().text());
        label.getStyleClass().add("schedule-entry");
        label.setMaxWidth(Double.MAX_VALUE);
        label.pseudoClassStateChanged(
                CHOSEN, chosen.filter(entry.schedule()::equals).isPresent());
        label.setOnMouseClicked(event -> onChoose.accept(entry.schedule()));
        return label;
    }

    private String date(LocalDate date) {
        return date.getDayOfWeek().getDisplayName(TextStyle.SHORT_STANDALONE, texts.locale()) + " "
                + DateTimeFormatter.ofPattern("d MMM", texts.locale()).format(date);
    }

    private static String some(List<LocalTime> times) {
        return times.size() > TIMES ? times.size() + " ×" : all(times);
    }

    private static String all(List<LocalTime> times) {
        return times.stream().map(LocalTime::toString).collect(Collectors.joining(", "));
    }

    private String spoken() {
        return texts.get("backup.calendar.title") + ": "
                + days.stream()
                        .filter(day -> !day.entries().isEmpty())
                        .map(day -> date(day.date()) + " "
                                + day.entries().stream()
                                        .map(entry -> some(entry.times()) + " "
                                                + entry.schedule().text())
                                        .collect(Collectors.joining(", ")))
                        .collect(Collectors.joining("; "));
    }
}
