package dev.muster.app.recovery;

import dev.muster.model.recovery.Gate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Gates as they are typed: what they are called, and what belongs to them. */
final class GateText {
    /** The sorts of gates. */
    enum Kind {
        AGENT,
        PING,
        TCP,
        HTTP,
        HTTPS,
        SERIAL,
        SCRIPT
    }

    private static final int OK = 200;

    private GateText() {}

    /** Reads a gate: a port, {@code PORT /PATH STATUS}, a text, or a program with arguments. Empty where it is none. */
    static Optional<Gate> read(Kind kind, String typed) {
        String value = typed.strip();
        List<String> words = Arrays.asList(value.split(" +", -1));
        return switch (kind) {
            case AGENT -> Optional.of(new Gate.Agent());
            case PING -> Optional.of(new Gate.Ping());
            case TCP -> port(value).map(Gate.TcpPort::new);
            case HTTP, HTTPS -> port(words.getFirst()).flatMap(port -> http(kind == Kind.HTTPS, port, words));
            case SERIAL -> value.isEmpty() ? Optional.empty() : Optional.of(new Gate.SerialText(value));
            case SCRIPT ->
                value.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Gate.Script(words.getFirst(), words.subList(1, words.size())));
        };
    }

    private static Optional<Gate> http(boolean tls, int port, List<String> words) {
        String path = words.size() > 1 ? words.get(1) : "/";
        String status = words.size() > 2 ? words.get(2) : "" + OK;
        return path.startsWith("/") && status.matches("[1-5][0-9]{2}")
                ? Optional.of(new Gate.Http(port, tls, path, Integer.parseInt(status), Optional.empty()))
                : Optional.empty();
    }

    private static Optional<Integer> port(String typed) {
        return typed.matches("[0-9]{1,5}") && Integer.parseInt(typed) >= 1 && Integer.parseInt(typed) <= 65535
                ? Optional.of(Integer.parseInt(typed))
                : Optional.empty();
    }
}
