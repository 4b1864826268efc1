package dev.muster.bridge.report.render;

import dev.muster.model.report.ReportFormat;

/**
 * The renderer of each format.
 *
 * @param translator translates messages and labels
 */
public record ReportRenderers(Translator translator) {
    /** Returns the renderers that translate by the catalogues of the bridge. */
    public static ReportRenderers ofCatalogues() {
        return new ReportRenderers(Translator.ofCatalogues());
    }

    /** Returns the renderer of a format; it has no state and can be used by several threads. */
    public ReportRenderer of(ReportFormat format) {
        return switch (format) {
            case PDF -> new PdfRenderer(translator);
            case HTML -> new HtmlRenderer(translator);
            case CSV -> new CsvRenderer(translator);
            case JSON -> new JsonRenderer();
        };
    }
}
