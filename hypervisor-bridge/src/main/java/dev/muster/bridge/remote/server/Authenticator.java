package dev.muster.bridge.remote.server;

import dev.muster.bridge.access.PairedClients;
import dev.muster.bridge.remote.pki.CertificateAuthority;
import dev.muster.bridge.remote.pki.Fingerprint;
import dev.muster.model.access.PairedClient;
import dev.muster.model.access.Principal;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out who asks. Asked for every request, so that a revocation holds from the next one on. */
public final class Authenticator {
    private static final Logger LOG = LoggerFactory.getLogger(Authenticator.class);

    private final CertificateAuthority authority;
    private final PairedClients clients;
    private final Clock clock;

    /** Knows those clients. */
    public Authenticator(CertificateAuthority authority, PairedClients clients, Clock clock) {
        this.authority = authority;
        this.clients = clients;
        this.clock = clock;
    }

    /**
     * Who the caller is. The role comes from the bridge's own record of the client, never from the certificate or the request.
     *
     * @throws MusterException {@code NOT_AUTHENTICATED}, {@code CERTIFICATE_UNKNOWN}, {@code CERTIFICATE_REVOKED}
     */
    Principal principal(Caller caller) {
        return switch (caller) {
            case Caller.Unix unix ->
                new Principal(
                        unix.user(),
                        unix.role()
                                .orElseThrow(() -> refused(
                                        ErrorCode.NOT_AUTHENTICATED,
                                        "The user " + unix.user() + " may not use this bridge.",
                                        "Have an administrator add the user to the group " + UnixPeers.GROUP + ".")),
                        unix.origin());
            case Caller.Tls tls ->
                of(
                        tls.certificate()
                                .orElseThrow(() -> refused(
                                        ErrorCode.NOT_AUTHENTICATED,
                                        "No client certificate was shown.",
                                        "Pair this console with the bridge first.")),
                        tls.origin());
        };
    }

    /** Throws what {@link #principal} throws. */
    void requireWelcome(Caller caller) {
        Principal known = principal(caller);
        LOG.trace("{} is still welcome", known);
    }

    /** The key under which a caller's open streams are kept. */
    static String streamKey(Caller caller) {
        return switch (caller) {
            case Caller.Unix unix -> "unix:" + unix.user();
            case Caller.Tls tls -> tls.certificate().map(Fingerprint::of).orElse("");
        };
    }

    private Principal of(X509Certificate certificate, String origin) {
        String fingerprint = Fingerprint.of(certificate);
        PairedClient client = clients.find(fingerprint)
                .filter(known -> authority.issued(certificate))
                .orElseThrow(() -> refused(
                        ErrorCode.CERTIFICATE_UNKNOWN,
                        "The certificate shown was not made out by this bridge.",
                        "Pair this console with the bridge again."));
        if (client.revoked().isPresent()) {
            throw refused(
                    ErrorCode.CERTIFICATE_REVOKED,
                    "The certificate of " + client.name() + " was revoked at "
                            + client.revoked().get() + ".",
                    "Ask an administrator of the bridge for a new pairing code.");
        }
        if (!clock.instant().isBefore(client.expires())
                || clock.instant().isAfter(certificate.getNotAfter().toInstant())) {
            throw refused(
                    ErrorCode.CERTIFICATE_REVOKED,
                    "The certificate of " + client.name() + " ended at " + client.expires() + ".",
                    "Ask an administrator of the bridge for a new pairing code.");
        }
        return new Principal(client.name(), client.role(), origin, Optional.of(client.id()));
    }

    private static MusterException refused(ErrorCode code, String what, String remedy) {
        return Problem.of(code, what, "Nothing was changed.", remedy).toException();
    }
}
