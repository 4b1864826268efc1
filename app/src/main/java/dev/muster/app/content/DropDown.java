package dev.muster.app.content;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import javafx.animation.PauseTransition;
import javafx.collections.FXCollections;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyEvent;
import javafx.util.Duration;
import javafx.util.StringConverter;

/**
 * A drop-down with one keyboard everywhere: Up and Down change the value, Space, Alt+Down and F4 open the list, typing
 * selects the next value that begins so. The arrow keys never move the focus out.
 *
 * @param <T> what is chosen
 */
public final class DropDown<T> extends ComboBox<T> {
    /** Letters typed within this time belong to one word. */
    private static final Duration WORD = Duration.seconds(1);

    private final PauseTransition pause = new PauseTransition(WORD);
    private String typed = "";

    /** Creates a drop-down of those values, none of them chosen; it grows with its form. */
    public DropDown(Collection<T> values) {
        super(FXCollections.observableArrayList(values));
        setMaxWidth(Double.MAX_VALUE);
        addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
        addEventHandler(KeyEvent.KEY_TYPED, this::typed);
        pause.setOnFinished(event -> typed = "");
    }

    private void pressed(KeyEvent event) {
        if (isShowing() || event.isShortcutDown() || event.isAltDown()) {
            return;
        }
        switch (event.getCode()) {
            case SPACE -> {
                show();
                event.consume();
            }
            // the toolkit would go to the next control
            case LEFT, RIGHT -> event.consume();
            default -> {}
        }
    }

    private void typed(KeyEvent event) {
        String character = event.getCharacter();
        boolean letter = character.length() == 1 && character.charAt(0) > ' ' && character.charAt(0) != 127;
        if (!letter || event.isControlDown() || event.isAltDown() || event.isMetaDown()) {
            return;
        }
        String more = typed + character.toLowerCase(Locale.ROOT);
        // the same letter again goes on to the next value that begins with it
        boolean again = more.chars().allMatch(each -> each == more.charAt(0));
        String word = again ? more.substring(0, 1) : more;
        typed = more;
        pause.playFromStart();
        next(word, again ? 1 : 0).ifPresent(getSelectionModel()::select);
        event.consume();
    }

    /** Returns the first value that begins so, looking from {@code skip} after the chosen one and round to it again. */
    private Optional<T> next(String word, int skip) {
        List<T> values = getItems();
        int from = Math.max(0, getSelectionModel().getSelectedIndex() + skip);
        return IntStream.range(0, values.size())
                .mapToObj(step -> values.get((from + step) % values.size()))
                .filter(value -> words(value).toLowerCase(Locale.ROOT).startsWith(word))
                .findFirst();
    }

    private String words(T value) {
        StringConverter<T> converter = getConverter();
        return Optional.ofNullable(converter == null ? String.valueOf(value) : converter.toString(value))
                .orElse("");
    }
}
