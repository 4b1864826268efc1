package dev.muster.bridge.remote.client;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.net.URI;
import java.nio.file.Path;

/** Where a daemon can be reached. */
public sealed interface BridgeAddress {
    /** The port of a daemon that was told no other. */
    int DEFAULT_PORT = 7450;

    /** As users write it; {@link #parse} reads it back. */
    String text();

    /**
     * Over the network.
     *
     * @param host name or address
     * @param port 1 to 65535
     */
    record Https(String host, int port) implements BridgeAddress {
        @Override
        public String text() {
            return "https://" + (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
        }
    }

    /**
     * On this machine.
     *
     * @param path of the daemon's socket
     */
    record Unix(Path path) implements BridgeAddress {
        @Override
        public String text() {
            return "unix:" + path;
        }
    }

    /**
     * Reads {@code https://HOST[:PORT]} or {@code unix:PATH}.
     *
     * @throws dev.muster.model.error.MusterException {@code URI_INVALID}
     */
    static BridgeAddress parse(String text) {
        if (text.startsWith("unix:") && text.length() > "unix:".length()) {
            return new Unix(Path.of(text.substring("unix:".length())));
        }
        try {
            URI uri = URI.create(text);
            boolean plain = uri.getRawPath() == null
                    || uri.getRawPath().isEmpty()
                    || uri.getRawPath().equals("/");
            if ("https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getUserInfo() == null
                    && uri.getRawQuery() == null
                    && plain) {
                String host = uri.getHost().replaceAll("[\\[\\]]", "");
                return new Https(host, uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort());
            }
        } catch (IllegalArgumentException e) {
            throw invalid(text);
        }
        throw invalid(text);
    }

    private static RuntimeException invalid(String text) {
        return Problem.of(
                        ErrorCode.URI_INVALID,
                        "\"" + text + "\" is not the address of a bridge.",
                        "Nothing was changed.",
                        "Use https://HOST:PORT or unix:PATH.")
                .toException();
    }
}
