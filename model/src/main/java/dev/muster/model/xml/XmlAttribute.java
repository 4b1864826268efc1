package dev.muster.model.xml;

/**
 * One attribute as it stands in a document.
 *
 * @param name as written, with its prefix
 * @param namespace its namespace; empty where it has none
 * @param value with references replaced
 * @param start offset of the white space before its name
 * @param valueStart offset of the first character between the quotes
 * @param valueEnd offset of the closing quote
 */
public record XmlAttribute(String name, String namespace, String value, int start, int valueStart, int valueEnd) {
    /** Its name without prefix. */
    public String localName() {
        return name.substring(name.indexOf(':') + 1);
    }

    /** Offset after the closing quote. */
    int end() {
        return valueEnd + 1;
    }
}
