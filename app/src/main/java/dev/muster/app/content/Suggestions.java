package dev.muster.app.content;

import java.util.List;
import java.util.function.Function;
import javafx.geometry.Side;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/** What might be meant by what is being typed into a field, below it: while one types, and with the Down key. */
public final class Suggestions {
    private static final int MOST = 10;

    private final TextField field;
    private final Function<String, List<String>> meant;
    private final ContextMenu menu = new ContextMenu();
    private boolean picking;
    private boolean chosen;

    private Suggestions(TextField field, Function<String, List<String>> meant) {
        this.field = field;
        this.meant = meant;
    }

    /**
     * Offers them.
     *
     * @param meant the texts that may be meant by what is there, best first
     */
    public static void offer(TextField field, Function<String, List<String>> meant) {
        Suggestions suggestions = new Suggestions(field, meant);
        suggestions.menu.setId(field.getId() + "-suggestions");
        suggestions.menu.setConsumeAutoHidingEvents(false);
        suggestions.menu.addEventFilter(KeyEvent.KEY_PRESSED, suggestions::pressed);
        field.textProperty().addListener((of, was, is) -> suggestions.typed());
        field.focusedProperty().addListener((of, was, is) -> {
            if (!is) {
                suggestions.menu.hide();
            }
        });
        field.addEventHandler(KeyEvent.KEY_PRESSED, event -> {
            if (event.getCode() == KeyCode.DOWN && !suggestions.menu.isShowing()) {
                suggestions.show();
                event.consume();
            }
        });
    }

    /** A menu keeps Enter to itself even where nothing in it is chosen, and takes a blank for Enter. */
    private void pressed(KeyEvent event) {
        switch (event.getCode()) {
            case DOWN, UP -> chosen = true;
            case ENTER -> {
                if (!chosen) {
                    menu.hide();
                    event.consume();
                }
            }
            case SPACE -> {
                field.replaceSelection(" ");
                event.consume();
            }
            default -> {}
        }
    }

    private void typed() {
        if (field.isFocused() && !picking) {
            show();
        }
    }

    private void show() {
        String typed = field.getText();
        List<String> texts = meant.apply(typed).stream().limit(MOST).toList();
        if (texts.isEmpty() || texts.equals(List.of(typed)) || field.getScene() == null) {
            menu.hide();
            return;
        }
        chosen = false;
        menu.getItems().setAll(texts.stream().map(this::item).toList());
        if (!menu.isShowing()) {
            menu.show(field, Side.BOTTOM, 0, 0);
        }
    }

    private MenuItem item(String text) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> {
            picking = true;
            field.setText(text);
            field.end();
            picking = false;
        });
        return item;
    }
}
