package dev.muster.app.report;

import dev.muster.app.content.StateLabel.Tone;
import dev.muster.app.i18n.Texts;
import dev.muster.bridge.open.ReportTransfers.Verified;
import dev.muster.model.report.MadeReport;
import dev.muster.model.report.ReportQuery.Chain;
import dev.muster.model.report.ReportQuery.Finding;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What was found out about a file, in plain sentences. */
final class CheckWords {
    private final Texts texts;
    private final ReportWords words;

    CheckWords(Texts texts) {
        this.texts = texts;
        this.words = new ReportWords(texts);
    }

    Tone tone(Verified found) {
        return switch (found.verdict().finding()) {
            case MADE_HERE -> found.isWhole() ? Tone.GOOD : Tone.WARNING;
            case CHANGED -> Tone.BAD;
            case UNKNOWN -> Tone.UNKNOWN;
        };
    }

    /** Returns the answer in a few words. */
    String headline(Verified found) {
        return texts.get(
                switch (found.verdict().finding()) {
                    case MADE_HERE -> found.isWhole() ? "report.check.good" : "report.check.good.broken";
                    case CHANGED -> "report.check.changed";
                    case UNKNOWN -> "report.check.unknown";
                });
    }

    /** Returns what follows from it, a sentence each. */
    List<String> sentences(Path file, Verified found) {
        List<String> sentences = new ArrayList<>();
        String name = String.valueOf(file.getFileName());
        Optional<MadeReport> report = found.verdict().report();
        switch (found.verdict().finding()) {
            case MADE_HERE ->
                report.ifPresent(one -> sentences.add(texts.get(
                        "report.check.good.text",
                        name,
                        found.verdict().format().map(Enum::name).orElse(""),
                        one.id().text(),
                        words.made(one),
                        one.madeBy())));
            case CHANGED -> {
                report.ifPresent(one -> sentences.add(
                        texts.get("report.check.changed.text", name, one.id().text(), words.made(one), one.madeBy())));
                sentences.add(found.firstDifference()
                        .map(offset -> texts.get("report.check.changed.byte", offset))
                        .orElseGet(() -> texts.get("report.check.changed.nowhere")));
            }
            case UNKNOWN -> sentences.add(texts.get("report.check.unknown.text", name));
        }
        if (found.verdict().finding() != Finding.UNKNOWN && !found.verdict().kept()) {
            sentences.add(texts.get("report.check.deleted"));
        }
        return List.copyOf(sentences);
    }

    Tone chainTone(Chain chain) {
        return chain.isWhole() ? Tone.GOOD : Tone.BAD;
    }

    /** Returns whether the history of reports and the audit are as they were written. */
    String chain(Chain chain) {
        return chain.isWhole()
                ? texts.get("report.check.chain.whole", chain.reports(), chain.auditEntries())
                : texts.get("report.check.chain.broken");
    }

    /** Returns what of it does not fit, a sentence each. */
    List<String> faults(Chain chain) {
        List<String> faults =
                new ArrayList<>(chain.faults().stream().map(texts::say).toList());
        chain.auditBreak().ifPresent(number -> faults.add(texts.get("report.check.chain.audit", number)));
        return List.copyOf(faults);
    }
}
