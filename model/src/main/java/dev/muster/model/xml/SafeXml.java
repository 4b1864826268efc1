package dev.muster.model.xml;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.jspecify.annotations.Nullable;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Reads XML that comes from elsewhere. A document type declaration is refused, so there are no entities to expand and no
 * files or addresses to follow; XInclude and schema hints are ignored; size and depth are limited.
 */
public final class SafeXml {
    /** The longest document read, in bytes of UTF-8. */
    public static final int MAX_BYTES = 1 << 20;

    /** The deepest nesting read. */
    public static final int MAX_DEPTH = 100;

    /** Its line ends and name characters differ, libvirt never writes it, and nobody would notice. */
    private static final Pattern VERSION_1_1 = Pattern.compile("<\\?xml\\s+version\\s*=\\s*['\"]1\\.1");

    private SafeXml() {}

    /**
     * Reads a document.
     *
     * @return its root element
     * @throws MusterException {@code XML_INVALID} naming line and column where it is not well-formed, too long or too deep;
     *     {@code XML_FORBIDDEN} where it has a document type declaration
     */
    public static XmlElement parse(String xml) {
        if (xml.length() > MAX_BYTES || xml.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            throw invalid("The XML is longer than 1 MiB.", "");
        }
        String text = xml.startsWith("\uFEFF") ? xml.substring(1) : xml;
        refuseDoctype(text);
        if (VERSION_1_1.matcher(text).lookingAt()) {
            throw invalid("The XML is of version 1.1; version 1.0 is read.", "");
        }
        requireWellFormed(text);
        return XmlText.root(text);
    }

    /**
     * Reads a document with that root element, which has no namespace.
     *
     * @throws MusterException as {@link #parse(String)}; {@code XML_INVALID} where the root is another
     */
    public static XmlElement parse(String xml, String root) {
        XmlElement element = parse(xml);
        if (!element.name().equals(root) || !element.namespace().isEmpty()) {
            throw invalid("The XML holds a <" + element.qualifiedName() + ">, not a <" + root + ">.", "");
        }
        return element;
    }

    /** Before the root element only white space, comments and processing instructions may come, so the search is short. */
    private static void refuseDoctype(String text) {
        int at = 0;
        while (at >= 0 && at < text.length()) {
            if (Character.isWhitespace(text.charAt(at))) {
                at++;
            } else if (text.startsWith("<!--", at)) {
                at = after(text, "-->", at + 4);
            } else if (text.startsWith("<?", at)) {
                at = after(text, "?>", at + 2);
            } else if (text.startsWith("<!", at) && !text.startsWith("<![", at)) {
                throw Problem.of(
                                ErrorCode.XML_FORBIDDEN,
                                "The XML has a document type declaration (DOCTYPE).",
                                "Nothing was changed; nothing it points to was read.",
                                "Remove the declaration: libvirt's XML needs none.")
                        .toException();
            } else {
                return;
            }
        }
    }

    private static int after(String text, String what, int from) {
        int found = text.indexOf(what, from);
        return found < 0 ? -1 : found + what.length();
    }

    private static void requireWellFormed(String text) {
        try {
            SAXParserFactory factory = SAXParserFactory.newDefaultNSInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            factory.setFeature("http://xml.org/sax/features/external-general-entities", false);
            factory.setFeature("http://xml.org/sax/features/external-parameter-entities", false);
            factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
            factory.setXIncludeAware(false);
            factory.setValidating(false);
            factory.newSAXParser().parse(new InputSource(new StringReader(text)), new Limits());
        } catch (SAXParseException e) {
            throw invalid(
                    "The XML is not well-formed at line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ".",
                    String.valueOf(e.getMessage()));
        } catch (SAXException | IOException e) {
            throw invalid("The XML cannot be read.", String.valueOf(e.getMessage()));
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("the JDK's own parser lacks a feature", e);
        }
    }

    private static MusterException invalid(String what, String details) {
        return Problem.of(ErrorCode.XML_INVALID, what, "Nothing was changed.", "Correct the XML and try again.")
                .withDetails(details)
                .toException();
    }

    /** Stops at what nests too deep, and keeps every error to itself instead of printing it. */
    private static final class Limits extends DefaultHandler {
        private @Nullable Locator locator;
        private int depth;

        @Override
        public void setDocumentLocator(Locator given) {
            locator = given;
        }

        @Override
        public void startElement(String uri, String local, String name, Attributes attributes) throws SAXException {
            if (++depth > MAX_DEPTH) {
                throw new SAXParseException("elements nest deeper than " + MAX_DEPTH, locator);
            }
        }

        @Override
        public void endElement(String uri, String local, String name) {
            depth--;
        }
    }
}
