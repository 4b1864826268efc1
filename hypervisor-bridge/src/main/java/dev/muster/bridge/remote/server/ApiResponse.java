package dev.muster.bridge.remote.server;

/** The answer to a request. */
public sealed interface ApiResponse {
    /** A JSON document. */
    @SuppressWarnings("ArrayRecordComponent") // carried once from here to there, never compared
    record Document(int status, String contentType, byte[] body) implements ApiResponse {}

    /** A console; the connection carries nothing else from then on. */
    record Console(ConsoleStream stream) implements ApiResponse {}

    /** A stream of events that goes on until one side ends it. */
    record Events(EventStream stream) implements ApiResponse {}
}
