package dev.muster.app.console.terminal;

import dev.muster.app.console.Typist;
import dev.muster.app.i18n.Texts;
import dev.muster.model.console.ConsoleChannel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Label;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;

/** The text console: a terminal, what can be done with its text, and a search that comes when it is asked for. */
public final class TextConsole implements AutoCloseable {
    private static final KeyCombination COPY = ctrlShift(KeyCode.C);
    private static final KeyCombination PASTE = ctrlShift(KeyCode.V);
    private static final KeyCombination FIND = ctrlShift(KeyCode.F);
    private static final KeyCombination ALL = ctrlShift(KeyCode.A);

    private final Texts texts;
    private final Typist typist = new Typist();
    private final AtomicBoolean drawing = new AtomicBoolean();
    private final TerminalModel model;
    private final TerminalPane pane;
    private final BorderPane root = new BorderPane();
    private final TextField wanted = new TextField();
    private final Label hits = new Label();
    private final HBox searchBar;
    private volatile Optional<ConsoleChannel> channel = Optional.empty();
    private final Executor ui;

    /**
     * An empty terminal.
     *
     * @param ui runs work on the window's thread
     */
    public TextConsole(Texts texts, Executor ui) {
        this.texts = texts;
        this.ui = ui;
        this.model = new TerminalModel(this::changed, () -> {});
        this.pane = new TerminalPane(model, texts.get("console.text.name"), this::typed);
        this.searchBar = searchBar();
        root.setCenter(pane);
        pane.addEventFilter(KeyEvent.KEY_PRESSED, this::shortcut);
        ContextMenu menu = new ContextMenu(
                item("copy", COPY, this::copy), item("paste", PASTE, this::paste), item("find", FIND, this::find));
        pane.setOnContextMenuRequested(event -> menu.show(pane, event.getScreenX(), event.getScreenY()));
    }

    /** The node to be shown. */
    public Parent root() {
        return root;
    }

    /** What takes the keys. */
    public Node keys() {
        return pane;
    }

    /** Its text and history, for whoever wants to look. */
    public TerminalModel model() {
        return model;
    }

    /** Reads an open console until it ends. */
    public void read(ConsoleChannel console, Executor onWindow) throws IOException {
        model.clear();
        channel = Optional.of(console);
        try {
            model.feed(console.input(), console.output());
        } finally {
            channel = Optional.empty();
        }
    }

    /** Puts what is marked on the clipboard; all of it where nothing is marked. */
    public void copy() {
        String marked = pane.marked();
        ClipboardContent content = new ClipboardContent();
        content.putString(marked.isEmpty() ? model.all() : marked);
        Clipboard.getSystemClipboard().setContent(content);
    }

    /** Types what is on the clipboard. */
    public void paste() {
        String text = Clipboard.getSystemClipboard().getString();
        if (text != null && !text.isEmpty()) {
            typed(model.pasted(text).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Opens the search. */
    public void find() {
        root.setTop(searchBar);
        wanted.requestFocus();
        wanted.selectAll();
    }

    /** Tells the guest's shell how large the terminal is: a serial line has no other way. */
    public void tellSize() {
        typed(("stty rows " + model.rows() + " cols " + model.columns() + "\r").getBytes(StandardCharsets.US_ASCII));
        pane.requestFocus();
    }

    @Override
    public void close() {
        typist.close();
    }

    private void typed(byte[] bytes) {
        channel.ifPresent(open -> typist.send(() -> open.output().write(bytes)));
    }

    private void changed() {
        if (drawing.compareAndSet(false, true)) {
            ui.execute(() -> {
                drawing.set(false);
                pane.changed();
            });
        }
    }

    private void shortcut(KeyEvent event) {
        Runnable action = COPY.match(event)
                ? this::copy
                : PASTE.match(event)
                        ? this::paste
                        : FIND.match(event) ? this::find : ALL.match(event) ? pane::markAll : null;
        if (action != null) {
            action.run();
            event.consume();
        }
    }

    private HBox searchBar() {
        wanted.setId("terminal-search");
        wanted.setPromptText(texts.get("console.find"));
        wanted.setPrefColumnCount(24);
        wanted.setOnAction(event -> search(true));
        wanted.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.ESCAPE) {
                root.setTop(null);
                search("", true);
                pane.requestFocus();
                event.consume();
            } else if (event.getCode() == KeyCode.UP || event.getCode() == KeyCode.DOWN) {
                search(event.getCode() == KeyCode.UP);
                event.consume();
            }
        });
        Button up = new Button("↑");
        up.setId("terminal-search-up");
        up.setAccessibleText(texts.get("console.find.up"));
        up.setOnAction(event -> search(true));
        Button down = new Button("↓");
        down.setId("terminal-search-down");
        down.setAccessibleText(texts.get("console.find.down"));
        down.setOnAction(event -> search(false));
        hits.setId("terminal-search-hits");
        hits.getStyleClass().add("text-muted");
        HBox bar = new HBox(8, wanted, up, down, hits);
        bar.setAlignment(Pos.CENTER_LEFT);
        bar.getStyleClass().add("console-bar");
        return bar;
    }

    private void search(boolean up) {
        search(wanted.getText(), up);
    }

    private void search(String text, boolean up) {
        hits.setText(pane.search(text, up));
    }

    private MenuItem item(String name, KeyCombination keys, Runnable action) {
        MenuItem item = new MenuItem(texts.get("console." + name));
        item.setAccelerator(keys);
        item.setOnAction(event -> action.run());
        return item;
    }

    private static KeyCombination ctrlShift(KeyCode code) {
        return new KeyCodeCombination(code, KeyCombination.CONTROL_DOWN, KeyCombination.SHIFT_DOWN);
    }
}
