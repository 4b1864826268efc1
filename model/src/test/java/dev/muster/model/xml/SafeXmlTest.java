package dev.muster.model.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeXmlTest {
    @Test
    void elements_attributes_and_text_are_read_with_references_replaced() {
        XmlElement root = SafeXml.parse(
                "<?xml version='1.0'?>\n<!-- <no/> --><a x=\"1 &gt; 0\" y='&#65;&#x42;'><b>p &amp; q<![CDATA[<r>]]></b ><b/></a >");

        assertThat(root.attribute("x")).isEqualTo("1 > 0");
        assertThat(root.attribute("y")).isEqualTo("AB");
        assertThat(root.attribute("z")).isEmpty();
        assertThat(root.textOf("b")).isEqualTo("p & q<r>");
        assertThat(root.children("b")).hasSize(2);
        assertThat(root.children().getLast().source()).isEqualTo("<b/>");
    }

    @Test
    void namespaces_tell_elements_of_the_same_name_apart() {
        XmlElement root = SafeXml.parse("<a xmlns:q='urn:q'><q:b>1</q:b><c xmlns='urn:d'><b>2</b></c><b>3</b></a>");

        assertThat(root.textOf("b")).isEqualTo("3");
        assertThat(root.children("urn:q", "b").getFirst().text()).isEqualTo("1");
        assertThat(root.children("urn:d", "c").getFirst().children("urn:d", "b"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
                "<?xml version='1.0'?>\n<!-- hello -->\n<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a/>",
                "\uFEFF<!DOCTYPE a><a/>",
                "<!DOCTYPE a [<!ENTITY x 'xx'><!ENTITY y '&x;&x;'>]><a>&y;</a>"
            })
    void a_document_type_declaration_is_refused(String xml) {
        assertRefused(xml, ErrorCode.XML_FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "hello",
                "<a>",
                "<a></b>",
                "<a/><b/>",
                "<a x=1/>",
                "<a x='<'/>",
                "<a>&unknown;</a>",
                "<a",
                "<!--",
                "<q:a/>",
                "<a x='1' x='2'/>",
                "<a>\u0001</a>",
                "<a>&#0;</a>",
                "<?xml version='1.1'?><a/>",
                "<![CDATA[x]]>",
                "<a><?pi</a>",
                "<a>]]></a>"
            })
    void what_is_not_well_formed_is_refused(String xml) {
        assertRefused(xml, ErrorCode.XML_INVALID);
    }

    @Test
    void the_place_of_an_error_is_named() {
        assertThatThrownBy(() -> SafeXml.parse("<a>\n  <b>\n</a>"))
                .isInstanceOf(MusterException.Usage.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void what_is_too_deep_or_too_long_is_refused() {
        assertRefused("<a>".repeat(101) + "</a>".repeat(101), ErrorCode.XML_INVALID);
        assertRefused("<a>" + "ä".repeat(SafeXml.MAX_BYTES / 2) + "</a>", ErrorCode.XML_INVALID);
        assertThat(SafeXml.parse("<a>".repeat(100) + "</a>".repeat(100)).name()).isEqualTo("a");
    }

    @Test
    void another_root_than_the_one_wanted_is_refused() {
        assertThat(SafeXml.parse("<domain/>", "domain").name()).isEqualTo("domain");
        assertThatThrownBy(() -> SafeXml.parse("<network/>", "domain")).hasMessageContaining("<network>");
        assertThatThrownBy(() -> SafeXml.parse("<domain xmlns='urn:x'/>", "domain"))
                .isInstanceOf(MusterException.class);
    }

    @Test
    void xinclude_is_not_followed() {
        XmlElement root = SafeXml.parse(
                "<a xmlns:xi='http://www.w3.org/2001/XInclude'><xi:include href='file:///etc/passwd' parse='text'/></a>");

        assertThat(root.text()).isEmpty();
        assertThat(root.children().getFirst().name()).isEqualTo("include");
    }

    private static void assertRefused(String xml, ErrorCode code) {
        assertThatThrownBy(() -> SafeXml.parse(xml))
                .isInstanceOfSatisfying(
                        MusterException.class,
                        refused -> assertThat(refused.problem().code()).isEqualTo(code));
    }
}
