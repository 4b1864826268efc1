package dev.muster.app.report;

import dev.muster.app.content.DropDown;
import dev.muster.app.content.Form;
import dev.muster.app.content.Words;
import dev.muster.app.i18n.Texts;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The lines of a form that say when a report is made. */
final class ReportTimesForm {
    private final Texts texts;
    private final ReportTimes times;

    ReportTimesForm(Texts texts, ReportTimes times) {
        this.texts = texts;
        this.times = times;
    }

    void add(Form form) {
        DropDown<ReportTimes.Often> often = form.add(
                texts.get("report.schedule.often"),
                "report-make-often",
                new DropDown<>(List.of(ReportTimes.Often.values())));
        often.setConverter(Words.of(one -> texts.get("report.schedule.often." + one.word())));
        often.valueProperty().bindBidirectional(times.oftenProperty());
        DropDown<DayOfWeek> weekday = form.add(
                texts.get("report.schedule.weekday"),
                "report-make-weekday",
                new DropDown<>(List.of(DayOfWeek.values())));
        weekday.setConverter(Words.of(one -> one.getDisplayName(TextStyle.FULL_STANDALONE, texts.locale())));
        weekday.valueProperty().bindBidirectional(times.weekdayProperty());
        weekday.visibleProperty().bind(times.oftenProperty().isEqualTo(ReportTimes.Often.WEEKLY));
        DropDown<Optional<Integer>> day = form.add(
                texts.get("report.schedule.day"),
                "report-make-day",
                new DropDown<>(Stream.concat(
                                IntStream.rangeClosed(1, 31).boxed().map(Optional::of),
                                Stream.of(Optional.<Integer>empty()))
                        .toList()));
        day.setConverter(
                Words.of(one -> one.map(String::valueOf).orElseGet(() -> texts.get("report.schedule.day.last"))));
        day.valueProperty().bindBidirectional(times.dayProperty());
        day.visibleProperty().bind(times.oftenProperty().isEqualTo(ReportTimes.Often.MONTHLY));
        form.field(texts.get("report.schedule.time"), "report-make-time", times.timeProperty())
                .setPromptText("02:00");
    }
}
