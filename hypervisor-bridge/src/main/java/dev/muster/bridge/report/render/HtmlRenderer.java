package dev.muster.bridge.report.render;

import dev.muster.model.report.Report;
import dev.muster.model.report.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;

/**
 * Writes a report as one HTML file that needs nothing beside it: no script, no picture, no font, no address outside. It is well-formed
 * XML too, follows the reader's light or dark colours, and prints.
 */
public final class HtmlRenderer implements ReportRenderer {
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'";

    private final Translator translator;
    private final String style;

    /** Makes a renderer that translates messages and labels so. */
    public HtmlRenderer(Translator translator) {
        this.translator = translator;
        this.style = style();
    }

    @Override
    public void render(Report report, Locale locale, OutputStream out) throws IOException {
        Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
        ValueText text = new ValueText(translator, locale);
        Markup html = new Markup(writer);
        writer.write("<!DOCTYPE html>\n");
        html.open("html", "xmlns", "http://www.w3.org/1999/xhtml", "lang", text.language());
        html.open("head").empty("meta", "charset", "utf-8");
        html.empty("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.element("title", text.title(report)).open("style");
        writer.write(style);
        html.close("style").close("head").line().open("body");
        new HtmlParts(html, text).write(report);
        html.close("body").close("html").line();
        writer.flush();
    }

    /** Returns the class of style of a severity. */
    static String tone(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    /** Returns the shape that stands before a state with a space, so that no state is told by its colour alone. */
    static String shape(Severity severity) {
        return switch (severity) {
            case OK -> "✓ ";
            case WARNING -> "▲ ";
            case FAILED -> "✕ ";
            case NONE -> "";
        };
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(HtmlRenderer.class.getResourceAsStream("report.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
