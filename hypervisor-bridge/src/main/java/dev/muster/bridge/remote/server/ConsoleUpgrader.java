package dev.muster.bridge.remote.server;

import dev.muster.bridge.remote.frame.Frame;
import io.helidon.common.buffers.BufferData;
import io.helidon.common.concurrency.limits.Limit;
import io.helidon.http.HttpPrologue;
import io.helidon.http.WritableHeaders;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ConnectionContext;
import io.helidon.webserver.http1.spi.Http1Upgrader;
import io.helidon.webserver.spi.ServerConnection;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** Takes a connection of Helidon's over for a console, after the API agreed to open it. */
final class ConsoleUpgrader implements Http1Upgrader {
    private final ApiHandler handler;
    private final Function<ConnectionContext, Caller> callers;

    ConsoleUpgrader(ApiHandler handler, Function<ConnectionContext, Caller> callers) {
        this.handler = handler;
        this.callers = callers;
    }

    /** The head of the answer that makes the connection a console's. */
    static byte[] switching() {
        return ("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: " + Frame.PROTOCOL + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    @Override
    public String supportedProtocol() {
        return Frame.PROTOCOL;
    }

    @Override
    public ServerConnection upgrade(ConnectionContext context, HttpPrologue prologue, WritableHeaders<?> headers) {
        Map<String, String> given = new HashMap<>();
        headers.forEach(header -> given.put(header.name().toLowerCase(Locale.ROOT), header.get()));
        ApiRequest request =
                new ApiRequest(prologue.method().text(), prologue.uriPath().rawPath(), given, new byte[0]);
        return switch (handler.handle(request, callers.apply(context))) {
            case ApiResponse.Console console -> new Upgraded(context, console.stream());
            case ApiResponse.Document document -> refused(context, document);
            case ApiResponse.Events _ ->
                refused(context, ApiHandler.plain(400, "Events need no upgrade.", "Leave it out."));
        };
    }

    private static ServerConnection refused(ConnectionContext context, ApiResponse.Document document) {
        String head = "HTTP/1.1 " + document.status() + " Refused\r\nContent-Type: " + document.contentType()
                + "\r\nCache-Control: no-store\r\nConnection: close\r\nContent-Length: " + document.body().length
                + "\r\n\r\n";
        context.dataWriter()
                .writeNow(BufferData.create(
                        BufferData.create(head.getBytes(StandardCharsets.US_ASCII)),
                        BufferData.create(document.body())));
        throw new CloseConnectionException("a console was refused");
    }

    /** The connection from then on. */
    private record Upgraded(ConnectionContext context, ConsoleStream stream) implements ServerConnection {
        @Override
        public void handle(Limit limit) {
            context.dataWriter().writeNow(BufferData.create(switching()));
            stream.serve(new In(context), new Out(context), this::hangUp);
            throw new CloseConnectionException("the console was closed");
        }

        private void hangUp() throws IOException {
            try {
                context.serverSocket().close();
            } catch (RuntimeException e) {
                throw new IOException("the connection was gone before", e);
            }
        }

        /** Never idle: a console may be silent for days, and whether its client lives is seen by its frames. */
        @Override
        public Duration idleTime() {
            return Duration.ZERO;
        }

        @Override
        public void close(boolean interrupt) {
            stream.end();
        }
    }

    private static final class In extends InputStream {
        private final ConnectionContext context;

        private In(ConnectionContext context) {
            this.context = context;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            try {
                context.dataReader().ensureAvailable();
                int count = Math.min(length, Math.max(1, context.dataReader().available()));
                byte[] bytes = context.dataReader().readBytes(count);
                System.arraycopy(bytes, 0, into, offset, bytes.length);
                return bytes.length;
            } catch (RuntimeException e) {
                throw new IOException("the client of a console went", e);
            }
        }
    }

    private static final class Out extends OutputStream {
        private final ConnectionContext context;

        private Out(ConnectionContext context) {
            this.context = context;
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                context.dataWriter().writeNow(BufferData.create(bytes, offset, length));
            } catch (RuntimeException e) {
                throw new IOException("the client of a console went", e);
            }
        }
    }
}
