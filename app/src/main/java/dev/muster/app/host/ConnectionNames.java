package dev.muster.app.host;

import dev.muster.model.error.MusterException;
import dev.muster.model.host.ConnectionUri;
import java.util.Locale;
import java.util.Set;

/** Names for connections that tell what is connected to, and that no other has. */
public final class ConnectionNames {
    private static final int LONGEST = 56;

    private ConnectionNames() {}

    /** A name for that URI: {@code local}, {@code session}, the other machine's name, {@code test} or {@code sim}; numbered where it is taken. */
    public static String suggest(String uri, Set<String> taken) {
        String base = base(uri);
        String name = base;
        for (int number = 2; taken.contains(name); number++) {
            name = base + "-" + number;
        }
        return name;
    }

    private static String base(String uri) {
        try {
            ConnectionUri parsed = ConnectionUri.parse(uri);
            return switch (parsed.kind()) {
                case LOCAL, UNIX -> parsed.path().equals("/session") ? "session" : "local";
                case SSH, TLS -> clean(parsed.host());
                case TEST -> "test";
                case SIMULATED -> "sim";
            };
        } catch (MusterException | IllegalArgumentException e) {
            return "host";
        }
    }

    private static String clean(String host) {
        String name =
                host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[._-]+|[._-]+$", "");
        String cut = name.length() > LONGEST ? name.substring(0, LONGEST) : name;
        return cut.isEmpty() ? "host" : cut;
    }
}
