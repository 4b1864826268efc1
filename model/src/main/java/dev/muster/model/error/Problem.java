package dev.muster.model.error;

import java.util.Objects;

/**
 * What happened, what it means for the VMs, and what to do next.
 *
 * @param code the stable code
 * @param what what happened, one sentence naming the object
 * @param meaning what it means for the VMs, one sentence; empty where it means nothing for them
 * @param remedy what to do next, one sentence
 * @param details the raw words of the component that failed, for "copy details"; empty where there are none
 */
public record Problem(ErrorCode code, String what, String meaning, String remedy, String details) {
    public Problem {
        Objects.requireNonNull(code, "code");
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(meaning, "meaning");
        Objects.requireNonNull(remedy, "remedy");
        Objects.requireNonNull(details, "details");
    }

    /** A problem without raw details. */
    public static Problem of(ErrorCode code, String what, String meaning, String remedy) {
        return new Problem(code, what, meaning, remedy, "");
    }

    /** The same problem with the raw words of the component that failed. */
    public Problem withDetails(String raw) {
        return new Problem(code, what, meaning, remedy, raw);
    }

    /** The problem as an exception. */
    public MusterException toException() {
        return MusterException.of(this, null);
    }

    /** The problem as an exception with the failure that led to it. */
    public MusterException toException(Throwable cause) {
        return MusterException.of(this, cause);
    }

    /** Code and sentences on separate lines: what a terminal prints and what "copy details" puts on the clipboard. */
    public String text() {
        StringBuilder out = new StringBuilder(code.id()).append(": ").append(what);
        for (String line : new String[] {meaning, remedy, details}) {
            if (!line.isBlank()) {
                out.append('\n').append(line.strip());
            }
        }
        return out.toString();
    }
}
