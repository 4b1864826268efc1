package dev.muster.model.job;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Id;
import java.util.regex.Pattern;

/**
 * One job.
 *
 * @param text sortable by time of submission; lower-case letters, digits and {@code -}
 */
public record JobId(String text) implements Id, Comparable<JobId> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9-]{1,64}");

    public JobId {
        if (!FORM.matcher(text).matches()) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "\"" + text + "\" is not the id of a job.",
                            "Nothing was changed.",
                            "List the jobs to see their ids.")
                    .toException();
        }
    }

    /** Reads the id back from its text. */
    public static JobId of(String text) {
        return new JobId(text);
    }

    @Override
    public int compareTo(JobId other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
