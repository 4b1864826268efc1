package dev.muster.model.xml;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds where each element and attribute stands in a text. The text has been found well-formed and without DOCTYPE before
 * ({@link SafeXml}), so that only what such a text can hold is looked for: tags, comments, processing instructions, CDATA.
 */
final class XmlText {
    private static final Map<String, String> PREDECLARED = Map.of("xml", "http://www.w3.org/XML/1998/namespace");

    private final String text;
    private final Deque<XmlElement> open = new ArrayDeque<>();
    private final Deque<Map<String, String>> scopes = new ArrayDeque<>();
    private final List<XmlElement> roots = new ArrayList<>();
    private int at;

    private XmlText(String text) {
        this.text = text;
        scopes.push(PREDECLARED);
    }

    static XmlElement root(String wellFormed) {
        XmlText scan = new XmlText(wellFormed);
        scan.run();
        return scan.roots.getFirst();
    }

    String text() {
        return text;
    }

    private void run() {
        while (at < text.length()) {
            int tag = text.indexOf('<', at);
            int until = tag < 0 ? text.length() : tag;
            addText(decode(text.substring(at, until), false));
            at = until;
            if (tag >= 0) {
                markup();
            }
        }
    }

    private void addText(String more) {
        if (!open.isEmpty()) {
            open.peek().add(more);
        }
    }

    private void markup() {
        if (text.startsWith("<!--", at)) {
            at = after("-->", at + 4);
        } else if (text.startsWith("<![CDATA[", at)) {
            int end = after("]]>", at + 9);
            addText(lines(text.substring(at + 9, end - 3)));
            at = end;
        } else if (text.startsWith("<?", at)) {
            at = after("?>", at + 2);
        } else if (text.startsWith("</", at)) {
            int end = after(">", at);
            open.pop().close(at, end);
            scopes.pop();
            at = end;
        } else {
            startTag();
        }
    }

    private void startTag() {
        int start = at;
        int nameEnd = endOfName(start + 1);
        String name = text.substring(start + 1, nameEnd);
        List<RawAttribute> raw = new ArrayList<>();
        int position = nameEnd;
        while (true) {
            int next = skipSpace(position);
            if (text.charAt(next) == '>' || text.charAt(next) == '/') {
                position = next;
                break;
            }
            int attributeEnd = endOfName(next);
            int quote = skipSpace(text.indexOf('=', attributeEnd) + 1);
            int valueEnd = text.indexOf(text.charAt(quote), quote + 1);
            raw.add(new RawAttribute(text.substring(next, attributeEnd), position, quote + 1, valueEnd));
            position = valueEnd + 1;
        }
        boolean selfClosing = text.charAt(position) == '/';
        at = position + (selfClosing ? 2 : 1);
        Map<String, String> scope = scope(raw);
        List<XmlAttribute> attributes = raw.stream()
                .map(one -> new XmlAttribute(
                        one.name,
                        one.name.indexOf(':') < 0 ? "" : scope.getOrDefault(prefix(one.name), ""),
                        decode(text.substring(one.valueStart, one.valueEnd), true),
                        one.start,
                        one.valueStart,
                        one.valueEnd))
                .toList();
        XmlElement element =
                new XmlElement(this, name, scope.getOrDefault(prefix(name), ""), attributes, start, at, selfClosing);
        if (open.isEmpty()) {
            roots.add(element);
        } else {
            open.peek().add(element);
        }
        if (!selfClosing) {
            open.push(element);
            scopes.push(scope);
        }
    }

    private Map<String, String> scope(List<RawAttribute> raw) {
        List<RawAttribute> declarations = raw.stream()
                .filter(one -> one.name.equals("xmlns") || one.name.startsWith("xmlns:"))
                .toList();
        if (declarations.isEmpty()) {
            return scopes.element();
        }
        Map<String, String> scope = new HashMap<>(scopes.element());
        for (RawAttribute one : declarations) {
            String declared = one.name.equals("xmlns") ? "" : one.name.substring("xmlns:".length());
            scope.put(declared, decode(text.substring(one.valueStart, one.valueEnd), true));
        }
        return scope;
    }

    private static String prefix(String name) {
        int colon = name.indexOf(':');
        return colon < 0 ? "" : name.substring(0, colon);
    }

    private int after(String what, int from) {
        return text.indexOf(what, from) + what.length();
    }

    private int endOfName(int from) {
        int end = from;
        while ("/>= \t\r\n".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private int skipSpace(int from) {
        int next = from;
        while (" \t\r\n".indexOf(text.charAt(next)) >= 0) {
            next++;
        }
        return next;
    }

    private static String lines(String raw) {
        return raw.indexOf('\r') < 0 ? raw : raw.replace("\r\n", "\n").replace('\r', '\n');
    }

    /** Replaces references; line ends as XML 1.0 section 2.11 says, white space of attributes as 3.3.3 says. */
    private static String decode(String raw, boolean attribute) {
        String plain = lines(raw);
        if (attribute) {
            plain = plain.replace('\n', ' ').replace('\t', ' ');
        }
        int reference = plain.indexOf('&');
        if (reference < 0) {
            return plain;
        }
        StringBuilder out = new StringBuilder();
        int done = 0;
        while (reference >= 0) {
            int end = plain.indexOf(';', reference);
            out.append(plain, done, reference).append(referred(plain.substring(reference + 1, end)));
            done = end + 1;
            reference = plain.indexOf('&', done);
        }
        return out.append(plain, done, plain.length()).toString();
    }

    private static String referred(String name) {
        if (name.startsWith("#x")) {
            return Character.toString(Integer.parseInt(name.substring(2), 16));
        }
        if (name.startsWith("#")) {
            return Character.toString(Integer.parseInt(name.substring(1)));
        }
        return switch (name) {
            case "amp" -> "&";
            case "lt" -> "<";
            case "gt" -> ">";
            case "quot" -> "\"";
            case "apos" -> "'";
            default -> throw new IllegalStateException("a reference to " + name + " in a text without DOCTYPE");
        };
    }

    private record RawAttribute(String name, int start, int valueStart, int valueEnd) {}
}
