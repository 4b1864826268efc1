package dev.muster.model.cluster;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Id;
import java.util.regex.Pattern;

/**
 * The name of an artifact, such as {@code debian-13/vmlinuz}. It stands in URLs and never names a file of the bridge.
 *
 * @param text at most 200 characters: segments of letters, digits and {@code . _ + -}, each beginning with a letter or a
 *     digit, joined with {@code /}
 */
public record ArtifactId(String text) implements Id {
    private static final int LONGEST = 200;
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*");

    public ArtifactId {
        if (text.length() > LONGEST || !FORM.matcher(text).matches()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + text + "\" cannot be the name of an artifact.",
                            "Nothing was changed.",
                            "Use up to 200 letters, digits and . _ + - in parts joined with /, such as"
                                    + " debian-13/vmlinuz.")
                    .toException();
        }
    }

    /** Reads the id back from its text. */
    public static ArtifactId of(String text) {
        return new ArtifactId(text);
    }

    @Override
    public String toString() {
        return text;
    }
}
