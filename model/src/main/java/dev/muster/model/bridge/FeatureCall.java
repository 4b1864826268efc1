package dev.muster.model.bridge;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A call of a path that a feature serves for what is neither a command nor a query, such as part of a file. Over HTTP it is
 * {@code POST /api/v1/PATH} with the parameters as {@code Call-NAME} headers and the body as it is.
 *
 * @param path the feature and what is called, such as {@code storage/upload}
 * @param parameters by lower-case name; values are printable ASCII
 * @param body at most {@link #MOST_BYTES} bytes; empty where nothing is sent
 */
@SuppressWarnings("ArrayRecordComponent") // carried once from here to there, never compared
public record FeatureCall(String path, Map<String, String> parameters, byte[] body) {
    /** Bytes a body may have. */
    public static final int MOST_BYTES = 1 << 20;

    private static final Pattern PATH = Pattern.compile("[a-z]+(/[a-z-]+)+");
    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z]+)*");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e]{0,1024}");

    public FeatureCall {
        parameters = Map.copyOf(parameters);
        if (!PATH.matcher(path).matches()
                || body.length > MOST_BYTES
                || parameters.keySet().stream()
                        .anyMatch(name -> !NAME.matcher(name).matches())
                || parameters.values().stream()
                        .anyMatch(value -> !VALUE.matcher(value).matches())) {
            throw invalid("The call of " + path + " is malformed or has more than " + MOST_BYTES + " bytes.");
        }
    }

    /** A parameter; {@code USAGE_INVALID} where it is missing. */
    public String parameter(String name) {
        String value = parameters.get(name);
        if (value == null) {
            throw invalid("The parameter " + name + " of " + path + " is missing.");
        }
        return value;
    }

    /** A parameter that is a number, 0 or more; {@code USAGE_INVALID} where it is missing or none. */
    public long number(String name) {
        String value = parameter(name);
        if (!value.matches("[0-9]{1,18}")) {
            throw invalid("The parameter " + name + " of " + path + " is not a number.");
        }
        return Long.parseLong(value);
    }

    private static RuntimeException invalid(String what) {
        return Problem.of(ErrorCode.USAGE_INVALID, what, "Nothing was changed.", "Correct the call and send it again.")
                .toException();
    }
}
