package dev.muster.model.xml;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;

/** Writes new XML. Names are the program's own; every value is escaped, so none can become markup. */
public final class XmlBuilder {
    private final String name;
    private final StringBuilder attributes = new StringBuilder();
    private final StringBuilder content = new StringBuilder();
    private boolean hasChildren;

    private XmlBuilder(String name) {
        this.name = name;
    }

    /** An element without attributes and content. */
    public static XmlBuilder element(String name) {
        return new XmlBuilder(name);
    }

    /** Adds an attribute. */
    public XmlBuilder attribute(String attribute, String value) {
        attributes
                .append(' ')
                .append(attribute)
                .append("='")
                .append(escape(value))
                .append('\'');
        return this;
    }

    /** Adds text. */
    public XmlBuilder text(String value) {
        content.append(escape(value));
        return this;
    }

    /** Adds an element. */
    public XmlBuilder child(XmlBuilder child) {
        content.append("\n  ").append(child.xml().replace("\n", "\n  "));
        hasChildren = true;
        return this;
    }

    /** Adds an element that holds a text. */
    public XmlBuilder child(String child, String value) {
        return child(element(child).text(value));
    }

    /** Adds an element only where it is wanted. */
    public XmlBuilder childIf(boolean wanted, XmlBuilder child) {
        return wanted ? child(child) : this;
    }

    /** The element as text. */
    public String xml() {
        String tag = "<" + name + attributes;
        if (content.isEmpty()) {
            return tag + "/>";
        }
        return tag + ">" + content + (hasChildren ? "\n" : "") + "</" + name + ">";
    }

    /**
     * A value as it may stand between tags or quotes.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID} where it has a character XML cannot carry
     */
    public static String escape(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        value.codePoints().forEach(character -> {
            switch (character) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                case '\t', '\n', '\r' -> out.append("&#").append(character).append(';');
                default -> out.appendCodePoint(requireCarried(character));
            }
        });
        return out.toString();
    }

    /** The characters of XML 1.0, section 2.2. */
    private static int requireCarried(int character) {
        boolean carried = (character >= 0x20 && character <= 0xD7FF)
                || (character >= 0xE000 && character <= 0xFFFD)
                || character >= 0x10000;
        if (!carried) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            String.format("The text has the character U+%04X, which XML cannot carry.", character),
                            "Nothing was changed.",
                            "Remove the character and try again.")
                    .toException();
        }
        return character;
    }
}
