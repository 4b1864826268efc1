package dev.muster.bridge.report.render;

import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportPart.TreeStep;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.ValueType;
import java.util.ArrayList;
import java.util.List;

/**
 * A step of a tree in the order in which a table has it.
 *
 * @param number such as {@code 2.1}
 * @param depth 0 for the outermost
 * @param step the step
 */
record StepLine(String number, int depth, TreeStep step) {
    /** The columns of a table of steps. */
    static final List<Column> COLUMNS = List.of(
            new Column("#", ValueType.INSTANT),
            new Column(Words.STEP, ValueType.MESSAGE),
            new Column(Words.STATE, ValueType.STATE),
            new Column(Words.BEGAN, ValueType.INSTANT),
            new Column(Words.TOOK, ValueType.DURATION),
            new Column(Words.WAITED, ValueType.DURATION),
            new Column(Words.ATTEMPTS, ValueType.NUMBER));

    /** Returns the values of the step, one for each of {@link #COLUMNS}. */
    List<ReportValue> values() {
        return List.of(
                ReportValue.text(number),
                ReportValue.message(step.title()),
                step.state(),
                step.began().map(ReportValue::at).orElse(ReportValue.none()),
                step.took().map(ReportValue::took).orElse(ReportValue.none()),
                step.waited().map(ReportValue::took).orElse(ReportValue.none()),
                ReportValue.number(step.attempts()));
    }

    /** Returns all steps of a tree, each before the steps within it. */
    static List<StepLine> of(List<TreeStep> steps) {
        List<StepLine> lines = new ArrayList<>();
        collect(steps, "", 0, lines);
        return List.copyOf(lines);
    }

    private static void collect(List<TreeStep> steps, String above, int depth, List<StepLine> lines) {
        for (int i = 0; i < steps.size(); i++) {
            String number = above + (i + 1);
            lines.add(new StepLine(number, depth, steps.get(i)));
            collect(steps.get(i).steps(), number + ".", depth + 1, lines);
        }
    }
}
