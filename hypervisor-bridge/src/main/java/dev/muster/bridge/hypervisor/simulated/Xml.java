package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads libvirt's XML, without document types and so without entities. */
final class Xml {
    private Xml() {}

    /** The root of a document; {@code XML_INVALID} when it is not well-formed or not of that name. */
    static Element parse(String root, String text) {
        if (text.contains("<!DOCTYPE")) {
            throw Problems.invalid(ErrorCode.XML_FORBIDDEN, "The XML has a document type, which is not read.");
        }
        try {
            DocumentBuilder builder = builder();
            builder.setErrorHandler(new Strict());
            Element element =
                    builder.parse(new InputSource(new StringReader(text))).getDocumentElement();
            if (!element.getTagName().equals(root)) {
                throw Problems.invalid(
                        ErrorCode.XML_INVALID, "The XML is a <" + element.getTagName() + ">, not a <" + root + ">.");
            }
            return element;
        } catch (SAXException | IOException | ParserConfigurationException e) {
            RuntimeException problem =
                    Problems.invalid(ErrorCode.XML_INVALID, "The XML of the " + root + " cannot be read: " + said(e));
            problem.addSuppressed(e);
            throw problem;
        }
    }

    static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element element && name.equals(element.getLocalName())) {
                found.add(element);
            }
        }
        return found;
    }

    /** The first element along a path of names. */
    static Optional<Element> find(Element parent, String... path) {
        Optional<Element> at = Optional.of(parent);
        for (String name : path) {
            at = at.flatMap(element -> children(element, name).stream().findFirst());
        }
        return at;
    }

    static String text(Element parent, String... path) {
        return find(parent, path).map(element -> element.getTextContent().strip()).orElse("");
    }

    static String attribute(Element parent, String attribute, String... path) {
        return find(parent, path).map(element -> element.getAttribute(attribute)).orElse("");
    }

    /** A name that must be there. */
    static String name(Element root) {
        String name = text(root, "name");
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.length() > 255) {
            throw Problems.invalid(ErrorCode.XML_INVALID, "The XML has no usable <name>.");
        }
        return name;
    }

    static Optional<UUID> uuid(Element root) {
        String text = text(root, "uuid");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            RuntimeException problem =
                    Problems.invalid(ErrorCode.XML_INVALID, "\"" + text + "\" in the XML is not a UUID.");
            problem.addSuppressed(e);
            throw problem;
        }
    }

    /** The same XML with a UUID after its name. */
    static String withUuid(String xml, UUID uuid) {
        int end = xml.indexOf("</name>") + "</name>".length();
        return xml.substring(0, end) + "<uuid>" + uuid + "</uuid>" + xml.substring(end);
    }

    /** A size in bytes; libvirt's unit is KiB where none is given, for volumes it is bytes. */
    static long bytes(Element element, String unitOtherwise) {
        String unit = element.getAttribute("unit");
        long factor =
                switch ((unit.isEmpty() ? unitOtherwise : unit).toLowerCase(Locale.ROOT)) {
                    case "b", "bytes" -> 1L;
                    case "k", "kib" -> 1L << 10;
                    case "m", "mib" -> 1L << 20;
                    case "g", "gib" -> 1L << 30;
                    case "t", "tib" -> 1L << 40;
                    case "kb" -> 1000L;
                    case "mb" -> 1_000_000L;
                    case "gb" -> 1_000_000_000L;
                    default -> throw Problems.invalid(ErrorCode.XML_INVALID, "\"" + unit + "\" is no unit of size.");
                };
        return Math.multiplyExact(number(element), factor);
    }

    static long number(Element element) {
        String text = element.getTextContent().strip();
        if (!text.matches("\\d{1,15}")) {
            throw Problems.invalid(
                    ErrorCode.XML_INVALID, "<" + element.getTagName() + "> holds \"" + text + "\", not a number.");
        }
        return Long.parseLong(text);
    }

    static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("'", "&apos;");
    }

    /** SHA-256 of a definition, in hexadecimal. */
    static String digest(String xml) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(xml.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static DocumentBuilder builder() throws ParserConfigurationException {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultNSInstance();
        factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        factory.setXIncludeAware(false);
        factory.setExpandEntityReferences(false);
        return factory.newDocumentBuilder();
    }

    private static String said(Exception e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Turns every error into an exception; the parser's own handler prints to the terminal. */
    private static final class Strict implements ErrorHandler {
        @Override
        public void warning(SAXParseException e) {
            // well-formed all the same
        }

        @Override
        public void error(SAXParseException e) throws SAXException {
            throw e;
        }

        @Override
        public void fatalError(SAXParseException e) throws SAXException {
            throw e;
        }
    }
}
