package dev.muster.bridge.remote.client;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.api.ProblemDocument;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;

/** Makes problems of what goes wrong on the way to a daemon. */
final class Failures {
    private Failures() {}

    /** What kept a request from being answered. */
    static Problem of(IOException failure, String address) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof CertPathValidatorException) {
                return Problem.of(
                                ErrorCode.SERVER_NOT_TRUSTED,
                                "The server at " + address + " is not the bridge this console was paired with.",
                                "Nothing was sent to it; VMs go on running.",
                                "If the bridge was installed anew, pair with it again. Otherwise somebody stands between you"
                                        + " and it: ask its administrator for its fingerprint.")
                        .withDetails(failure.toString());
            }
        }
        return Problem.of(
                        ErrorCode.BRIDGE_UNREACHABLE,
                        "The bridge at " + address + " cannot be reached.",
                        "VMs go on running; what they do is not seen here.",
                        "Check that the bridge runs there (muster bridge) and that the network lets you through.")
                .withDetails(failure.toString());
    }

    /** The problem in an answer that is not what was hoped for. */
    static MusterException of(int status, byte[] body, String address) {
        try {
            return Json.read(new String(body, StandardCharsets.UTF_8), ProblemDocument.class)
                    .problem()
                    .toException();
        } catch (MusterException e) {
            return Problem.of(
                            ErrorCode.BRIDGE_VERSION,
                            "What answers at " + address + " is not a bridge this console understands (HTTP " + status
                                    + ").",
                            "Nothing was changed.",
                            "Check the address; use the same version of Muster on both sides.")
                    .toException(e);
        }
    }

    /** Whether trying again with the same certificate is of no use. */
    static boolean isFinal(Problem problem) {
        return switch (problem.code()) {
            case NOT_AUTHENTICATED,
                    CERTIFICATE_UNKNOWN,
                    CERTIFICATE_REVOKED,
                    SERVER_NOT_TRUSTED,
                    BRIDGE_VERSION,
                    NOT_ALLOWED -> true;
            default -> false;
        };
    }
}
