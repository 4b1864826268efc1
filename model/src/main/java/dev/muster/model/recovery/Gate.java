package dev.muster.model.recovery;

import java.util.List;
import java.util.Optional;

/** A sign that a machine is ready. */
public sealed interface Gate {
    /** In words, such as {@code tcp:443}. */
    String text();

    /** The guest agent answers. */
    record Agent() implements Gate {
        @Override
        public String text() {
            return "agent";
        }
    }

    /** The machine answers ICMP echo requests. */
    record Ping() implements Gate {
        @Override
        public String text() {
            return "ping";
        }
    }

    /**
     * A TCP port accepts connections.
     *
     * @param port 1 to 65535
     */
    record TcpPort(int port) implements Gate {
        @Override
        public String text() {
            return "tcp:" + port;
        }
    }

    /**
     * A web server answers a GET request.
     *
     * @param port 1 to 65535
     * @param tls whether over TLS; any certificate is accepted
     * @param path from {@code /} on
     * @param status the expected status, 100 to 599
     * @param content text that the answer holds
     */
    record Http(int port, boolean tls, String path, int status, Optional<String> content) implements Gate {
        @Override
        public String text() {
            return (tls ? "https:" : "http:") + port + path + " " + status
                    + content.map(one -> " \"" + one + "\"").orElse("");
        }
    }

    /**
     * A text appears on the serial console.
     *
     * @param content the text
     */
    record SerialText(String content) implements Gate {
        @Override
        public String text() {
            return "serial:\"" + content + "\"";
        }
    }

    /**
     * A program of the bridge ends with status 0; it is run again until it does.
     *
     * @param program its name in the list of allowed programs
     * @param arguments as they are, without a shell
     */
    record Script(String program, List<String> arguments) implements Gate {
        public Script {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String text() {
            return "script:" + program + Words.arguments(arguments);
        }
    }
}
