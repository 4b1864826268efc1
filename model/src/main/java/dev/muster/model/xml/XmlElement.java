package dev.muster.model.xml;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One element of a document, which knows where in the text it stands. Immutable once read. */
public final class XmlElement {
    private final XmlText source;
    private final String name;
    private final String namespace;
    private final List<XmlAttribute> attributes;
    private final int start;
    private final int openEnd;
    private final boolean selfClosing;
    private final List<XmlElement> children = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private int closeStart;
    private int end;

    XmlElement(
            XmlText source,
            String name,
            String namespace,
            List<XmlAttribute> attributes,
            int start,
            int openEnd,
            boolean selfClosing) {
        this.source = source;
        this.name = name;
        this.namespace = namespace;
        this.attributes = List.copyOf(attributes);
        this.start = start;
        this.openEnd = openEnd;
        this.selfClosing = selfClosing;
        this.closeStart = openEnd;
        this.end = openEnd;
    }

    /** Its name as written, with its prefix. */
    public String qualifiedName() {
        return name;
    }

    /** Its name without prefix. */
    public String name() {
        return name.substring(name.indexOf(':') + 1);
    }

    /** Its prefix with the colon, such as {@code muster:}; empty where it has none. */
    public String prefix() {
        return name.substring(0, name.indexOf(':') + 1);
    }

    /** Its namespace; empty where it has none. */
    public String namespace() {
        return namespace;
    }

    /** All attributes in order, namespace declarations among them. */
    public List<XmlAttribute> attributes() {
        return attributes;
    }

    /** Value of the attribute without namespace of that name; empty where there is none. */
    public String attribute(String local) {
        return find(local).map(XmlAttribute::value).orElse("");
    }

    /** Whether it has an attribute without namespace of that name. */
    public boolean hasAttribute(String local) {
        return find(local).isPresent();
    }

    Optional<XmlAttribute> find(String local) {
        return attributes.stream()
                .filter(attribute -> attribute.name().equals(local))
                .findFirst();
    }

    /** Its child elements in order, of whatever namespace. */
    public List<XmlElement> children() {
        return List.copyOf(children);
    }

    /** Its child elements without namespace of that name. */
    public List<XmlElement> children(String local) {
        return children("", local);
    }

    /** Its child elements of that namespace and name. */
    public List<XmlElement> children(String ofNamespace, String local) {
        return children.stream()
                .filter(child ->
                        child.namespace.equals(ofNamespace) && child.name().equals(local))
                .toList();
    }

    /** The first element down that path of names without namespace. */
    public Optional<XmlElement> child(String... path) {
        Optional<XmlElement> at = Optional.of(this);
        for (String step : path) {
            at = at.flatMap(element -> element.children(step).stream().findFirst());
        }
        return at;
    }

    /** Text of the first element down that path as it is, blanks at its ends too as libvirt has it; empty where there is none. */
    public String textOf(String... path) {
        return child(path).map(element -> element.text()).orElse("");
    }

    /** Attribute of the first element down a path; empty where there is none. */
    public String attributeOf(String attribute, String... path) {
        return child(path).map(element -> element.attribute(attribute)).orElse("");
    }

    /** The text directly in it, with references replaced, without that of its children. */
    public String text() {
        return text.toString();
    }

    /** The document it stands in, as text. */
    public String document() {
        return source.text();
    }

    /** Itself as it stands in the document. */
    public String source() {
        return source.text().substring(start, end);
    }

    int start() {
        return start;
    }

    /** Offset after the start tag. */
    int openEnd() {
        return openEnd;
    }

    /** Offset of the end tag; that after the start tag where there is none. */
    int closeStart() {
        return closeStart;
    }

    int end() {
        return end;
    }

    boolean isSelfClosing() {
        return selfClosing;
    }

    void add(XmlElement child) {
        children.add(child);
    }

    void add(String more) {
        text.append(more);
    }

    void close(int closeTag, int after) {
        closeStart = closeTag;
        end = after;
    }

    @Override
    public String toString() {
        return source();
    }
}
