package dev.muster.model.xml;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Optional;
import java.util.UUID;

/**
 * The XML of a thing that has a name and a UUID, as libvirt's networks and pools have. Everything else is left as it is.
 *
 * @param root its root element
 */
public record NamedXml(XmlElement root) {
    /**
     * Reads it.
     *
     * @throws dev.muster.model.error.MusterException {@code XML_INVALID} also where it has no name or a UUID that is none
     */
    public static NamedXml parse(String xml, String rootName) {
        NamedXml read = new NamedXml(SafeXml.parse(xml, rootName));
        if (read.name().isEmpty()) {
            throw invalid("The XML of the " + rootName + " has no <name>.");
        }
        if (!read.root.textOf("uuid").isEmpty() && read.uuid().isEmpty()) {
            throw invalid("\"" + read.root.textOf("uuid") + "\" is not a UUID.");
        }
        return read;
    }

    /** Its name. */
    public String name() {
        return root.textOf("name");
    }

    /** Its UUID; empty where libvirt is to mint one. */
    public Optional<UUID> uuid() {
        String digits = root.textOf("uuid").strip().replace("-", "");
        return digits.matches("[0-9A-Fa-f]{32}")
                ? Optional.of(UUID.fromString(digits.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5")))
                : Optional.empty();
    }

    /** The same with that UUID where it has none. */
    public NamedXml withUuid(UUID minted) {
        if (uuid().isPresent()) {
            return this;
        }
        XmlEdit edit = new XmlEdit(root);
        root.child("uuid")
                .ifPresentOrElse(
                        empty -> edit.setText(empty, minted.toString()),
                        () -> root.child("name")
                                .ifPresent(name -> edit.insertAfter(
                                        name, XmlBuilder.element("uuid").text(minted.toString()))));
        return new NamedXml(SafeXml.parse(edit.apply(), root.name()));
    }

    /** It as text. */
    public String xml() {
        return root.document();
    }

    private static RuntimeException invalid(String what) {
        return Problem.of(ErrorCode.XML_INVALID, what, "Nothing was changed.", "Correct the XML and try again.")
                .toException();
    }
}
