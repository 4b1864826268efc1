package dev.muster.bridge.remote.client;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One HTTP/1.1 request and its answer over a connection that carries nothing else (RFC 9112). */
final class HttpExchange {
    private static final int LINE_LIMIT = 16 << 10;
    private static final int HEADERS = 100;
    private static final int BODY_LIMIT = 64 << 20;

    private HttpExchange() {}

    /**
     * Sends the request and reads the head of the answer.
     *
     * @param host for the header of that name
     */
    static Answer of(Transport.Request request, String host, InputStream in, OutputStream out) throws IOException {
        StringBuilder head = new StringBuilder()
                .append(request.method())
                .append(' ')
                .append(request.path())
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append(request.headers().containsKey("Connection") ? "" : "\r\nConnection: close")
                .append("\r\nContent-Length: ")
                .append(request.body().length)
                .append("\r\n");
        request.headers().forEach((name, value) -> {
            if ((name + value).chars().anyMatch(c -> c < ' ' || c > '~')) {
                throw new IllegalArgumentException("a header that cannot be sent: " + name);
            }
            head.append(name).append(": ").append(value).append("\r\n");
        });
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        bytes.writeBytes(request.body());
        out.write(bytes.toByteArray());
        out.flush();
        return answer(in);
    }

    private static Answer answer(InputStream in) throws IOException {
        String[] status = line(in).split(" ", 3);
        if (status.length < 2 || !status[0].equals("HTTP/1.1") || !status[1].matches("\\d{3}")) {
            throw new IOException("not an answer in HTTP/1.1");
        }
        Map<String, String> headers = new HashMap<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() >= HEADERS) {
                throw new IOException("a malformed header in the answer");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        if (headers.containsKey("transfer-encoding")) {
            throw new IOException("an answer in an encoding that was not asked for");
        }
        String length = headers.get("content-length");
        InputStream body = length == null ? in : whole(in, length);
        return new Answer(Integer.parseInt(status[1]), body);
    }

    private static InputStream whole(InputStream in, String length) throws IOException {
        if (!length.matches("\\d{1,9}") || Integer.parseInt(length) > BODY_LIMIT) {
            throw new IOException("an answer of " + length + " bytes");
        }
        byte[] body = in.readNBytes(Integer.parseInt(length));
        if (body.length < Integer.parseInt(length)) {
            throw new IOException("the connection ended within the answer");
        }
        return new ByteArrayInputStream(body);
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the connection ended before the answer");
            }
            if (line.size() >= LINE_LIMIT) {
                throw new IOException("a line without end in the answer");
            }
            line.write(c);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /**
     * The head of an answer.
     *
     * @param body what follows: already whole where its length was said, else to be read to its end
     */
    record Answer(int status, InputStream body) {}
}
