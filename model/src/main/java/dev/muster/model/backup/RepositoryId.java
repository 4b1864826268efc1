package dev.muster.model.backup;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Id;
import java.util.regex.Pattern;

/**
 * The name of a repository, such as {@code nightly}.
 *
 * @param text up to 32 lower-case letters, digits and {@code -}
 */
public record RepositoryId(String text) implements Id {
    private static final Pattern FORM = Pattern.compile("[a-z0-9]([a-z0-9-]{0,30}[a-z0-9])?");

    public RepositoryId {
        if (!FORM.matcher(text).matches()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + text + "\" cannot be the name of a repository.",
                            "Nothing was changed.",
                            "Use up to 32 lower-case letters, digits and '-', with a letter or a digit at both ends.")
                    .toException();
        }
    }

    /** Reads the id back from its text. */
    public static RepositoryId of(String text) {
        return new RepositoryId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
