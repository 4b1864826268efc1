package dev.muster.bridge.report.render;

import dev.muster.model.report.Severity;

/** The renderers' own words in English, each its own message id. */
final class Words {
    static final String SUBJECT = "Subject";
    static final String RESULT = "Result";
    static final String RULE = "Decided by";
    static final String REPORT_ID = "Report ID";
    static final String MADE_AT = "Created at";
    static final String MADE_BY = "Created by";
    static final String VERSION = "Muster version";
    static final String FILTER = "Filter";
    static final String ROWS = "Rows";
    static final String PREVIOUS = "SHA-256 of the previous report";
    static final String FIRST = "None, this is the first report";
    static final String SHA_256 = "SHA-256 of the JSON form";
    static final String ITEM = "Item";
    static final String VALUE = "Value";
    static final String CLAUSE = "Clause";
    static final String STANDARD = "Standard";
    static final String ASKS = "Requirement";
    static final String ANSWERED = "Where in this report";
    static final String NOT_ANSWERED = "Not in this report";
    static final String STEP = "Step";
    static final String STATE = "State";
    static final String BEGAN = "Started";
    static final String ENDED = "Ended";
    static final String TOOK = "Duration";
    static final String WAITED = "Waited";
    static final String ATTEMPTS = "Attempts";
    static final String OUTPUT = "Output";
    static final String NAME = "Name";
    static final String ROLE = "Role";
    static final String SIGNATURE = "Signature";
    static final String DATE = "Date";
    static final String PLANNED = "Planned";
    static final String ACTUAL = "Actual";
    static final String PLANNED_BEGIN = "Planned start";
    static final String PLANNED_END = "Planned end";
    static final String ACTUAL_BEGIN = "Actual start";
    static final String ACTUAL_END = "Actual end";
    static final String EVIDENCE = "Evidence for";
    static final String NO_ROWS = "No entries";

    private Words() {}

    /** Returns "Page 3 of 12". */
    static String page(String number, String of) {
        return "Page " + number + " of " + of;
    }

    /** Returns the word that stands beside the shape and the colour of a severity; empty for none. */
    static String of(Severity severity) {
        return switch (severity) {
            case OK -> "OK";
            case WARNING -> "Warning";
            case FAILED -> "Failed";
            case NONE -> "";
        };
    }
}
