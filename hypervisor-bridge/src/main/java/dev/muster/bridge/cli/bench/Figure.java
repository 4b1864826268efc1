package dev.muster.bridge.cli.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * One measured case.
 *
 * @param name what was measured
 * @param ours the median of our runs, in {@code unit}
 * @param theirs the median of theirs, in {@code unit}
 * @param unit such as {@code ms} or {@code % of a core}
 * @param goal the most that ours divided by theirs may be
 * @param how how it was got, in words
 */
record Figure(String name, double ours, double theirs, String unit, double goal, String how) {
    double ratio() {
        return theirs == 0 ? Double.POSITIVE_INFINITY : ours / theirs;
    }

    boolean holds() {
        return ratio() <= goal;
    }

    Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("case", name);
        fields.put("ours", rounded(ours));
        fields.put("theirs", rounded(theirs));
        fields.put("unit", unit);
        fields.put("ratio", rounded(ratio()));
        fields.put("goal", goal);
        fields.put("holds", holds());
        fields.put("how", how);
        return fields;
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-44s %10.1f %10.1f  %-14s %8.3f %8.3f  %s",
                name,
                ours,
                theirs,
                unit,
                ratio(),
                goal,
                holds() ? "holds" : "DOES NOT HOLD");
    }

    static String header() {
        return String.format(
                Locale.ROOT, "%-44s %10s %10s  %-14s %8s %8s", "case", "ours", "theirs", "unit", "ratio", "goal");
    }

    private static double rounded(double value) {
        return Double.isFinite(value) ? Math.round(value * 1000) / 1000.0 : -1;
    }
}
