package dev.muster.model.report;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One section of a report. Headings and labels are English and message ids; clauses of standards, such as {@code ISO 22301 8.5},
 * say what a section is evidence for and are never translated.
 */
public sealed interface ReportPart {
    /** Returns the anchor of the section, up to 40 lower-case letters, digits and {@code -}, unique in the report. */
    String id();

    /** Returns the heading. */
    String heading();

    /**
     * Values with their labels.
     *
     * @param facts one a row
     */
    record Facts(String id, String heading, List<Fact> facts) implements ReportPart {
        public Facts {
            checkId(id);
            facts = List.copyOf(facts);
        }
    }

    /**
     * A value with its label.
     *
     * @param label what it is
     * @param value the value
     * @param clause what it is evidence for; may be empty
     */
    record Fact(String label, ReportValue value, String clause) {
        /** A value that is evidence for no clause. */
        public Fact(String label, ReportValue value) {
            this(label, value, "");
        }
    }

    /**
     * A table.
     *
     * @param columns at least one
     * @param rows each with as many values as there are columns
     * @param clauses what the table is evidence for
     */
    record Table(String id, String heading, List<Column> columns, List<List<ReportValue>> rows, List<String> clauses)
            implements ReportPart {
        public Table {
            checkId(id);
            columns = List.copyOf(columns);
            int width = columns.size();
            if (width == 0) {
                throw Refusals.refused("A table of a report has no columns.", "Give it at least one column.");
            }
            rows = rows.stream().map(List::copyOf).toList();
            rows.stream().filter(row -> row.size() != width).findFirst().ifPresent(row -> {
                throw Refusals.refused(
                        "A row of a report has " + row.size() + " values for " + width + " columns.",
                        "Give each row a value for each column.");
            });
            clauses = List.copyOf(clauses);
        }
    }

    /**
     * A column.
     *
     * @param label what it has
     * @param type type of its values; a cell without one is empty text
     */
    record Column(String label, ValueType type) {}

    /**
     * Planned and actual times as bars over one axis.
     *
     * @param bars one a row, in order
     * @param clauses what it is evidence for
     */
    record Gantt(String id, String heading, List<Bar> bars, List<String> clauses) implements ReportPart {
        public Gantt {
            checkId(id);
            bars = List.copyOf(bars);
            clauses = List.copyOf(clauses);
        }
    }

    /**
     * One row of a Gantt chart.
     *
     * @param label name of what took the time, never translated
     * @param planned as planned; empty where nothing was
     * @param actual as it was; empty where it did not begin
     * @param state what became of it
     */
    record Bar(String label, Optional<Span> planned, Optional<Span> actual, ReportValue.State state) {}

    /**
     * From when to when.
     *
     * @param begin since the beginning of the whole, not negative
     * @param end since the beginning of the whole, not before {@code begin}
     */
    record Span(Duration begin, Duration end) {
        public Span {
            if (begin.isNegative() || end.compareTo(begin) < 0) {
                throw Refusals.refused(
                        "A bar of a report goes from " + begin + " to " + end + ".",
                        "Give a beginning that is not negative and an end that is not before it.");
            }
        }
    }

    /**
     * Steps within steps.
     *
     * @param steps the outermost steps, in order
     */
    record Tree(String id, String heading, List<TreeStep> steps) implements ReportPart {
        public Tree {
            checkId(id);
            steps = List.copyOf(steps);
        }
    }

    /**
     * One step.
     *
     * @param title what it does, a message id with its gaps filled
     * @param state what became of it
     * @param began empty where it did not begin
     * @param ended empty where it did not end
     * @param waited how long it waited before it began; empty where that is not known
     * @param attempts how often it was tried, 0 where it did not begin
     * @param output what it printed, a line each, as it is
     * @param steps the steps within it
     */
    record TreeStep(
            String title,
            ReportValue.State state,
            Optional<Instant> began,
            Optional<Instant> ended,
            Optional<Duration> waited,
            int attempts,
            List<String> output,
            List<TreeStep> steps) {
        public TreeStep {
            output = List.copyOf(output);
            steps = List.copyOf(steps);
        }

        /** Returns how long it took; empty where it did not begin or end. */
        public Optional<Duration> took() {
            return began.flatMap(from -> ended.map(to -> Duration.between(from, to)));
        }
    }

    /**
     * Paragraphs.
     *
     * @param paragraphs English sentences that are message ids with their gaps filled
     * @param severity how good or bad what they say is
     */
    record Text(String id, String heading, List<String> paragraphs, Severity severity) implements ReportPart {
        public Text {
            checkId(id);
            paragraphs = List.copyOf(paragraphs);
        }
    }

    /**
     * Lines to be signed by hand.
     *
     * @param roles who signs, in English, message ids, such as {@code Exercise lead}
     */
    record SignOff(String id, String heading, List<String> roles) implements ReportPart {
        public SignOff {
            checkId(id);
            roles = List.copyOf(roles);
        }
    }

    /**
     * Which requirement is answered where.
     *
     * @param answers one a row
     */
    record Clauses(String id, String heading, List<Answer> answers) implements ReportPart {
        public Clauses {
            checkId(id);
            answers = List.copyOf(answers);
        }
    }

    /**
     * Where a requirement is answered.
     *
     * @param standard name of the standard, such as {@code ISO 22301:2019}
     * @param clause number of the clause, such as {@code 8.5}
     * @param asks what it asks, an English sentence that is a message id
     * @param parts ids of the sections that answer it; none where this report does not
     */
    record Answer(String standard, String clause, String asks, List<String> parts) {
        public Answer {
            parts = List.copyOf(parts);
        }
    }

    private static void checkId(String id) {
        if (!id.matches("[a-z][a-z0-9-]{0,39}")) {
            throw Refusals.refused(
                    "\"" + id + "\" cannot be the anchor of a part of a report.",
                    "Use up to 40 lower-case letters, digits and '-', with a letter first.");
        }
    }
}
