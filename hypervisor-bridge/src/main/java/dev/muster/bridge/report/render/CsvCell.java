package dev.muster.bridge.report.render;

import java.util.regex.Pattern;

/** Text in a cell of a spreadsheet. */
final class CsvCell {
    /** What spreadsheets take for the beginning of a formula, also in the full width of East Asian input. */
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private static final Pattern NUMBER = Pattern.compile("-[0-9]+([.,][0-9]+)?");

    private CsvCell() {}

    /**
     * Returns the text so that no spreadsheet runs it: a single quote stands before what it would take for a formula. Negative
     * numbers stay numbers. Source: OWASP, "CSV Injection".
     */
    static String safe(String text) {
        // tested as it came: a tab is a space once it is cleaned
        boolean formula = !text.isEmpty()
                && FORMULA.indexOf(text.charAt(0)) >= 0
                && !NUMBER.matcher(text).matches();
        String clean = Clean.text(text);
        return formula ? "'" + clean : clean;
    }
}
