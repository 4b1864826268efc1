package dev.muster.bridge.job;

import dev.muster.model.job.LogLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The lines of one job in flight: numbered here, kept until the journal has them. */
final class JobLog {
    private static final int LONGEST = 4_000;

    private final List<LogLine> unsaved = new ArrayList<>();
    private long last;

    JobLog(long last) {
        this.last = last;
    }

    /** Adds a text of any number of lines; gives the lines it became. */
    synchronized List<LogLine> add(Instant at, int step, LogLine.Level level, String text) {
        List<LogLine> added = text.lines()
                .map(line -> line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line)
                .map(line -> new LogLine(++last, at, step, level, line))
                .toList();
        unsaved.addAll(added);
        return added;
    }

    synchronized List<LogLine> unsaved() {
        return List.copyOf(unsaved);
    }

    /** The journal has these. */
    synchronized void saved(List<LogLine> lines) {
        if (!lines.isEmpty()) {
            long upTo = lines.getLast().number();
            unsaved.removeIf(line -> line.number() <= upTo);
        }
    }
}
