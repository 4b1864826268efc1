package dev.muster.bridge.report.render;

import dev.muster.model.report.ReportPart.Column;
import dev.muster.model.report.ReportValue;
import dev.muster.model.report.ValueType;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How wide the columns of a table are: as what is in them needs; where that is too much, text wraps and figures do not; where that is too
 * much as well, all wraps between words.
 */
final class PdfWidths {
    /** A column of text is wrapped to no less, in points. */
    private static final float LEAST = 62;

    private PdfWidths() {}

    /**
     * Returns the widths in points.
     *
     * @param columns what they have
     * @param rows what is in them
     * @param labels the labels of the columns in the language of the reader
     * @param available the sum of all
     */
    static float[] of(
            List<Column> columns, List<List<ReportValue>> rows, List<String> labels, PdfCells cells, float available) {
        int count = labels.size();
        float[] wanted = new float[count];
        float[] least = new float[count];
        float[] narrowest = new float[count];
        for (int i = 0; i < count; i++) {
            Column column = columns.get(i);
            float head = cells.headWidth(labels.get(i));
            float word = wordWidth(labels.get(i), cells::headWidth);
            wanted[i] = head;
            for (List<ReportValue> row : rows) {
                ReportValue value = row.get(i);
                String shown = cells.shown(value);
                wanted[i] = Math.max(wanted[i], cells.width(shown, cells.font(value)));
                if (column.type() != ValueType.CODE && column.type() != ValueType.HASH) {
                    word = Math.max(word, wordWidth(shown, one -> cells.width(one, cells.font(value))));
                }
            }
            least[i] = wraps(column.type()) ? Math.min(wanted[i], Math.max(LEAST, head)) : wanted[i];
            narrowest[i] = Math.min(least[i], wraps(column.type()) ? Math.min(word, LEAST) : word);
            // a label is read before anything below it
            narrowest[i] = Math.max(narrowest[i], wordWidth(labels.get(i), cells::headWidth));
            least[i] = Math.max(least[i], narrowest[i]);
        }
        return shared(wanted, least, narrowest, available);
    }

    /** The widest of its words: lines break between words. */
    private static float wordWidth(String text, ToDoubleFunction<String> width) {
        return (float)
                Arrays.stream(text.split("[ -]")).mapToDouble(width).max().orElse(0);
    }

    private static boolean wraps(ValueType type) {
        return type == ValueType.TEXT || type == ValueType.MESSAGE || type == ValueType.CODE || type == ValueType.HASH;
    }

    private static float[] shared(float[] wanted, float[] least, float[] narrowest, float available) {
        float allWanted = sum(wanted);
        float allLeast = sum(least);
        float allNarrowest = sum(narrowest);
        float[] widths = new float[wanted.length];
        for (int i = 0; i < widths.length; i++) {
            if (allWanted <= available) {
                widths[i] = wanted[i] + (available - allWanted) / widths.length;
            } else if (allLeast < available) {
                widths[i] = least[i] + (available - allLeast) * (wanted[i] - least[i]) / (allWanted - allLeast);
            } else if (allNarrowest < available) {
                widths[i] = narrowest[i]
                        + (available - allNarrowest) * (least[i] - narrowest[i]) / (allLeast - allNarrowest);
            } else {
                widths[i] = narrowest[i] * available / allNarrowest;
            }
        }
        return widths;
    }

    private static float sum(float[] numbers) {
        float sum = 0;
        for (float number : numbers) {
            sum += number;
        }
        return sum;
    }
}
