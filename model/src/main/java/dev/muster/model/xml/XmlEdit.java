package dev.muster.model.xml;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Changes to single places of a document. Every character outside those places stays as it was: white space, comments,
 * quotes, the order of attributes, elements of any namespace.
 */
public final class XmlEdit {
    private final String text;
    private final List<Splice> splices = new ArrayList<>();

    /** Changes to the document of that element. */
    public XmlEdit(XmlElement root) {
        text = root.document();
    }

    /** Replaces all that is in an element by a text. */
    public XmlEdit setText(XmlElement element, String value) {
        String escaped = XmlBuilder.escape(value);
        if (element.isSelfClosing()) {
            int slash = text.lastIndexOf('/', element.openEnd());
            return splice(slash, element.openEnd(), ">" + escaped + "</" + element.qualifiedName() + ">");
        }
        return splice(element.openEnd(), element.closeStart(), escaped);
    }

    /** Gives an attribute without namespace a value, adding it where it was not there. */
    public XmlEdit setAttribute(XmlElement element, String name, String value) {
        String escaped = XmlBuilder.escape(value);
        return element.find(name)
                .map(there -> splice(there.valueStart(), there.valueEnd(), escaped))
                .orElseGet(() -> {
                    int at = endOfTagInside(element);
                    return splice(at, at, " " + name + "='" + escaped + "'");
                });
    }

    /** Removes an attribute without namespace; one that is not there is left alone. */
    public XmlEdit removeAttribute(XmlElement element, String name) {
        element.find(name).ifPresent(there -> splice(there.start(), there.end(), ""));
        return this;
    }

    /** Puts an element behind another, on a line of its own where that one stands on its own line. */
    public XmlEdit insertAfter(XmlElement element, XmlBuilder added) {
        return splice(element.end(), element.end(), indent(element) + added.xml());
    }

    /** Puts an element as the first into another. */
    public XmlEdit insertFirst(XmlElement parent, XmlBuilder added) {
        if (parent.isSelfClosing()) {
            return fill(parent, added.xml());
        }
        String space = parent.children().stream()
                .findFirst()
                .map(this::indent)
                .orElseGet(() -> indent(parent).isEmpty() ? "" : indent(parent) + "  ");
        return splice(parent.openEnd(), parent.openEnd(), space + added.xml());
    }

    /** Puts elements as the last into another. */
    public XmlEdit insertLast(XmlElement parent, List<XmlBuilder> added) {
        if (parent.isSelfClosing() && !added.isEmpty()) {
            return fill(parent, added.stream().map(XmlBuilder::xml).collect(Collectors.joining()));
        }
        added.forEach(one -> insertLast(parent, one));
        return this;
    }

    /** Puts an element as the last into another. */
    public XmlEdit insertLast(XmlElement parent, XmlBuilder added) {
        if (parent.isSelfClosing()) {
            return fill(parent, added.xml());
        }
        if (!parent.children().isEmpty()) {
            return insertAfter(parent.children().getLast(), added);
        }
        String outer = indent(parent);
        String inner = outer.isEmpty() || !parent.text().isBlank() ? "" : outer + "  ";
        boolean closed = parent.text().indexOf('\n') >= 0;
        return splice(
                parent.openEnd(), parent.openEnd(), inner + added.xml() + (closed || inner.isEmpty() ? "" : outer));
    }

    /** Puts an element of another document as the last into one of this, its lines moved to where they stand here. */
    public XmlEdit insertLast(XmlElement parent, XmlElement added) {
        if (parent.isSelfClosing()) {
            return fill(parent, added.source());
        }
        if (parent.children().isEmpty()) {
            String outer = indent(parent);
            String inner = outer.isEmpty() ? "" : outer + "  ";
            boolean closed = parent.text().indexOf('\n') >= 0;
            return splice(parent.openEnd(), parent.openEnd(), inner + moved(added, inner) + (closed ? "" : outer));
        }
        XmlElement last = parent.children().getLast();
        return splice(last.end(), last.end(), indent(last) + moved(added, indent(last)));
    }

    /** Puts an element of another document in the place of one of this. */
    public XmlEdit replace(XmlElement element, XmlElement with) {
        return splice(element.start(), element.end(), moved(with, indent(element)));
    }

    /** The lines of an element with those after the first as far in as the place it goes to. */
    private static String moved(XmlElement element, String place) {
        String[] lines = element.source().split("\r?\n", -1);
        if (lines.length == 1 || place.isEmpty()) {
            return element.source();
        }
        String last = lines[lines.length - 1];
        String before = last.substring(0, last.length() - last.stripLeading().length());
        StringBuilder out = new StringBuilder(lines[0]);
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i].startsWith(before) ? lines[i].substring(before.length()) : lines[i];
            out.append(place).append(line);
        }
        return out.toString();
    }

    /** Removes an element with the white space before it. */
    public XmlEdit remove(XmlElement element) {
        return splice(element.start() - indent(element).length(), element.end(), "");
    }

    /** The changed document. */
    public String apply() {
        splices.sort(Comparator.comparingInt(Splice::start).thenComparingInt(Splice::end));
        StringBuilder out = new StringBuilder(text.length() + 256);
        int done = 0;
        for (Splice splice : splices) {
            if (splice.start < done) {
                throw new IllegalStateException("two changes to the same place");
            }
            out.append(text, done, splice.start).append(splice.with);
            done = splice.end;
        }
        return out.append(text, done, text.length()).toString();
    }

    private XmlEdit fill(XmlElement selfClosing, String content) {
        int slash = text.lastIndexOf('/', selfClosing.openEnd());
        return splice(slash, selfClosing.openEnd(), ">" + content + "</" + selfClosing.qualifiedName() + ">");
    }

    private int endOfTagInside(XmlElement element) {
        return element.attributes().isEmpty()
                ? element.start() + 1 + element.qualifiedName().length()
                : element.attributes().getLast().end();
    }

    /** The line end and blanks right before an element; empty where something else stands on its line before it. */
    private String indent(XmlElement element) {
        int at = element.start();
        while (at > 0 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
            at--;
        }
        if (at == 0 || text.charAt(at - 1) != '\n') {
            return "";
        }
        at--;
        if (at > 0 && text.charAt(at - 1) == '\r') {
            at--;
        }
        return text.substring(at, element.start());
    }

    private XmlEdit splice(int start, int end, String with) {
        splices.add(new Splice(start, end, with));
        return this;
    }

    private record Splice(int start, int end, String with) {}
}
