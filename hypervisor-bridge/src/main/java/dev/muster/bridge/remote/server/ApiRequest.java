package dev.muster.bridge.remote.server;

import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request, whichever way it came.
 *
 * @param method in upper case
 * @param path raw, without the query; compared as it is, never decoded
 * @param headers by name in lower case
 * @param body all of it, at most {@link #BODY_LIMIT} bytes
 */
@SuppressWarnings("ArrayRecordComponent") // carried once from here to there, never compared
public record ApiRequest(String method, String path, Map<String, String> headers, byte[] body) {
    /** Bytes a body may have. */
    public static final int BODY_LIMIT = 2 << 20;

    public ApiRequest {
        headers = Map.copyOf(headers);
    }

    /** One header. */
    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }
}
