package dev.muster.bridge.report.render;

import dev.muster.model.report.ReportPart;
import dev.muster.model.report.ReportPart.Bar;
import dev.muster.model.report.ReportPart.Span;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Gantt chart as SVG within the page: planned times as light bars above the actual ones. Units are those of the view box. */
final class HtmlGantt {
    private static final int LABEL = 230;
    private static final int WIDTH = 960;
    private static final int STATE = 130;
    private static final int ROW = 26;
    private static final int LINE = 14;
    private static final int AXIS = 24;
    /** Characters of a name on one line. */
    private static final int LONGEST = 30;

    private final Markup html;
    private final ValueText text;

    HtmlGantt(Markup html, ValueText text) {
        this.html = html;
        this.text = text;
    }

    void draw(ReportPart.Gantt gantt) throws IOException {
        TimeAxis axis = TimeAxis.of(gantt.bars());
        int height = AXIS + gantt.bars().stream().mapToInt(HtmlGantt::height).sum() + 4;
        html.open(
                "svg",
                "viewBox",
                "0 0 " + WIDTH + " " + height,
                "role",
                "img",
                "aria-label",
                text.say(gantt.heading()));
        legend();
        for (Duration tick : axis.ticks()) {
            String x = x(axis, tick);
            html.empty("line", "x1", x, "x2", x, "y1", "20", "y2", "" + height);
            label(tick.isZero() ? "0" : text.duration(tick), "axis", x, 14, "middle");
        }
        html.line();
        int top = AXIS;
        for (Bar bar : gantt.bars()) {
            bar(bar, axis, top);
            top += height(bar);
        }
        html.close("svg").line();
    }

    private void legend() throws IOException {
        rect("planned", 0, 6, 18, 7);
        label(text.say(Words.PLANNED), "axis", "24", 14, "start");
        rect("none", 100, 5, 18, 9);
        label(text.say(Words.ACTUAL), "axis", "124", 14, "start");
    }

    private void bar(Bar bar, TimeAxis axis, int top) throws IOException {
        List<String> name = lines(Clean.text(bar.label()));
        for (int i = 0; i < name.size(); i++) {
            label(name.get(i), "name", "0", top + 16 + i * LINE, "start");
        }
        if (bar.planned().isPresent()) {
            span(bar.planned().get(), axis, top + 3, 7, "planned");
        }
        String tone = HtmlRenderer.tone(bar.state().severity());
        if (bar.actual().isPresent()) {
            span(bar.actual().get(), axis, top + 11, 9, tone);
        }
        String state = HtmlRenderer.shape(bar.state().severity()) + text.of(bar.state());
        label(state, tone, "" + (WIDTH - STATE + 24), top + 16, "start");
        html.line();
    }

    private void span(Span span, TimeAxis axis, int y, int height, String tone) throws IOException {
        double width = (axis.place(span.end()) - axis.place(span.begin())) * (WIDTH - LABEL - STATE);
        rect(tone, LABEL + axis.place(span.begin()) * (WIDTH - LABEL - STATE), y, Math.max(1.5, width), height);
    }

    private void rect(String tone, double x, int y, double width, int height) throws IOException {
        html.empty(
                "rect",
                "class",
                tone,
                "x",
                number(x),
                "y",
                "" + y,
                "width",
                number(width),
                "height",
                "" + height,
                "rx",
                "1.5");
    }

    private void label(String words, String tone, String x, int y, String anchor) throws IOException {
        html.element("text", words, "class", tone, "x", x, "y", "" + y, "text-anchor", anchor);
    }

    private static int height(Bar bar) {
        return ROW + (lines(Clean.text(bar.label())).size() - 1) * LINE;
    }

    /** SVG does not wrap text: lines of a name, broken between any two characters, never within one. */
    private static List<String> lines(String name) {
        List<String> lines = new ArrayList<>();
        int[] points = name.replace('\n', ' ').codePoints().toArray();
        for (int from = 0; from < points.length; from += LONGEST) {
            lines.add(new String(points, from, Math.min(LONGEST, points.length - from)));
        }
        return lines.isEmpty() ? List.of("") : lines;
    }

    private static String x(TimeAxis axis, Duration time) {
        return number(LABEL + axis.place(time) * (WIDTH - LABEL - STATE));
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
