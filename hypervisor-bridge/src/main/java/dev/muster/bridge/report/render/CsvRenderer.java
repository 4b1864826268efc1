package dev.muster.bridge.report.render;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import dev.muster.bridge.json.ReportJson;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Span;
import dev.muster.model.report.ReportPart.TreeStep;
import dev.muster.model.report.ReportValue;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes a report as comma-separated values (RFC 4180) for spreadsheets and scripts: UTF-8 with a byte order mark, lines that end
 * with CR LF, each section a block with its heading and an empty line after it. Labels are translated. Values are for programs:
 * times in ISO 8601 and UTC, durations in seconds, amounts in bytes, a point before decimals.
 */
public final class CsvRenderer implements ReportRenderer {
    private final Translator translator;

    /** Makes a renderer that translates labels so. */
    public CsvRenderer(Translator translator) {
        this.translator = translator;
    }

    @Override
    public void render(Report report, Locale locale, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        writer.write('\uFEFF');
        CsvWriter csv = CsvWriter.builder().lineDelimiter(LineDelimiter.CRLF).build(writer);
        new Blocks(csv, new ValueText(translator, locale)).write(report);
        csv.flush();
        writer.flush();
    }

    private record Blocks(CsvWriter csv, ValueText text) {
        void write(Report report) {
            ReportHead head = report.head();
            line(text.say(head.kind().title()), safe(head.subject()));
            line(text.say(Words.RESULT), safe(text.say(head.result().word())), severity(head));
            if (!head.result().rule().isEmpty()) {
                line(text.say(Words.RULE), safe(text.say(head.result().rule())));
            }
            HeadFacts.of(report, ReportJson.sha256(report), text)
                    .forEach(fact -> line(safe(fact.label()), cell(fact.value())));
            report.parts().forEach(this::part);
        }

        private String severity(ReportHead head) {
            return text.say(Words.of(head.result().severity()));
        }

        private void part(ReportPart part) {
            line("");
            line(safe(text.say(part.heading())));
            switch (part) {
                case ReportPart.Facts facts -> facts(facts);
                case ReportPart.Table table -> table(table);
                case ReportPart.Gantt gantt -> gantt(gantt);
                case ReportPart.Tree tree -> tree(tree);
                case ReportPart.Text paragraphs ->
                    paragraphs.paragraphs().forEach(paragraph -> line(safe(text.say(paragraph))));
                case ReportPart.SignOff sign -> {
                    labels(Words.ROLE, Words.NAME, Words.SIGNATURE, Words.DATE);
                    sign.roles().forEach(role -> line(safe(text.say(role)), "", "", ""));
                }
                case ReportPart.Clauses clauses -> {
                    labels(Words.STANDARD, Words.CLAUSE, Words.ASKS, Words.ANSWERED);
                    clauses.answers()
                            .forEach(answer -> line(
                                    safe(answer.standard()),
                                    safe(answer.clause()),
                                    safe(text.say(answer.asks())),
                                    String.join(" ", answer.parts())));
                }
            }
        }

        private void facts(ReportPart.Facts facts) {
            labels(Words.ITEM, Words.VALUE, Words.CLAUSE);
            facts.facts()
                    .forEach(fact -> line(
                            safe(text.say(fact.label()) + unit(fact.value())),
                            cell(fact.value()),
                            safe(fact.clause())));
        }

        private void table(ReportPart.Table table) {
            evidence(table.clauses());
            csv.writeRecord(table.columns().stream().map(this::label).toList());
            table.rows()
                    .forEach(row -> csv.writeRecord(row.stream().map(this::cell).toList()));
        }

        private void gantt(ReportPart.Gantt gantt) {
            evidence(gantt.clauses());
            line(
                    text.say(Words.NAME),
                    text.say(Words.PLANNED_BEGIN) + " (s)",
                    text.say(Words.PLANNED_END) + " (s)",
                    text.say(Words.ACTUAL_BEGIN) + " (s)",
                    text.say(Words.ACTUAL_END) + " (s)",
                    text.say(Words.STATE));
            gantt.bars()
                    .forEach(bar -> line(
                            safe(bar.label()),
                            seconds(bar.planned().map(Span::begin)),
                            seconds(bar.planned().map(Span::end)),
                            seconds(bar.actual().map(Span::begin)),
                            seconds(bar.actual().map(Span::end)),
                            cell(bar.state())));
        }

        private void tree(ReportPart.Tree tree) {
            line(
                    "#",
                    text.say(Words.STEP),
                    text.say(Words.STATE),
                    text.say(Words.BEGAN),
                    text.say(Words.ENDED),
                    text.say(Words.TOOK) + " (s)",
                    text.say(Words.WAITED) + " (s)",
                    text.say(Words.ATTEMPTS),
                    text.say(Words.OUTPUT));
            for (StepLine line : StepLine.of(tree.steps())) {
                TreeStep step = line.step();
                line(
                        line.number(),
                        safe(text.say(step.title())),
                        cell(step.state()),
                        step.began().map(Object::toString).orElse(""),
                        step.ended().map(Object::toString).orElse(""),
                        seconds(step.took()),
                        seconds(step.waited()),
                        Integer.toString(step.attempts()),
                        safe(String.join("\n", step.output())));
            }
        }

        private void evidence(List<String> clauses) {
            if (!clauses.isEmpty()) {
                line(text.say(Words.EVIDENCE), safe(String.join(", ", clauses)));
            }
        }

        private void labels(String... labels) {
            csv.writeRecord(List.of(labels).stream().map(text::say).toList());
        }

        private String label(Column column) {
            return safe(text.say(column.label())
                    + switch (column.type()) {
                        case DURATION -> " (s)";
                        case BYTES -> " (B)";
                        case TEXT, MESSAGE, NUMBER, INSTANT, STATE, HASH, CODE -> "";
                    });
        }

        private static String unit(ReportValue value) {
            return switch (value.type()) {
                case DURATION -> " (s)";
                case BYTES -> " (B)";
                case TEXT, MESSAGE, NUMBER, INSTANT, STATE, HASH, CODE -> "";
            };
        }

        private String cell(ReportValue value) {
            return switch (value) {
                case ReportValue.Took took -> seconds(Optional.of(took.time()));
                case ReportValue.Size size -> Long.toString(size.bytes());
                case ReportValue.Figure figure -> figure.digits();
                case ReportValue.At at -> at.canonical();
                case ReportValue.State state -> safe(text.of(state));
                case ReportValue.Message message -> safe(text.of(message));
                case ReportValue.Plain plain -> safe(plain.text());
                case ReportValue.Hash hash -> safe(hash.hex());
                case ReportValue.Code code -> safe(code.text());
            };
        }

        private static String seconds(Optional<Duration> time) {
            return time.map(length -> java.math.BigDecimal.valueOf(length.toMillis(), 3)
                            .stripTrailingZeros()
                            .toPlainString())
                    .orElse("");
        }

        private static String safe(String text) {
            return CsvCell.safe(text);
        }

        private void line(String... cells) {
            csv.writeRecord(new ArrayList<>(List.of(cells)));
        }
    }
}
