package dev.muster.bridge.remote.api;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Arrays;
import java.util.Optional;

/**
 * A problem as it travels: RFC 9457, with Muster's fields beside the standard ones.
 *
 * @param type {@code urn:muster:problem:} and the code's id
 * @param title the code's id
 * @param status the HTTP status
 * @param detail what happened, as {@code what}
 * @param code the code's name, such as {@code VM_STATE}
 * @param what what happened
 * @param meaning what it means for the VMs
 * @param remedy what to do next
 * @param details the raw words of what failed
 */
public record ProblemDocument(
        String type,
        String title,
        int status,
        String detail,
        String code,
        String what,
        String meaning,
        String remedy,
        String details) {
    /** The media type. */
    public static final String MEDIA_TYPE = "application/problem+json";

    /** The problem with a status that may say more than its kind. */
    public static ProblemDocument of(int status, Problem problem) {
        return new ProblemDocument(
                "urn:muster:problem:" + problem.code().id(),
                problem.code().id(),
                status,
                problem.what(),
                problem.code().name(),
                problem.what(),
                problem.meaning(),
                problem.remedy(),
                problem.details());
    }

    /** The problem again; a code only a newer bridge knows becomes {@code INTERNAL} with the code among its details. */
    public Problem problem() {
        Optional<ErrorCode> known = Arrays.stream(ErrorCode.values())
                .filter(candidate -> candidate.name().equals(code))
                .findFirst();
        return known.map(found -> new Problem(found, what, meaning, remedy, details))
                .orElseGet(() -> new Problem(ErrorCode.INTERNAL, what, meaning, remedy, title + "\n" + details));
    }
}
