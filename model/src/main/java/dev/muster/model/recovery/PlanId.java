package dev.muster.model.recovery;

import dev.muster.model.inventory.Id;
import java.util.regex.Pattern;

/**
 * The name of a recovery plan, such as {@code shop}.
 *
 * @param text up to 32 lower-case letters, digits and {@code -}
 */
public record PlanId(String text) implements Id {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

    public PlanId {
        if (!FORM.matcher(text).matches()) {
            throw Refusals.refused(
                    "\"" + text + "\" cannot be the name of a recovery plan.",
                    "Use up to 32 lower-case letters, digits and '-', with a letter or a digit at both ends.");
        }
    }

    /** Reads the id back from its text. */
    public static PlanId of(String text) {
        return new PlanId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
