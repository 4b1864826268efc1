package dev.muster.app.console.terminal;

import com.techsenger.jeditermfx.core.RequestOrigin;
import com.techsenger.jeditermfx.core.TtyBasedArrayDataStream;
import com.techsenger.jeditermfx.core.emulator.JediEmulator;
import com.techsenger.jeditermfx.core.model.JediTerminal;
import com.techsenger.jeditermfx.core.model.StyleState;
import com.techsenger.jeditermfx.core.model.TerminalLine;
import com.techsenger.jeditermfx.core.model.TerminalTextBuffer;
import com.techsenger.jeditermfx.core.util.CharUtils;
import com.techsenger.jeditermfx.core.util.TermSize;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * A terminal as xterm is one: what it was told, and what keys mean to it. One thread feeds it, any may look. Lines have
 * numbers: 0 and up are on the screen, -1 and down in the history.
 */
public final class TerminalModel {
    /** Lines kept that went off the screen. */
    static final int HISTORY = 10_000;

    private final StyleState styles = new StyleState();
    private final TerminalTextBuffer buffer = new TerminalTextBuffer(80, 24, styles, HISTORY, null);
    private final Display display;
    private final JediTerminal terminal;
    /** The emulator speaks of itself while it is made, when there is nobody yet who could look. */
    private volatile boolean made;

    /** An empty one of 80 columns and 24 lines; {@code onChange} is run on the thread that feeds it. */
    public TerminalModel(Runnable onChange, Runnable onBell) {
        this.display = new Display(() -> tell(onChange), onBell);
        this.terminal = new JediTerminal(display, buffer, styles);
        buffer.addModelListener(onChange::run);
        this.made = true;
    }

    /** Feeds it what is read, UTF-8, until that ends; what it answers is written. */
    public void feed(InputStream in, OutputStream out) throws IOException {
        terminal.setTerminalOutput(new Answers(out));
        JediEmulator emulator = new JediEmulator(
                new TtyBasedArrayDataStream(new Source(new InputStreamReader(in, StandardCharsets.UTF_8))), terminal);
        while (emulator.hasNext()) {
            emulator.next();
        }
    }

    /** Forgets everything: who opens the line again is told first what was said lately. */
    public void clear() {
        terminal.reset(true);
    }

    /** What a key with a sequence of its own sends; empty where it has none. */
    public byte[] code(int key, int modifiers) {
        byte[] code = terminal.getCodeForKey(key, modifiers);
        return code == null ? new byte[0] : code;
    }

    /** A text as it is pasted: in brackets where the program asked for them, lines ended as by Enter. */
    public String pasted(String text) {
        String lines = text.replace("\r\n", "\r").replace('\n', '\r');
        // an end of paste within what is pasted would let the rest be taken for typed
        return display.bracketedPaste() ? "\u001b[200~" + lines.replace("\u001b", "") + "\u001b[201~" : lines;
    }

    /** Another size in characters, at least 2 by 2. */
    public void resize(int columns, int rows) {
        TermSize size = new TermSize(Math.max(2, columns), Math.max(2, rows));
        if (!size.equals(terminal.getSize())) {
            terminal.resize(size, RequestOrigin.User);
        }
    }

    /** Columns. */
    public int columns() {
        return buffer.getWidth();
    }

    /** Lines of the screen. */
    public int rows() {
        return buffer.getHeight();
    }

    /** Lines in the history. */
    public int history() {
        return locked(() -> buffer.isUsingAlternateBuffer() ? 0 : buffer.getHistoryLinesCount());
    }

    /** Where the cursor is and whether it is shown. */
    public Cursor cursor() {
        return locked(() -> new Cursor(terminal.getCursorX() - 1, terminal.getCursorY() - 1, display.cursorVisible()));
    }

    /** Lines as they look, from that number on, so many where there are so many. */
    public List<Line> lines(int from, int count) {
        return locked(() -> {
            List<Line> lines = new ArrayList<>();
            for (int number = from; number < from + count && number < buffer.getHeight(); number++) {
                lines.add(number < -buffer.getHistoryLinesCount() ? Line.EMPTY : line(buffer.getLine(number)));
            }
            return lines;
        });
    }

    /** The text of a part, from one place to another, the end left out; lines that were wrapped are joined. */
    public String text(Place from, Place to) {
        return locked(() -> {
            StringBuilder text = new StringBuilder();
            int first = Math.max(from.line(), -buffer.getHistoryLinesCount());
            for (int number = first; number <= to.line() && number < buffer.getHeight(); number++) {
                TerminalLine line = buffer.getLine(number);
                String whole = line.getText();
                int begin = number == from.line() ? Math.min(from.column(), whole.length()) : 0;
                int end = number == to.line() ? Math.min(to.column(), whole.length()) : whole.length();
                text.append(whole, begin, Math.max(begin, end));
                if (number < to.line() && !line.isWrapped()) {
                    trimEnd(text);
                    text.append('\n');
                }
            }
            trimEnd(text);
            return text.toString().replace(String.valueOf(CharUtils.DWC), "");
        });
    }

    /** Everything, history and screen. */
    public String all() {
        return text(new Place(-HISTORY, 0), new Place(rows() - 1, Integer.MAX_VALUE))
                .stripTrailing();
    }

    /** Where that text is, capitals or not, top to bottom; within single lines. */
    public List<Place> find(String wanted) {
        if (wanted.isEmpty()) {
            return List.of();
        }
        String needle = wanted.toLowerCase(Locale.ROOT);
        return locked(() -> {
            List<Place> found = new ArrayList<>();
            for (int number = -buffer.getHistoryLinesCount(); number < buffer.getHeight(); number++) {
                String text = buffer.getLine(number).getText().toLowerCase(Locale.ROOT);
                for (int at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length())) {
                    found.add(new Place(number, at));
                }
            }
            return found;
        });
    }

    private void tell(Runnable onChange) {
        if (made) {
            onChange.run();
        }
    }

    private static Line line(TerminalLine from) {
        List<Run> runs = new ArrayList<>();
        int column = 0;
        for (TerminalLine.TextEntry entry : from.getEntries()) {
            String text = entry.isNul()
                    ? " ".repeat(entry.getLength())
                    : entry.getText().toString();
            runs.add(new Run(column, text.replace('\0', ' '), Look.of(entry.getStyle())));
            column += entry.getLength();
        }
        return new Line(runs);
    }

    private static void trimEnd(StringBuilder text) {
        int end = text.length();
        while (end > 0 && (text.charAt(end - 1) == ' ' || text.charAt(end - 1) == '\0')) {
            end--;
        }
        text.setLength(end);
    }

    private <T> T locked(Supplier<T> work) {
        buffer.lock();
        try {
            return work.get();
        } finally {
            buffer.unlock();
        }
    }

    /** A place: its line's number and its column from 0. */
    public record Place(int line, int column) implements Comparable<Place> {
        @Override
        public int compareTo(Place other) {
            return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
        }
    }

    /** The cursor: column and line on the screen, from 0. */
    public record Cursor(int column, int row, boolean visible) {}

    /** Characters that look alike, from a column on. */
    public record Run(int column, String text, Look look) {}

    /** One line as it looks. */
    public record Line(List<Run> runs) {
        static final Line EMPTY = new Line(List.of());

        public Line {
            runs = List.copyOf(runs);
        }
    }
}
