package dev.muster.bridge.hypervisor.simulated;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.xml.SafeXml;
import dev.muster.model.xml.XmlBuilder;
import dev.muster.model.xml.XmlEdit;
import dev.muster.model.xml.XmlElement;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/** What the XML of networks, pools and volumes has in common. */
final class Xml {
    private Xml() {}

    static XmlElement parse(String root, String text) {
        return SafeXml.parse(text, root);
    }

    /** A name that must be there. */
    static String name(XmlElement root) {
        return requireName(root.textOf("name"));
    }

    static String requireName(String name) {
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.length() > 255) {
            throw Problems.invalid(ErrorCode.XML_INVALID, "The XML has no usable <name>.");
        }
        return name;
    }

    static Optional<UUID> uuid(XmlElement root) {
        String text = root.textOf("uuid").strip();
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw Problems.invalid(ErrorCode.XML_INVALID, "\"" + text + "\" in the XML is not a UUID.");
        }
        return Optional.of(UUID.fromString(text));
    }

    /** The same XML with that UUID where it has none. */
    static String withUuid(XmlElement root, UUID uuid) {
        if (!root.textOf("uuid").isEmpty()) {
            return root.document();
        }
        XmlBuilder added = XmlBuilder.element("uuid").text(uuid.toString());
        return root.child("name")
                .map(name -> new XmlEdit(root).insertAfter(name, added).apply())
                .orElseGet(root::document);
    }

    /** A size in bytes; bytes where no unit is given. */
    static long bytes(XmlElement size) {
        long factor = switch (size.attribute("unit").toLowerCase(Locale.ROOT)) {
            case "", "b", "bytes" -> 1L;
            case "k", "kib" -> 1L << 10;
            case "m", "mib" -> 1L << 20;
            case "g", "gib" -> 1L << 30;
            case "t", "tib" -> 1L << 40;
            case "kb" -> 1_000L;
            case "mb" -> 1_000_000L;
            case "gb" -> 1_000_000_000L;
            case "tb" -> 1_000_000_000_000L;
            default ->
                throw Problems.invalid(ErrorCode.XML_INVALID, "\"" + size.attribute("unit") + "\" is no unit of size.");
        };
        String text = size.text().strip();
        if (!text.matches("\\d{1,15}") || Long.parseLong(text) > Long.MAX_VALUE / factor) {
            throw Problems.invalid(
                    ErrorCode.XML_INVALID, "<" + size.name() + "> holds \"" + text + "\", which is no size.");
        }
        return Long.parseLong(text) * factor;
    }
}
