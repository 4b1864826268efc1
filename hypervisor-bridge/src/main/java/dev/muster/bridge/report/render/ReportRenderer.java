package dev.muster.bridge.report.render;

import dev.muster.model.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Draws a report in one format. The same report in the same language gives the same bytes. */
public interface ReportRenderer {
    /**
     * Writes the report.
     *
     * @param report what is drawn
     * @param locale the language; what is not known in it is English
     * @param out where it goes; it is flushed and left open
     * @throws IOException where it cannot be written there
     */
    void render(Report report, Locale locale, OutputStream out) throws IOException;
}
