package dev.muster.bridge.cli.bench;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;

/** How smooth the window is with 10 000 VMs on 200 hosts and 500 changes a second. */
final class FxBench implements Bench {
    private static final String URI = "sim:///?hosts=200&vms=10000&seed=1&rate=500";
    private static final double LONGEST = 50;
    private static final double SIXTY = 1000.0 / 60;
    /** A pulse of JavaFX comes each 16 or 17 ms; this much over is still sixty a second to the eye. */
    private static final double MARGIN = 1.05;

    @Override
    public String name() {
        return "fx";
    }

    @Override
    public List<Tool> needs() {
        return List.of(new Tool("Xvfb", "xvfb"));
    }

    @Override
    public List<Figure> run(Workplace workplace) throws IOException, InterruptedException {
        workplace.startDisplay();
        Path state = Files.createDirectories(workplace.directory().resolve("state"));
        workplace.run(
                List.of(workplace.launcher(), "ctl", "--state", state.toString(), "host", "create", "bench", URI),
                Map.of());
        Path file = workplace.directory().resolve("frames.properties");
        Process process = workplace.start(
                List.of(workplace.launcher(), "--state", state.toString(), "--measure", file.toString()), Map.of());
        if (!process.waitFor(3, TimeUnit.MINUTES) || !Files.exists(file)) {
            throw new IOException("The console did not end with figures");
        }
        Properties seen = new Properties();
        try (Reader in = Files.newBufferedReader(file)) {
            seen.load(in);
        }
        List<Figure> figures = new ArrayList<>();
        stretch(figures, seen, "changes", "looked at");
        stretch(figures, seen, "table", "table scrolled");
        figures.add(new Figure(
                "table scrolled: mean frame",
                number(seen, "table.frame.mean"),
                SIXTY,
                "ms",
                MARGIN,
                "the wheel turned 3 notches in each frame; theirs: sixty frames a second"));
        stretch(figures, seen, "tree", "tree by state scrolled");
        stretch(figures, seen, "search", "search state:running scrolled");
        return figures;
    }

    private static void stretch(List<Figure> figures, Properties seen, String key, String name) {
        String how = String.format(
                Locale.ROOT,
                "%s in the real window under Xvfb, software rendering, 8 s after 8 s; %.0f frames, %.0f of them over"
                        + " 50 ms, 99 %% under %.1f ms; events waited %.1f ms at most, 99 %% under %.1f ms; theirs: the"
                        + " limit",
                URI,
                number(seen, key + ".frames"),
                number(seen, key + ".frame.over50"),
                number(seen, key + ".frame.p99"),
                number(seen, key + ".wait.max"),
                number(seen, key + ".wait.p99"));
        figures.add(new Figure(name + ": longest frame", number(seen, key + ".frame.max"), LONGEST, "ms", 1, how));
        figures.add(new Figure(name + ": longest wait", number(seen, key + ".wait.max"), LONGEST, "ms", 1, how));
    }

    private static double number(Properties seen, String key) {
        return Double.parseDouble(seen.getProperty(key, "NaN"));
    }
}
