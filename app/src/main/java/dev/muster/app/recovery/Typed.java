package dev.muster.app.recovery;

import java.util.function.Function;

/**
 * What was typed into a field.
 *
 * @param <T> what the field holds
 */
sealed interface Typed<T> {
    /** A value. */
    record Value<T>(T value) implements Typed<T> {}

    /** None, and why. */
    record Wrong<T>(String why) implements Typed<T> {}

    /** What is made of the value, where it is one. */
    default <R> Typed<R> map(Function<T, R> change) {
        return switch (this) {
            case Value<T>(T value) -> new Value<>(change.apply(value));
            case Wrong<T>(String why) -> new Wrong<>(why);
        };
    }
}
