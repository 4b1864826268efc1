package dev.muster.bridge.report.render;

import dev.muster.bridge.json.ReportJson;
import dev.muster.model.report.Report;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;

/** Writes the canonical form, which is the same in each language. */
public final class JsonRenderer implements ReportRenderer {
    @Override
    public void render(Report report, Locale locale, OutputStream out) throws IOException {
        out.write(ReportJson.bytes(report));
        out.flush();
    }
}
