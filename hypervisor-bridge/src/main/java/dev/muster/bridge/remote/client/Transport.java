package dev.muster.bridge.remote.client;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/** Carries requests to a daemon. */
interface Transport extends AutoCloseable {
    /**
     * Sends a request and reads the whole answer, within a bounded time.
     *
     * @throws IOException where the daemon was not reached or went; whether it got the request is then unknown
     */
    Reply send(Request request) throws IOException;

    /**
     * Sends a request and gives the answer's body as it comes. The head of the answer comes within a bounded time.
     *
     * @throws IOException as for {@link #send}
     */
    Streaming open(Request request) throws IOException;

    /**
     * Sends a request for another protocol and gives the connection once the daemon agreed to it.
     *
     * @return with a status other than 101, the whole of the daemon's refusal as its input
     * @throws IOException as for {@link #send}
     */
    Upgraded upgrade(Request request) throws IOException;

    @Override
    void close();

    /** What is sent. */
    @SuppressWarnings("ArrayRecordComponent") // carried once from here to there, never compared
    record Request(String method, String path, Map<String, String> headers, byte[] body) {
        public Request {
            headers = Map.copyOf(headers);
        }
    }

    /** A whole answer. */
    @SuppressWarnings("ArrayRecordComponent") // carried once from here to there, never compared
    record Reply(int status, byte[] body) {}

    /**
     * A connection that carries another protocol now.
     *
     * @param hangUp closes it, also from another thread while a read or a write waits
     */
    record Upgraded(int status, InputStream in, OutputStream out, Closeable hangUp) {}

    /**
     * An answer still coming in.
     *
     * @param body closing it ends the request, also from another thread while a read waits
     */
    record Streaming(int status, InputStream body) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
