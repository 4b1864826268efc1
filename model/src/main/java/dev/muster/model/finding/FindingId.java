package dev.muster.model.finding;

import dev.muster.model.inventory.Id;
import java.util.regex.Pattern;

/**
 * The name of one finding, such as {@code f-20261130-3fa2-1}.
 *
 * @param text up to 64 lower-case letters, digits and {@code -}
 */
public record FindingId(String text) implements Id {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,62}[a-z0-9])?");

    public FindingId {
        if (!FORM.matcher(text).matches()) {
            throw Refusals.refused(
                    "\"" + text + "\" cannot be the name of a finding.",
                    "Use up to 64 lower-case letters, digits and '-', with a letter or a digit at both ends.");
        }
    }

    /** Reads the id back from its text. */
    public static FindingId of(String text) {
        return new FindingId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
