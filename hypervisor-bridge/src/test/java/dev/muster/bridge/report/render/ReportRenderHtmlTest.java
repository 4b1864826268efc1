package dev.muster.bridge.report.render;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.model.report.Report;
import dev.muster.model.report.ReportFormat;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** A report as a page that needs nothing beside it. */
class ReportRenderHtmlTest {
    @Test
    void it_has_no_script_and_refers_to_nothing_outside() throws Exception {
        String html = html(SampleReports.run(), Locale.ENGLISH);
        assertThat(html).contains("default-src &#39;none&#39;; style-src &#39;unsafe-inline&#39;");
        assertThat(html).doesNotContain("url(", "@import");
        Document page = parsed(html);
        Set<String> elements = new TreeSet<>();
        NodeList all = page.getElementsByTagName("*");
        for (int i = 0; i < all.getLength(); i++) {
            Element element = (Element) all.item(i);
            elements.add(element.getTagName());
            for (int j = 0; j < element.getAttributes().getLength(); j++) {
                String name = element.getAttributes().item(j).getNodeName();
                assertThat(name).doesNotStartWith("on").isNotEqualTo("src");
                if (name.equals("href")) {
                    assertThat(element.getAttribute("href")).startsWith("#part-");
                }
            }
        }
        assertThat(elements)
                .contains("svg", "table")
                .doesNotContain("script", "link", "img", "iframe", "object", "base");
    }

    @Test
    void names_are_text_whatever_is_in_them() throws Exception {
        for (String evil : List.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "a&b;",
                "x".repeat(300),
                "\u202Egnp.exe",
                "\u05E9\u05DC\u05D5\u05DD \uD83D\uDE00",
                "\u0000\u0007\u001B[31m\uD800")) {
            Document page = parsed(html(SampleReports.named(evil), Locale.GERMAN));
            assertThat(page.getElementsByTagName("script").getLength()).isZero();
            assertThat(page.getElementsByTagName("img").getLength()).isZero();
            assertThat(page.getDocumentElement().getTextContent()).contains(Clean.text(evil));
        }
    }

    @Test
    void it_is_in_the_language_of_the_reader() throws Exception {
        assertThat(html(SampleReports.run(), Locale.GERMANY))
                .contains("lang=\"de\"", "Bericht über einen Wiederanlauf: shop", "2 Std.", "2 Std. 5 Min.")
                .contains("30.11.2026 14:05:07 UTC", "99,95", "✕ Fehlgeschlagen");
        assertThat(html(SampleReports.run(), Locale.US))
                .contains("lang=\"en\"", "Recovery run report: shop", "2 h 5 min")
                .contains("2026-11-30 14:05:07 UTC", "99.95", "✕ Failed");
        assertThat(html(SampleReports.run(), Locale.FRANCE)).isEqualTo(html(SampleReports.run(), Locale.UK));
    }

    private static Document parsed(String html) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(html)));
    }

    private static String html(Report report, Locale locale) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ReportRenderers.ofCatalogues().of(ReportFormat.HTML).render(report, locale, out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
