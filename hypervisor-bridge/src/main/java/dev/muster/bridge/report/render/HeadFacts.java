package dev.muster.bridge.report.render;

import dev.muster.model.report.Report;
import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportValue;
import java.util.ArrayList;
import java.util.List;

/** What stands below the result of a report, the same in each format. */
final class HeadFacts {
    private HeadFacts() {}

    /**
     * Returns the facts with labels in the language of the text.
     *
     * @param sha256 the checksum of the canonical form
     */
    static List<Fact> of(Report report, String sha256, ValueText text) {
        ReportHead head = report.head();
        List<Fact> facts = new ArrayList<>();
        facts.add(fact(text.say(Words.REPORT_ID), ReportValue.code(head.id().text())));
        facts.add(fact(text.say(Words.MADE_AT), ReportValue.at(head.madeAt())));
        facts.add(fact(text.say(Words.MADE_BY), ReportValue.text(head.madeBy())));
        facts.add(fact(text.say(Words.VERSION), ReportValue.text(head.version())));
        head.filters()
                .forEach(filter ->
                        facts.add(fact(text.say(Words.FILTER) + ": " + text.say(filter.name()), filter.value())));
        head.counts()
                .forEach(count -> facts.add(
                        fact(text.say(Words.ROWS) + ": " + text.say(count.name()), ReportValue.number(count.rows()))));
        facts.add(fact(text.say(Words.SHA_256), ReportValue.hash(sha256)));
        facts.add(fact(
                text.say(Words.PREVIOUS),
                head.previous().isEmpty() ? ReportValue.message(Words.FIRST) : ReportValue.hash(head.previous())));
        return List.copyOf(facts);
    }

    private static Fact fact(String label, ReportValue value) {
        return new Fact(label, value);
    }
}
