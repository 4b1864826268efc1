package dev.muster.bridge.remote.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Reads one HTTP/1.1 request (RFC 9112), strictly: whatever two readers might understand differently is refused. There is
 * no Transfer-Encoding, no folded header, no bare CR or LF, no second Content-Length, no space before a colon; and a
 * connection carries one request, so nothing can be smuggled behind it.
 */
final class RequestReader {
    private static final int LINE_LIMIT = 8 << 10;
    private static final int HEADERS = 64;
    private static final int HEAD_LIMIT = 16 << 10;
    private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");
    private static final Pattern TARGET = Pattern.compile("/[\\x21-\\x7e]*");
    private static final Pattern VALUE = Pattern.compile("[\\x20-\\x7e\\t]*");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,10}");
    /** Those may not come twice: which one counts is a matter of taste. */
    private static final Set<String> ONCE =
            Set.of("content-length", "host", "request-key", "last-event-id", "content-type");

    private final InputStream in;
    private int headBytes;

    RequestReader(InputStream in) {
        this.in = in;
    }

    /** The request. */
    ApiRequest read() throws IOException, Refused {
        String[] prologue = line().split(" ", -1);
        if (prologue.length != 3
                || !TOKEN.matcher(prologue[0]).matches()
                || !TARGET.matcher(prologue[1]).matches()) {
            throw new Refused(400, "The request line is malformed.");
        }
        if (!prologue[2].equals("HTTP/1.1")) {
            throw new Refused(505, "Only HTTP/1.1 is spoken here.");
        }
        Map<String, String> headers = headers();
        if (headers.containsKey("transfer-encoding")) {
            throw new Refused(501, "Transfer-Encoding is not taken here.");
        }
        if (!headers.containsKey("host")) {
            throw new Refused(400, "The header Host is missing.");
        }
        String path = prologue[1];
        int query = path.indexOf('?');
        return new ApiRequest(
                prologue[0],
                query < 0 ? path : path.substring(0, query),
                headers,
                body(headers.getOrDefault("content-length", "0")));
    }

    private Map<String, String> headers() throws IOException, Refused {
        Map<String, String> headers = new HashMap<>();
        for (int count = 0; ; count++) {
            String line = line();
            if (line.isEmpty()) {
                return headers;
            }
            int colon = line.indexOf(':');
            if (count >= HEADERS) {
                throw new Refused(431, "There are too many headers.");
            }
            if (colon < 1
                    || !TOKEN.matcher(line.substring(0, colon)).matches()
                    || !VALUE.matcher(line.substring(colon + 1)).matches()) {
                throw new Refused(400, "A header is malformed.");
            }
            String name = line.substring(0, colon).toLowerCase(Locale.ROOT);
            String value = line.substring(colon + 1).strip();
            String before = headers.put(name, value);
            if (before != null && ONCE.contains(name)) {
                throw new Refused(400, "The header " + name + " came twice.");
            }
        }
    }

    private byte[] body(String length) throws IOException, Refused {
        if (!LENGTH.matcher(length).matches()) {
            throw new Refused(400, "Content-Length is malformed.");
        }
        long bytes = Long.parseLong(length);
        if (bytes > ApiRequest.BODY_LIMIT) {
            throw new Refused(413, "The body is too long.");
        }
        byte[] body = in.readNBytes((int) bytes);
        if (body.length < bytes) {
            throw new Refused(400, "The body is shorter than its Content-Length.");
        }
        return body;
    }

    /** One line without its CRLF. */
    private String line() throws IOException, Refused {
        StringBuilder line = new StringBuilder();
        while (true) {
            int c = in.read();
            if (++headBytes > HEAD_LIMIT || line.length() > LINE_LIMIT) {
                throw new Refused(431, "The head of the request is too long.");
            }
            if (c < 0) {
                throw new IOException("the client went before its request was complete");
            }
            if (c == '\r') {
                if (in.read() != '\n') {
                    throw new Refused(400, "A line does not end with CR LF.");
                }
                return line.toString();
            }
            if (c == '\n') {
                throw new Refused(400, "A line does not end with CR LF.");
            }
            line.append(new String(new byte[] {(byte) c}, StandardCharsets.ISO_8859_1));
        }
    }

    /** A request that is answered before any route sees it. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        private final int status;

        Refused(int status, String what) {
            super(what);
            this.status = status;
        }

        ApiResponse.Document response() {
            return ApiHandler.plain(
                    status,
                    java.util.Objects.requireNonNullElse(getMessage(), "The request is malformed."),
                    "Send HTTP/1.1 as docs/api describes it.");
        }
    }
}
