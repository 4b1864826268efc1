package dev.muster.app.report;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.content.Times;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.Amounts;
import dev.muster.model.report.ReportCommand;
import dev.muster.model.report.ReportKind;
import dev.muster.model.schedule.Schedule;
import dev.muster.model.schedule.ScheduledRun;
import java.time.Duration;
import java.time.Instant;

/** Schedules of reports in the operator's words. */
final class ScheduledWords {
    private final Texts texts;
    private final ReportWords words;

    ScheduledWords(Texts texts) {
        this.texts = texts;
        this.words = new ReportWords(texts);
    }

    Tone tone(Schedule schedule) {
        if (schedule.running().isPresent()) {
            return Tone.WORKING;
        }
        if (!schedule.enabled()) {
            return Tone.OFF;
        }
        return schedule.last().filter(ScheduledRun::isFailed).isPresent() ? Tone.BAD : Tone.GOOD;
    }

    String state(Schedule schedule) {
        return texts.get(
                switch (tone(schedule)) {
                    case WORKING -> "report.schedule.running";
                    case OFF -> "report.schedule.off";
                    case BAD -> "report.schedule.failed";
                    case GOOD, WARNING, PAUSED, UNKNOWN -> "report.schedule.on";
                });
    }

    /** Returns what is made, such as {@code Inventory: all, as PDF and HTML}. */
    String what(Schedule schedule) {
        return ScheduledReportsViewModel.report(schedule).map(this::what).orElse("");
    }

    private String what(ReportCommand.Make make) {
        String kind = words.kind(make.kind());
        boolean all = make.about().isEmpty()
                || (make.kind() == ReportKind.INVENTORY && make.about().equals("all"));
        return texts.get(
                "report.schedule.makes",
                all ? kind : kind + " " + make.about(),
                words.formats(make.formats()),
                words.language(make.language()));
    }

    String rule(Schedule schedule) {
        return ReportTimes.words(schedule.rule(), schedule.zone(), texts);
    }

    /** Returns when it is due next, as far away as that is. */
    String next(Schedule schedule) {
        return schedule.next()
                .map(due -> texts.get("report.schedule.in", Amounts.rough(Duration.between(Instant.now(), due))))
                .orElse("–");
    }

    String nextExact(Schedule schedule) {
        return schedule.next().map(due -> Times.full(due, texts.locale())).orElse("");
    }

    /** Returns what became of its last run, and when that was. */
    String last(Schedule schedule) {
        return schedule.last()
                .map(run -> texts.get(
                        run.isFailed()
                                ? "report.schedule.last.failed"
                                : run.ended().isPresent()
                                        ? "report.schedule.last.made"
                                        : "report.schedule.last.running",
                        Times.brief(run.due(), texts.locale()),
                        run.problem().map(why -> texts.say(why.what())).orElse("")))
                .map(String::strip)
                .orElse("–");
    }
}
