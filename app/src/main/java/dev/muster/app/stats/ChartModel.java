package dev.muster.app.stats;

import java.util.ArrayList;
import java.util.List;

/**
 * What a chart draws: some lines over the same steps. A value below 0 is missing, and nothing is drawn there.
 *
 * @param lines the values of each, the oldest first
 * @param least the top of the scale is not below this
 */
record ChartModel(List<List<Double>> lines, double least) {
    /** Values that follow each other without a gap. */
    record Segment(int first, List<Double> values) {}

    ChartModel {
        lines = lines.stream().map(List::copyOf).toList();
    }

    int points() {
        return lines.isEmpty() ? 0 : lines.getFirst().size();
    }

    boolean isEmpty() {
        return lines.stream().allMatch(line -> line.stream().allMatch(value -> value < 0));
    }

    /** The parts of a line between gaps. */
    List<Segment> segments(int line) {
        List<Double> values = lines.get(line);
        List<Segment> found = new ArrayList<>();
        int first = 0;
        for (int i = 0; i <= values.size(); i++) {
            if (i == values.size() || values.get(i) < 0) {
                if (i > first) {
                    found.add(new Segment(first, values.subList(first, i)));
                }
                first = i + 1;
            }
        }
        return found;
    }

    /** The top of the scale: 1, 2 or 5 times a power of ten (of two for {@code binary}), not below the highest value. */
    double top(boolean binary) {
        double highest = lines.stream()
                .flatMap(List::stream)
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        highest = Math.max(Math.max(highest, least), 1e-9);
        if (binary) {
            return Math.pow(2, Math.ceil(Math.log(highest) / Math.log(2) - 1e-9));
        }
        double power = Math.pow(10, Math.floor(Math.log10(highest)));
        for (double factor : new double[] {1, 2, 5}) {
            if (highest <= factor * power * (1 + 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }
}
