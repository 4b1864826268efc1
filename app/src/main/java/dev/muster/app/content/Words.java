package dev.muster.app.content;

import java.util.function.Function;
import javafx.util.StringConverter;

/** What the values of a choice are called. A choice is made, not typed, so nothing is ever read back from its words. */
public final class Words<T> extends StringConverter<T> {
    private final Function<T, String> word;

    private Words(Function<T, String> word) {
        this.word = word;
    }

    /**
     * Words for a choice.
     *
     * @param word what a value is called; where nothing is chosen yet the word is empty
     */
    public static <T> StringConverter<T> of(Function<T, String> word) {
        return new Words<>(word);
    }

    @Override
    public String toString(T value) {
        return value == null ? "" : word.apply(value);
    }

    @Override
    public T fromString(String text) {
        throw new UnsupportedOperationException("a choice is not typed");
    }
}
