package dev.muster.model.group;

import dev.muster.model.inventory.Id;
import java.util.regex.Pattern;

/**
 * The name of a consistency group, such as {@code shop}.
 *
 * @param text up to 32 lower-case letters, digits and {@code -}
 */
public record GroupId(String text) implements Id {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

    public GroupId {
        if (!FORM.matcher(text).matches()) {
            throw Refusals.refused(
                    "\"" + text + "\" cannot be the name of a consistency group.",
                    "Use up to 32 lower-case letters, digits and '-', with a letter or a digit at both ends.");
        }
    }

    /** Reads the id back from its text. */
    public static GroupId of(String text) {
        return new GroupId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
