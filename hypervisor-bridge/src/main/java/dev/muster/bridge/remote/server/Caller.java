package dev.muster.bridge.remote.server;

import dev.muster.model.access.Role;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** Who is at the other end of a connection, as far as the connection itself can tell. */
public sealed interface Caller {
    /** Where the call comes from, for the audit. */
    String origin();

    /**
     * Over TLS.
     *
     * @param certificate what it showed, having proven that it holds the key; empty where it showed none
     * @param origin the remote address
     */
    record Tls(Optional<X509Certificate> certificate, String origin) implements Caller {}

    /**
     * Over a Unix socket; the kernel says who.
     *
     * @param user the name of the user
     * @param role what the user may do; empty where nothing
     */
    record Unix(String user, Optional<Role> role) implements Caller {
        @Override
        public String origin() {
            return "unix";
        }
    }
}
