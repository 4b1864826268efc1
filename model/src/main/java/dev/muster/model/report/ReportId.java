package dev.muster.model.report;

import dev.muster.model.inventory.Id;
import java.util.regex.Pattern;

/**
 * The name of one report, such as {@code run-shop-20261130-140507}.
 *
 * @param text up to 64 lower-case letters, digits and {@code -}
 */
public record ReportId(String text) implements Id {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    public ReportId {
        if (!FORM.matcher(text).matches()) {
            throw Refusals.refused(
                    "\"" + text + "\" cannot be the name of a report.",
                    "Use up to 64 lower-case letters, digits and '-', with a letter or a digit at both ends.");
        }
    }

    /** Reads the id back from its text. */
    public static ReportId of(String text) {
        return new ReportId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
