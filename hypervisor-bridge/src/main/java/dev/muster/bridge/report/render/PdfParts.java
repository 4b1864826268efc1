package dev.muster.bridge.report.render;

import dev.muster.model.report.Report;
import dev.muster.model.report.ReportHead;
import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Bar;
import dev.muster.model.report.ReportPart.Fact;
import dev.muster.model.report.ReportPart.TreeStep;
import dev.muster.model.report.Severity;
import dev.muster.model.report.ValueType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openpdf.text.Chunk;
import org.openpdf.text.Document;
import org.openpdf.text.Font;
import org.openpdf.text.Paragraph;
import org.openpdf.text.Phrase;
import org.openpdf.text.Rectangle;
import org.openpdf.text.pdf.PdfDestination;
import org.openpdf.text.pdf.PdfOutline;
import org.openpdf.text.pdf.PdfPCell;
import org.openpdf.text.pdf.PdfPTable;
import org.openpdf.text.pdf.PdfWriter;

/** What is on the pages of a report in PDF. Lengths are in points. */
final class PdfParts {
    private static final float SIZE = 8.5f;
    private static final float SMALL = 7.5f;

    private final Document document;
    private final PdfWriter writer;
    private final PdfFonts fonts;
    private final ValueText text;
    private final PdfCells cells;

    PdfParts(Document document, PdfWriter writer, PdfFonts fonts, ValueText text) {
        this.document = document;
        this.writer = writer;
        this.fonts = fonts;
        this.text = text;
        this.cells = new PdfCells(fonts, text, SIZE);
    }

    void write(Report report, String sha256) {
        ReportHead head = report.head();
        paragraph(text.say(head.kind().title()), fonts.dim(11), 0, 2);
        if (!head.subject().isEmpty()) {
            subject(head.subject());
        }
        banner(
                head.result().severity(),
                HtmlRenderer.shape(head.result().severity())
                        + text.say(head.result().word()),
                head.result().rule().isEmpty()
                        ? List.of()
                        : List.of(text.say(head.result().rule())));
        PdfTables facts = new PdfTables(document, new float[] {32, 68});
        for (Fact fact : HeadFacts.of(report, sha256, text)) {
            facts.row(cells.label(fact.label()), cells.value(fact.value(), ValueType.TEXT));
        }
        facts.end();
        Map<String, String> headings =
                report.parts().stream().collect(Collectors.toMap(ReportPart::id, part -> text.say(part.heading())));
        report.parts().forEach(part -> part(part, headings));
    }

    private void part(ReportPart part, Map<String, String> headings) {
        switch (part) {
            case ReportPart.Facts facts -> {
                heading(part, List.of(), 90);
                PdfTables table = new PdfTables(document, new float[] {24, 62, 14});
                for (Fact fact : facts.facts()) {
                    table.row(
                            cells.label(text.say(fact.label())),
                            cells.value(fact.value(), ValueType.TEXT),
                            PdfCells.cell(fact.clause(), fonts.dim(SMALL)));
                }
                table.end();
            }
            case ReportPart.Table table -> table(table);
            case ReportPart.Gantt gantt -> gantt(gantt);
            case ReportPart.Tree tree -> tree(tree);
            case ReportPart.Text paragraphs -> {
                heading(part, List.of(), 80);
                banner(
                        paragraphs.severity(),
                        "",
                        paragraphs.paragraphs().stream().map(text::say).toList());
            }
            case ReportPart.SignOff sign -> signOff(sign);
            case ReportPart.Clauses clauses -> clauses(clauses, headings);
        }
    }

    private void table(ReportPart.Table table) {
        List<String> labels =
                table.columns().stream().map(column -> text.say(column.label())).toList();
        heading(table, table.clauses(), 90);
        if (table.rows().isEmpty()) {
            paragraph(text.say(Words.NO_ROWS), fonts.dim(SIZE), 0, 4);
            return;
        }
        new PdfLongColumns(table, labels).draw(document, cells, fonts, width());
    }

    private float width() {
        return document.right() - document.left();
    }

    /** In a cell, since only cells order what is written from right to left. */
    private void subject(String subject) {
        PdfPCell cell = PdfCells.cell(subject, fonts.bold(subject.length() > 60 ? 13 : 20));
        cell.setBorder(Rectangle.NO_BORDER);
        cell.setPaddingLeft(0);
        PdfPTable table = new PdfPTable(1);
        table.setWidthPercentage(100);
        table.setSpacingAfter(8);
        table.addCell(cell);
        document.add(table);
    }

    private void gantt(ReportPart.Gantt gantt) {
        heading(gantt, gantt.clauses(), 110);
        Paragraph legend = new Paragraph(12);
        legend.add(new Chunk("■ ", new Font(fonts.text, SMALL, Font.NORMAL, PdfFonts.PLANNED)));
        legend.add(new Chunk(text.say(Words.PLANNED) + "     ", fonts.dim(SMALL)));
        legend.add(new Chunk("■ ", new Font(fonts.text, SMALL, Font.NORMAL, PdfFonts.color(Severity.NONE))));
        legend.add(new Chunk(text.say(Words.ACTUAL), fonts.dim(SMALL)));
        legend.setSpacingAfter(3);
        document.add(legend);
        PdfGantt chart = new PdfGantt(TimeAxis.of(gantt.bars()), fonts.text, text);
        PdfTables out = new PdfTables(
                document,
                new float[] {24, 56, 20},
                cells.head(text.say(Words.NAME), false),
                chart.head(),
                cells.head(text.say(Words.STATE), false));
        for (Bar bar : gantt.bars()) {
            out.row(cells.text(bar.label()), chart.bar(bar), cells.value(bar.state(), ValueType.STATE));
        }
        out.end();
    }

    private void tree(ReportPart.Tree tree) {
        heading(tree, List.of(), 90);
        List<StepLine> lines = StepLine.of(tree.steps());
        List<String> labels = StepLine.COLUMNS.stream()
                .map(column -> text.say(column.label()))
                .toList();
        float[] widths = PdfWidths.of(
                StepLine.COLUMNS, lines.stream().map(StepLine::values).toList(), labels, cells, width());
        PdfTables out = new PdfTables(document, widths, cells.heads(StepLine.COLUMNS, labels));
        for (StepLine line : lines) {
            TreeStep step = line.step();
            float indent = PdfCells.PADDING + Math.min(line.depth(), 8) * 9;
            PdfPCell[] row = cells.row(StepLine.COLUMNS, line.values());
            row[1].setPaddingLeft(indent);
            if (!step.output().isEmpty()) {
                for (PdfPCell cell : row) {
                    cell.setBorder(Rectangle.NO_BORDER);
                }
            }
            out.row(row);
            output(out, step.output(), indent);
        }
        out.end();
    }

    /** Each line is a row, so that an output longer than a page goes on over pages. */
    private void output(PdfTables out, List<String> lines, float indent) {
        for (int i = 0; i < lines.size(); i++) {
            PdfPCell number = PdfCells.cell("", fonts.dim(SMALL));
            PdfPCell cell = PdfCells.cell(lines.get(i), fonts.output(lines.get(i), 6.8f));
            cell.setColspan(6);
            cell.setPaddingLeft(indent);
            cell.setPaddingTop(1);
            if (i < lines.size() - 1) {
                number.setBorder(Rectangle.NO_BORDER);
                cell.setBorder(Rectangle.NO_BORDER);
                cell.setPaddingBottom(1);
            }
            out.row(number, cell);
        }
    }

    private void signOff(ReportPart.SignOff sign) {
        heading(sign, List.of(), 60 + sign.roles().size() * 46);
        PdfTables out = new PdfTables(
                document,
                new float[] {28, 26, 28, 18},
                Stream.of(Words.ROLE, Words.NAME, Words.SIGNATURE, Words.DATE)
                        .map(label -> cells.head(text.say(label), false))
                        .toArray(PdfPCell[]::new));
        for (String role : sign.roles()) {
            PdfPCell cell = cells.text(text.say(role));
            cell.setMinimumHeight(42);
            out.row(cell, cells.text(""), cells.text(""), cells.text(""));
        }
        out.end();
    }

    private void clauses(ReportPart.Clauses clauses, Map<String, String> headings) {
        heading(clauses, List.of(), 90);
        PdfTables out = new PdfTables(
                document,
                new float[] {22, 12, 38, 28},
                Stream.of(Words.STANDARD, Words.CLAUSE, Words.ASKS, Words.ANSWERED)
                        .map(label -> cells.head(text.say(label), false))
                        .toArray(PdfPCell[]::new));
        for (ReportPart.Answer answer : clauses.answers()) {
            out.row(
                    cells.text(answer.standard()),
                    cells.text(answer.clause()),
                    cells.text(text.say(answer.asks())),
                    where(answer.parts(), headings));
        }
        out.end();
    }

    private PdfPCell where(List<String> parts, Map<String, String> headings) {
        if (parts.isEmpty()) {
            return cells.label(text.say(Words.NOT_ANSWERED));
        }
        Phrase links = new Phrase(SIZE * 1.3f);
        for (String id : parts) {
            String heading = headings.get(id);
            Chunk link = new Chunk(PdfFonts.shown(heading == null ? id : heading, fonts.text), fonts.text(SIZE));
            if (heading != null) {
                link.setLocalGoto(id);
            }
            links.add(new Chunk(links.isEmpty() ? "" : ", ", fonts.text(SIZE)));
            links.add(link);
        }
        PdfPCell cell = new PdfPCell(links);
        PdfCells.ruled(cell);
        return cell;
    }

    /**
     * Writes a heading, on the next page where there is no room for it and what follows it.
     *
     * @param room height of both
     */
    private void heading(ReportPart part, List<String> clauses, float room) {
        if (writer.getVerticalPosition(true) - document.bottom() < room) {
            document.newPage();
        }
        String words = text.say(part.heading());
        Chunk chunk = new Chunk(PdfFonts.shown(words, fonts.bold), fonts.bold(12.5f));
        chunk.setLocalDestination(part.id());
        Paragraph heading = new Paragraph(16, chunk);
        heading.setSpacingBefore(18);
        heading.setSpacingAfter(5);
        document.add(heading);
        float top = writer.getVerticalPosition(false) + 18;
        new PdfOutline(writer.getRootOutline(), new PdfDestination(PdfDestination.FITH, top), words);
        if (!clauses.isEmpty()) {
            paragraph(text.say(Words.EVIDENCE) + ": " + String.join(", ", clauses), fonts.dim(SMALL), 0, 4);
        }
    }

    private void banner(Severity severity, String word, List<String> lines) {
        PdfPCell cell = new PdfPCell();
        cell.setBackgroundColor(PdfFonts.pale(severity));
        cell.setBorder(Rectangle.LEFT);
        cell.setBorderWidthLeft(4);
        cell.setBorderColorLeft(PdfFonts.color(severity));
        cell.setPadding(10);
        cell.setPaddingTop(6);
        cell.setPaddingLeft(14);
        if (!word.isEmpty()) {
            cell.addElement(line(word, fonts.bold(15, PdfFonts.color(severity))));
        }
        lines.forEach(words -> cell.addElement(line(words, fonts.text(9))));
        PdfPTable table = new PdfPTable(1);
        table.setWidthPercentage(100);
        table.setSpacingAfter(10);
        table.addCell(cell);
        document.add(table);
    }

    private void paragraph(String words, Font font, float before, float after) {
        Paragraph paragraph = line(words, font);
        paragraph.setSpacingBefore(before);
        paragraph.setSpacingAfter(after);
        document.add(paragraph);
    }

    private static Paragraph line(String words, Font font) {
        return new Paragraph(font.getSize() * 1.4f, PdfFonts.shown(words, font.getBaseFont()), font);
    }
}
