package dev.muster.model.cluster;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.regex.Pattern;

/** How the digest of an artifact's content is written. */
public final class Digests {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    private Digests() {}

    /**
     * Checks that a text is a SHA-256 in 64 lower-case hex digits.
     *
     * @throws dev.muster.model.error.MusterException {@code USAGE_INVALID}
     */
    public static void require(String digest) {
        if (!FORM.matcher(digest).matches()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + digest + "\" is not a SHA-256 digest.",
                            "Nothing was changed.",
                            "Give 64 lower-case hex digits, as sha256sum prints them.")
                    .toException();
        }
    }
}
