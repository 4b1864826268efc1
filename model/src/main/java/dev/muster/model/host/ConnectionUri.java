package dev.muster.model.host;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Where a hypervisor is and how to get there, as a libvirt URI (libvirt.org/uri.html) or a simulator URI.
 *
 * @param kind how to get there
 * @param user who to be there; empty for the default
 * @param host name or address; empty for this machine
 * @param port 0 for the default
 * @param path {@code /system}, {@code /session}, {@code /default} or the path of a test driver document
 * @param parameters the query of the URI, such as {@code keyfile} or {@code hosts}
 */
public record ConnectionUri(
        Kind kind, String user, String host, int port, String path, Map<String, String> parameters) {

    /** How to get to a hypervisor. */
    public enum Kind {
        LOCAL("qemu"),
        SSH("qemu+ssh"),
        TLS("qemu+tls"),
        UNIX("qemu+unix"),
        TEST("test"),
        SIMULATED("sim");

        private final String scheme;

        Kind(String scheme) {
            this.scheme = scheme;
        }

        /** The scheme of the URI. */
        public String scheme() {
            return scheme;
        }
    }

    /** What may stand in the query. {@code command} and {@code netcat} are not among them: they would run programs. */
    private static final Map<Kind, Set<String>> ALLOWED = Map.of(
            Kind.LOCAL, Set.of("socket"),
            Kind.SSH, Set.of("keyfile", "socket", "no_verify", "known_hosts", "known_hosts_verify", "proxy"),
            Kind.TLS, Set.of("pkipath", "tls_priority"),
            Kind.UNIX, Set.of("socket"),
            Kind.TEST, Set.of(),
            Kind.SIMULATED, Set.of("hosts", "vms", "seed", "rate", "latency", "faults", "state"));

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+(%[A-Za-z0-9._-]+)?]");
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    public ConnectionUri {
        parameters = Map.copyOf(parameters);
        for (String name : parameters.keySet()) {
            if (!ALLOWED.getOrDefault(kind, Set.of()).contains(name)) {
                throw invalid("\"" + name + "\" may not stand in the query of a " + kind.scheme() + " URI.");
            }
        }
        if ((kind == Kind.SSH || kind == Kind.TLS) && host.isEmpty()) {
            throw invalid("A " + kind.scheme() + " URI names a host.");
        }
        if (host.startsWith("-") || user.startsWith("-")) {
            throw invalid("Neither user nor host begins with '-'.");
        }
        if (!host.isEmpty() && !HOST.matcher(host).matches()) {
            throw invalid("\"" + host + "\" is neither a host name nor an address.");
        }
        if (CONTROL.matcher(user + path + String.join("", parameters.values())).find()) {
            throw invalid("A URI has no control characters, encoded ones neither.");
        }
        boolean qemu = kind != Kind.TEST && kind != Kind.SIMULATED;
        if (qemu && !path.equals("/system") && !path.equals("/session")) {
            throw invalid("The path of a QEMU URI is /system or /session, not \"" + path + "\".");
        }
    }

    /**
     * Reads a URI.
     *
     * @throws dev.muster.model.error.MusterException {@code URI_INVALID}, saying what is wrong with it
     */
    public static ConnectionUri parse(String text) {
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw invalid("\"" + text + "\" is not a URI: " + e.getReason() + ".");
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        for (Kind kind : Kind.values()) {
            if (kind.scheme().equals(scheme)) {
                return new ConnectionUri(
                        kind,
                        uri.getUserInfo() == null ? "" : uri.getUserInfo(),
                        uri.getHost() == null ? "" : uri.getHost(),
                        Math.max(uri.getPort(), 0),
                        uri.getPath() == null ? "" : uri.getPath(),
                        parameters(uri.getRawQuery() == null ? "" : uri.getRawQuery()));
            }
        }
        throw invalid(
                "\"" + text + "\" is not a URI Muster knows: it begins with qemu:, qemu+ssh:, qemu+tls:, qemu+unix:,"
                        + " test: or sim:.");
    }

    /** The URI as text; {@link #parse} reads it back. */
    public String text() {
        StringBuilder out = new StringBuilder(kind.scheme()).append("://");
        if (!user.isEmpty()) {
            out.append(encode(user).replace("/", "%2F")).append('@');
        }
        out.append(host);
        if (port > 0) {
            out.append(':').append(port);
        }
        out.append(encode(path));
        char separator = '?';
        for (Map.Entry<String, String> entry : new TreeMap<>(parameters).entrySet()) {
            out.append(separator).append(entry.getKey()).append('=').append(encode(entry.getValue()));
            separator = '&';
        }
        return out.toString();
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new TreeMap<>();
        for (String pair : query.split("&", -1)) {
            if (!pair.isEmpty()) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(name, java.net.URLDecoder.decode(value, java.nio.charset.StandardCharsets.UTF_8));
            }
        }
        return parameters;
    }

    private static String encode(String value) {
        return java.net.URLEncoder.encode(value, java.nio.charset.StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("%2F", "/");
    }

    private static RuntimeException invalid(String what) {
        return Problem.of(
                        ErrorCode.URI_INVALID,
                        what,
                        "Nothing was changed.",
                        "Use for example qemu:///system, qemu+ssh://root@host/system or qemu+tls://host/system.")
                .toException();
    }
}
