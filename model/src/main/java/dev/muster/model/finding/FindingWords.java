package dev.muster.model.finding;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** Words that stand for the values of an enum. */
final class FindingWords {
    private FindingWords() {}

    static <E extends Enum<E>> E of(E[] values, String word, String refused) {
        return Arrays.stream(values)
                .filter(value -> value.name().equalsIgnoreCase(word))
                .findFirst()
                .orElseThrow(() -> Refusals.refused(
                        refused,
                        "Use one of: "
                                + Arrays.stream(values)
                                        .map(value -> value.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + "."));
    }
}
