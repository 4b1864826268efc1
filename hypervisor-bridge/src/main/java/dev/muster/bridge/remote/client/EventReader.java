package dev.muster.bridge.remote.client;

import dev.muster.bridge.json.Json;
import dev.muster.model.bridge.BridgeEvent;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads Server-Sent Events (WHATWG HTML, section 9.2) that carry bridge events. */
final class EventReader {
    /** An image of ten thousand VMs is some 20 MB. */
    private static final int LINE_LIMIT = 512 << 20;

    private final InputStream in;

    EventReader(InputStream in) {
        this.in = new BufferedInputStream(in, 64 << 10);
    }

    /**
     * The next event; waits for it.
     *
     * @return empty for a comment, which says only that the daemon lives
     * @throws IOException when the stream ends or makes no sense
     */
    Optional<BridgeEvent> next() throws IOException {
        StringBuilder data = new StringBuilder();
        while (true) {
            String line = line();
            if (line.isEmpty()) {
                return data.isEmpty() ? Optional.empty() : Optional.of(event(data.toString()));
            }
            if (line.startsWith("data:")) {
                data.append(line.startsWith("data: ") ? line.substring(6) : line.substring(5));
            }
        }
    }

    private static BridgeEvent event(String json) throws IOException {
        try {
            return Json.read(json, BridgeEvent.class);
        } catch (RuntimeException e) {
            throw new IOException("an event that makes no sense", e);
        }
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new IOException("the stream ended");
            }
            if (line.size() >= LINE_LIMIT) {
                throw new IOException("a line without end in the stream");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
