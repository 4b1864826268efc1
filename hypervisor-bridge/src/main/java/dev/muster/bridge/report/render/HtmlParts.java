package dev.muster.bridge.report.render;

import dev.muster.bridge.json.ReportJson;
import dev.muster.model.report.Report;
import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportPart.TreeStep;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.ValueType;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The body of a report in HTML. */
final class HtmlParts {
    private final Markup html;
    private final ValueText text;

    HtmlParts(Markup html, ValueText text) {
        this.html = html;
        this.text = text;
    }

    void write(Report report) throws IOException {
        ReportHead head = report.head();
        String sha256 = ReportJson.sha256(report);
        html.element("div", "Muster", "class", "brand")
                .element("h1", text.title(report))
                .line();
        html.open("div", "class", "banner " + HtmlRenderer.tone(head.result().severity()));
        html.element(
                "strong",
                HtmlRenderer.shape(head.result().severity())
                        + text.say(head.result().word()));
        if (!head.result().rule().isEmpty()) {
            html.element("p", text.say(head.result().rule()));
        }
        html.close("div").line();
        html.open("table").open("tbody");
        for (Fact fact : HeadFacts.of(report, sha256, text)) {
            html.open("tr").element("th", fact.label(), "scope", "row");
            cell(fact.value());
            html.close("tr").line();
        }
        html.close("tbody").close("table").line();
        Map<String, String> headings =
                report.parts().stream().collect(Collectors.toMap(ReportPart::id, part -> text.say(part.heading())));
        for (ReportPart part : report.parts()) {
            html.open("section", "id", "part-" + part.id());
            html.element("h2", text.say(part.heading())).line();
            part(part, headings);
            html.close("section").line();
        }
        html.element("footer", text.say(Words.SHA_256) + ": " + sha256);
    }

    private void part(ReportPart part, Map<String, String> headings) throws IOException {
        switch (part) {
            case ReportPart.Facts facts -> facts(facts.facts());
            case ReportPart.Table table -> table(table);
            case ReportPart.Gantt gantt -> {
                evidence(gantt.clauses());
                html.open("div", "class", "scroll");
                new HtmlGantt(html, text).draw(gantt);
                html.close("div");
            }
            case ReportPart.Tree tree -> tree(tree);
            case ReportPart.Text paragraphs -> {
                html.open("div", "class", "banner " + HtmlRenderer.tone(paragraphs.severity()));
                for (String paragraph : paragraphs.paragraphs()) {
                    html.element("p", text.say(paragraph));
                }
                html.close("div").line();
            }
            case ReportPart.SignOff sign -> signOff(sign);
            case ReportPart.Clauses clauses -> clauses(clauses, headings);
        }
    }

    private void facts(List<Fact> facts) throws IOException {
        html.open("table").open("tbody");
        for (Fact fact : facts) {
            html.open("tr").element("th", text.say(fact.label()), "scope", "row");
            cell(fact.value());
            html.element("td", fact.clause(), "class", "evidence").close("tr").line();
        }
        html.close("tbody").close("table").line();
    }

    private void table(ReportPart.Table table) throws IOException {
        evidence(table.clauses());
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        for (Column column : table.columns()) {
            heading(text.say(column.label()), column.type().isRightAligned());
        }
        html.close("tr").close("thead").line().open("tbody");
        for (List<ReportValue> row : table.rows()) {
            html.open("tr");
            for (int i = 0; i < row.size(); i++) {
                cell(row.get(i), table.columns().get(i).type());
            }
            html.close("tr").line();
        }
        html.close("tbody").close("table").close("div").line();
        if (table.rows().isEmpty()) {
            html.element("p", text.say(Words.NO_ROWS), "class", "evidence");
        }
    }

    private void tree(ReportPart.Tree tree) throws IOException {
        html.open("div", "class", "scroll").open("table").open("thead").open("tr");
        heading("#", false);
        for (String label : List.of(Words.STEP, Words.STATE, Words.BEGAN)) {
            heading(text.say(label), false);
        }
        for (String label : List.of(Words.TOOK, Words.WAITED, Words.ATTEMPTS)) {
            heading(text.say(label), true);
        }
        html.close("tr").close("thead").line().open("tbody");
        for (StepLine line : StepLine.of(tree.steps())) {
            TreeStep step = line.step();
            html.open("tr").element("td", line.number(), "class", "time");
            html.open("td", "style", "padding-inline-start:" + (0.7 + Math.min(line.depth(), 8)) + "rem");
            html.element("bdi", text.say(step.title()));
            if (!step.output().isEmpty()) {
                html.element("pre", String.join("\n", step.output()));
            }
            html.close("td");
            cell(step.state());
            html.element("td", step.began().map(text::time).orElse("–"), "class", "time");
            html.element("td", step.took().map(text::duration).orElse("–"), "class", "right");
            html.element("td", step.waited().map(text::duration).orElse("–"), "class", "right");
            html.element("td", Integer.toString(step.attempts()), "class", "right")
                    .close("tr")
                    .line();
        }
        html.close("tbody").close("table").close("div").line();
    }

    private void signOff(ReportPart.SignOff sign) throws IOException {
        html.open("table", "class", "sign").open("thead").open("tr");
        for (String label : List.of(Words.ROLE, Words.NAME, Words.SIGNATURE, Words.DATE)) {
            heading(text.say(label), false);
        }
        html.close("tr").close("thead").open("tbody");
        for (String role : sign.roles()) {
            html.open("tr").element("td", text.say(role));
            html.element("td", "")
                    .element("td", "")
                    .element("td", "")
                    .close("tr")
                    .line();
        }
        html.close("tbody").close("table").line();
    }

    private void clauses(ReportPart.Clauses clauses, Map<String, String> headings) throws IOException {
        html.open("table").open("thead").open("tr");
        for (String label : List.of(Words.STANDARD, Words.CLAUSE, Words.ASKS, Words.ANSWERED)) {
            heading(text.say(label), false);
        }
        html.close("tr").close("thead").line().open("tbody");
        for (ReportPart.Answer answer : clauses.answers()) {
            html.open("tr").element("td", answer.standard()).element("td", answer.clause());
            html.element("td", text.say(answer.asks())).open("td");
            if (answer.parts().isEmpty()) {
                html.text(text.say(Words.NOT_ANSWERED));
            }
            for (int i = 0; i < answer.parts().size(); i++) {
                String id = answer.parts().get(i);
                html.text(i == 0 ? "" : ", ").element("a", headings.getOrDefault(id, id), "href", "#part-" + id);
            }
            html.close("td").close("tr").line();
        }
        html.close("tbody").close("table").line();
    }

    private void evidence(List<String> clauses) throws IOException {
        if (!clauses.isEmpty()) {
            html.element("p", text.say(Words.EVIDENCE) + ": " + String.join(", ", clauses), "class", "evidence");
        }
    }

    private void heading(String label, boolean right) throws IOException {
        html.element("th", label, "scope", "col", "class", right ? "right" : "left");
    }

    private void cell(ReportValue value) throws IOException {
        // beside a label everything begins at the same edge
        cell(value, ValueType.TEXT);
    }

    private void cell(ReportValue value, ValueType column) throws IOException {
        String shown = text.of(value);
        html.open(
                "td", "class", column.isRightAligned() ? "right" : value.type() == ValueType.INSTANT ? "time" : "left");
        switch (value) {
            case ReportValue.State state ->
                html.element(
                        "span",
                        HtmlRenderer.shape(state.severity()) + shown,
                        "class",
                        "state " + HtmlRenderer.tone(state.severity()));
            case ReportValue.Hash hash -> html.element("code", hash.hex());
            case ReportValue.Code code -> html.element("code", shown);
            // a name in another writing direction does not move what stands beside it
            case ReportValue.Plain plain -> html.element("bdi", plain.text().isEmpty() ? "–" : shown);
            case ReportValue.Message _,
                    ReportValue.Figure _,
                    ReportValue.At _,
                    ReportValue.Took _,
                    ReportValue.Size _ -> html.text(shown);
        }
        html.close("td");
    }
}
