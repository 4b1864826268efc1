package dev.muster.bridge.remote.server;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.api.ProblemDocument;
import dev.muster.model.error.Problem;
import java.nio.charset.StandardCharsets;

/** The answer to a request. */
public sealed interface ApiResponse {
    /** A document, JSON or bytes. */
    @SuppressWarnings("ArrayRecordComponent") // carried once from here to there, never compared
    record Document(int status, String contentType, byte[] body) implements ApiResponse {
        /** A problem with the status of its kind. */
        static Document of(Problem problem) {
            return of(problem.code().kind().httpStatus(), problem);
        }

        /** A problem with a status that says more than its kind. */
        static Document of(int status, Problem problem) {
            return new Document(
                    status,
                    ProblemDocument.MEDIA_TYPE,
                    Json.write(ProblemDocument.of(status, problem)).getBytes(StandardCharsets.UTF_8));
        }
    }

    /** A console; the connection carries nothing else from then on. */
    record Console(ConsoleStream stream) implements ApiResponse {}

    /** A stream of events that goes on until one side ends it. */
    record Events(EventStream stream) implements ApiResponse {}
}
