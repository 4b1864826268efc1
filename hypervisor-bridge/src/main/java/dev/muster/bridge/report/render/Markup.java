package dev.muster.bridge.report.render;

import java.io.IOException;
import java.io.Writer;

/** Writes elements of HTML that are well-formed XML too. All text and all values of attributes are escaped here. */
final class Markup {
    private final Writer out;

    Markup(Writer out) {
        this.out = out;
    }

    /**
     * Begins an element.
     *
     * @param attributes names and values by turns
     */
    Markup open(String element, String... attributes) throws IOException {
        start(element, attributes);
        out.write('>');
        return this;
    }

    /** Writes an element without content, with names and values of its attributes by turns. */
    Markup empty(String element, String... attributes) throws IOException {
        start(element, attributes);
        out.write("/>");
        return this;
    }

    /** Writes an element with text in it. */
    Markup element(String element, String text, String... attributes) throws IOException {
        return open(element, attributes).text(text).close(element);
    }

    Markup close(String element) throws IOException {
        out.write("</" + element + ">");
        return this;
    }

    Markup text(String text) throws IOException {
        escape(text);
        return this;
    }

    Markup line() throws IOException {
        out.write('\n');
        return this;
    }

    private void start(String element, String... attributes) throws IOException {
        out.write("<" + element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.write(" " + attributes[i] + "=\"");
            escape(attributes[i + 1]);
            out.write('"');
        }
    }

    private void escape(String text) throws IOException {
        String clean = Clean.text(text);
        for (int i = 0; i < clean.length(); i++) {
            char c = clean.charAt(i);
            switch (c) {
                case '&' -> out.write("&amp;");
                case '<' -> out.write("&lt;");
                case '>' -> out.write("&gt;");
                case '"' -> out.write("&quot;");
                case '\'' -> out.write("&#39;");
                default -> out.write(c);
            }
        }
    }
}
