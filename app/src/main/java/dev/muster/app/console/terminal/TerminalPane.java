package dev.muster.app.console.terminal;

import dev.muster.app.console.terminal.TerminalModel.Cursor;
import dev.muster.app.console.terminal.TerminalModel.Line;
import dev.muster.app.console.terminal.TerminalModel.Place;
import dev.muster.app.console.terminal.TerminalModel.Run;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.geometry.Orientation;
import javafx.geometry.VPos;
import javafx.scene.AccessibleRole;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.ScrollEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontPosture;
import javafx.scene.text.FontWeight;
import javafx.scene.text.Text;

/** A terminal on the screen: draws what is seen of it, takes keys, lets text be marked. */
final class TerminalPane extends Region {
    private static final String FAMILY = "DejaVu Sans Mono";
    private static final double SIZE = 13;
    private static final double PADDING = 8;
    private static final double BAR = 14;
    // a terminal is dark in every theme: programs choose colours for that
    private static final Color GROUND = Color.web("#0d1117");
    private static final Color TEXT = Color.web("#e6edf3");
    private static final Color MARKED = Color.web("#264f78");
    private static final Color FOUND = Color.web("#9e6a03");

    private final TerminalModel model;
    private final Consumer<byte[]> onTyped;
    private final Canvas canvas = new Canvas();
    private final ScrollBar bar = new ScrollBar();
    private final Font plain = Font.font(FAMILY, SIZE);
    private final Font bold = Font.font(FAMILY, FontWeight.BOLD, SIZE);
    private final Font italic = Font.font(FAMILY, FontPosture.ITALIC, SIZE);
    private final double cellWidth;
    private final double cellHeight;
    private boolean following = true;
    private Optional<Place> markBegin = Optional.empty();
    private Optional<Place> markEnd = Optional.empty();
    private List<Place> found = List.of();
    private int foundLength;
    private int foundAt = -1;

    TerminalPane(TerminalModel model, String name, Consumer<byte[]> onTyped) {
        this.model = model;
        this.onTyped = onTyped;
        Text measure = new Text("M".repeat(100));
        measure.setFont(plain);
        cellWidth = measure.getLayoutBounds().getWidth() / 100;
        cellHeight = Math.ceil(measure.getLayoutBounds().getHeight());
        setId("terminal");
        setFocusTraversable(true);
        setAccessibleRole(AccessibleRole.TEXT_AREA);
        setAccessibleText(name);
        setMinSize(120, 60);
        bar.setOrientation(Orientation.VERTICAL);
        bar.setFocusTraversable(false);
        bar.valueProperty().addListener((of, was, is) -> {
            following = bar.getValue() >= bar.getMax() - 0.5;
            draw();
        });
        getChildren().addAll(canvas, bar);
        addEventHandler(KeyEvent.KEY_PRESSED, this::pressed);
        addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        addEventHandler(MouseEvent.MOUSE_PRESSED, this::mouse);
        addEventHandler(MouseEvent.MOUSE_DRAGGED, this::mouse);
        addEventHandler(ScrollEvent.SCROLL, event -> scroll(event.getDeltaY() < 0 ? 3 : -3));
        focusedProperty().addListener((of, was, is) -> draw());
    }

    /** What was marked; empty where nothing is. */
    String marked() {
        if (markBegin.isEmpty() || markEnd.isEmpty()) {
            return "";
        }
        return model.text(first(), last());
    }

    void markAll() {
        markBegin = Optional.of(new Place(-model.history(), 0));
        markEnd = Optional.of(new Place(model.rows() - 1, model.columns()));
        draw();
    }

    /** Shows where a text is, the last place first; the same again goes one further up, or down. */
    String search(String text, boolean up) {
        List<Place> now = model.find(text);
        boolean same = now.size() == found.size() && foundLength == text.length() && foundAt >= 0;
        found = now;
        foundLength = text.length();
        if (now.isEmpty()) {
            foundAt = -1;
        } else if (!same) {
            foundAt = now.size() - 1;
        } else {
            foundAt = Math.floorMod(foundAt + (up ? -1 : 1), now.size());
        }
        if (foundAt >= 0) {
            int line = found.get(foundAt).line();
            int top = Math.clamp(line - model.rows() / 2, -model.history(), 0);
            bar.setValue(top + model.history());
        }
        draw();
        return text.isEmpty() ? "" : (foundAt + 1) + " / " + now.size();
    }

    /** What the model holds may be other by now. */
    void changed() {
        int history = model.history();
        boolean stay = following;
        bar.setMax(history);
        bar.setVisibleAmount(history == 0 ? 1 : (double) history * model.rows() / (history + model.rows()));
        bar.setVisible(history > 0);
        if (stay) {
            bar.setValue(history);
            following = true;
        }
        draw();
    }

    @Override
    protected void layoutChildren() {
        double width = getWidth() - BAR;
        canvas.setWidth(Math.max(1, width));
        canvas.setHeight(Math.max(1, getHeight()));
        bar.resizeRelocate(width, 0, BAR, getHeight());
        if (getHeight() > 0 && width > 0) {
            model.resize((int) ((width - 2 * PADDING) / cellWidth), (int) ((getHeight() - 2 * PADDING) / cellHeight));
        }
        changed();
    }

    private void pressed(KeyEvent event) {
        if (event.isShiftDown() && event.getCode() == javafx.scene.input.KeyCode.PAGE_UP) {
            scroll(-model.rows() / 2);
            event.consume();
            return;
        }
        if (event.isShiftDown() && event.getCode() == javafx.scene.input.KeyCode.PAGE_DOWN) {
            scroll(model.rows() / 2);
            event.consume();
            return;
        }
        byte[] bytes = TerminalKeys.pressed(event, model);
        if (bytes.length > 0) {
            send(bytes);
            event.consume();
        }
    }

    private void typed(KeyEvent event) {
        byte[] bytes = TerminalKeys.typed(event);
        if (bytes.length > 0) {
            send(bytes);
        }
        event.consume();
    }

    private void send(byte[] bytes) {
        markBegin = Optional.empty();
        markEnd = Optional.empty();
        following = true;
        bar.setValue(bar.getMax());
        onTyped.accept(bytes);
    }

    private void scroll(int lines) {
        bar.setValue(Math.clamp(bar.getValue() + lines, 0, bar.getMax()));
    }

    private void mouse(MouseEvent event) {
        Place place = new Place(
                top() + Math.clamp((long) ((event.getY() - PADDING) / cellHeight), 0, model.rows() - 1),
                Math.clamp(Math.round((event.getX() - PADDING) / cellWidth), 0, model.columns()));
        if (event.getEventType() == MouseEvent.MOUSE_PRESSED) {
            requestFocus();
            markBegin = Optional.of(place);
            markEnd = Optional.empty();
        } else {
            markEnd = Optional.of(place);
        }
        draw();
    }

    private Place first() {
        Place one = markBegin.orElseThrow();
        Place other = markEnd.orElseThrow();
        return one.compareTo(other) <= 0 ? one : other;
    }

    private Place last() {
        Place one = markBegin.orElseThrow();
        Place other = markEnd.orElseThrow();
        return one.compareTo(other) <= 0 ? other : one;
    }

    /** The number of the line at the top. */
    private int top() {
        return (int) Math.round(bar.getValue()) - (int) bar.getMax();
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setFill(GROUND);
        g.fillRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setTextBaseline(VPos.TOP);
        int top = top();
        List<Line> lines = model.lines(top, model.rows());
        for (int i = 0; i < lines.size(); i++) {
            double y = PADDING + i * cellHeight;
            for (Run run : lines.get(i).runs()) {
                ground(g, run, y);
            }
            marks(g, top + i, y);
            for (Run run : lines.get(i).runs()) {
                text(g, run, y);
            }
        }
        cursor(g, top);
    }

    private void ground(GraphicsContext g, Run run, double y) {
        Look look = run.look();
        int rgb = look.inverse() ? look.foreground() : look.background();
        if (look.inverse() || rgb != Look.DEFAULT) {
            g.setFill(colour(rgb, look.inverse() ? TEXT : GROUND));
            g.fillRect(PADDING + run.column() * cellWidth, y, run.text().length() * cellWidth, cellHeight);
        }
    }

    private void marks(GraphicsContext g, int line, double y) {
        for (int i = 0; i < found.size(); i++) {
            if (found.get(i).line() == line) {
                g.setFill(i == foundAt ? FOUND : MARKED);
                g.fillRect(PADDING + found.get(i).column() * cellWidth, y, foundLength * cellWidth, cellHeight);
            }
        }
        if (markBegin.isPresent() && markEnd.isPresent() && line >= first().line() && line <= last().line()) {
            int from = line == first().line() ? first().column() : 0;
            int to = line == last().line() ? last().column() : model.columns();
            g.setFill(MARKED);
            g.fillRect(PADDING + from * cellWidth, y, (to - from) * cellWidth, cellHeight);
        }
    }

    private void text(GraphicsContext g, Run run, double y) {
        Look look = run.look();
        if (look.hidden() || run.text().isBlank()) {
            return;
        }
        int rgb = look.inverse() ? look.background() : look.foreground();
        Color colour = colour(rgb, look.inverse() ? GROUND : TEXT);
        g.setFill(look.dim() ? colour.deriveColor(0, 1, 1, 0.6) : colour);
        g.setFont(look.bold() ? bold : look.italic() ? italic : plain);
        double x = PADDING + run.column() * cellWidth;
        if (run.text().chars().allMatch(c -> c < 0x7f)) {
            g.fillText(run.text(), x, y);
        } else {
            // fonts stand in for each other there, and their characters are of other widths
            for (int i = 0; i < run.text().length(); i++) {
                g.fillText(run.text().substring(i, i + 1), x + i * cellWidth, y);
            }
        }
        if (look.underlined()) {
            g.fillRect(x, y + cellHeight - 2, run.text().length() * cellWidth, 1);
        }
    }

    private void cursor(GraphicsContext g, int top) {
        Cursor cursor = model.cursor();
        double y = PADDING + (cursor.row() - top) * cellHeight;
        if (cursor.visible() && y < canvas.getHeight()) {
            double x = PADDING + cursor.column() * cellWidth;
            if (isFocused()) {
                g.setFill(TEXT.deriveColor(0, 1, 1, 0.75));
                g.fillRect(x, y, cellWidth, cellHeight);
            } else {
                g.setStroke(TEXT.deriveColor(0, 1, 1, 0.75));
                g.strokeRect(x + 0.5, y + 0.5, cellWidth - 1, cellHeight - 1);
            }
        }
    }

    private static Color colour(int rgb, Color other) {
        return rgb == Look.DEFAULT ? other : Color.rgb((rgb >> 16) & 0xff, (rgb >> 8) & 0xff, rgb & 0xff);
    }
}
