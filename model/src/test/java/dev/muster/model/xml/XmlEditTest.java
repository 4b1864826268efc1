package dev.muster.model.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.MusterException;
import org.junit.jupiter.api.Test;

class XmlEditTest {
    private static final String DOCUMENT = """
            <?xml version="1.0"?>
            <!-- by hand -->
            <domain  type = "kvm" >
            \t<name>a</name>
              <memory unit='KiB'  dumpCore="off">1024</memory> <!-- why -->
              <title/>
              <metadata>
              </metadata>
            </domain>
            """;

    @Test
    void a_text_changes_and_nothing_else_does() {
        XmlElement root = SafeXml.parse(DOCUMENT);

        String edited = new XmlEdit(root)
                .setText(root.child("memory").orElseThrow(), "2048")
                .setText(root.child("title").orElseThrow(), "<x> & 'y'")
                .apply();

        assertThat(edited)
                .isEqualTo(DOCUMENT.replace(">1024<", ">2048<")
                        .replace("<title/>", "<title>&lt;x&gt; &amp; &apos;y&apos;</title>"));
    }

    @Test
    void attributes_are_set_added_and_removed_in_place() {
        XmlElement root = SafeXml.parse(DOCUMENT);
        XmlElement memory = root.child("memory").orElseThrow();

        String edited = new XmlEdit(root)
                .setAttribute(root, "type", "qemu")
                .setAttribute(memory, "unit", "b\"'")
                .removeAttribute(memory, "dumpCore")
                .removeAttribute(memory, "nothing")
                .setAttribute(root.child("name").orElseThrow(), "x", "1")
                .apply();

        assertThat(edited)
                .isEqualTo(DOCUMENT.replace("\"kvm\"", "\"qemu\"")
                        .replace("'KiB'  dumpCore=\"off\"", "'b&quot;&apos;'")
                        .replace("<name>", "<name x='1'>"));
    }

    @Test
    void elements_are_inserted_and_removed_with_the_indentation_around_them() {
        XmlElement root = SafeXml.parse(DOCUMENT);

        String edited = new XmlEdit(root)
                .insertAfter(root.child("name").orElseThrow(), XmlBuilder.element("uuid"))
                .insertLast(root.child("metadata").orElseThrow(), XmlBuilder.element("m"))
                .remove(root.child("title").orElseThrow())
                .apply();

        assertThat(edited)
                .isEqualTo(DOCUMENT.replace("</name>\n", "</name>\n\t<uuid/>\n")
                        .replace("<metadata>\n", "<metadata>\n    <m/>\n")
                        .replace("  <title/>\n", ""));
        assertThat(SafeXml.parse(edited).child("metadata", "m")).isPresent();
    }

    @Test
    void a_document_on_one_line_stays_on_one_line() {
        XmlElement root = SafeXml.parse("<a><b/><c></c></a>");

        assertThat(new XmlEdit(root)
                        .insertLast(root.child("b").orElseThrow(), XmlBuilder.element("x"))
                        .insertLast(root.child("c").orElseThrow(), XmlBuilder.element("y"))
                        .insertFirst(root, XmlBuilder.element("z"))
                        .apply())
                .isEqualTo("<a><z/><b><x/></b><c><y/></c></a>");
    }

    @Test
    void two_changes_to_one_place_are_a_mistake_of_the_program() {
        XmlElement root = SafeXml.parse("<a><b>1</b></a>");
        XmlElement b = root.child("b").orElseThrow();

        assertThatThrownBy(() -> new XmlEdit(root).setText(b, "2").remove(b).apply())
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void no_value_becomes_markup_and_what_xml_cannot_carry_is_refused() {
        String hostile = "'/><evil a=\"&x;\">]]>\n\t";

        XmlElement read = SafeXml.parse(XmlBuilder.element("a")
                .attribute("x", hostile)
                .child("b", hostile)
                .xml());

        assertThat(read.attribute("x")).isEqualTo(hostile);
        assertThat(read.child("b").orElseThrow().text()).isEqualTo(hostile);
        assertThat(read.children()).hasSize(1);
        assertThatThrownBy(() -> XmlBuilder.escape("a\u0000b"))
                .isInstanceOf(MusterException.Usage.class)
                .hasMessageContaining("U+0000");
        assertThatThrownBy(() -> XmlBuilder.escape("\uD800")).isInstanceOf(MusterException.Usage.class);
        assertThat(XmlBuilder.escape("😀")).isEqualTo("😀");
    }
}
