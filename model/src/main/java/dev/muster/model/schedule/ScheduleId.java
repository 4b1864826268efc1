package dev.muster.model.schedule;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Id;
import java.util.regex.Pattern;

/**
 * The name of a schedule, such as {@code nightly-backup}.
 *
 * @param text up to 64 lower-case letters, digits, {@code -} and {@code .}
 */
public record ScheduleId(String text) implements Id {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9.-]{0,62}[a-z0-9])?");

    public ScheduleId {
        if (!FORM.matcher(text).matches()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + text + "\" cannot be the name of a schedule.",
                            "Nothing was changed.",
                            "Use up to 64 lower-case letters, digits, '-' and '.', with a letter or a digit at both ends.")
                    .toException();
        }
    }

    /** Reads the id back from its text. */
    public static ScheduleId of(String text) {
        return new ScheduleId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
