package dev.muster.bridge.remote.client;

import dev.muster.bridge.remote.pki.Fingerprint;
import dev.muster.bridge.remote.pki.Identity;
import dev.muster.bridge.remote.pki.Pem;
import dev.muster.model.access.Role;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.security.GeneralSecurityException;

/**
 * A daemon this user was paired with, and what is needed to come in there.
 *
 * @param bridge what the daemon calls itself
 * @param host where it was paired
 * @param port where it was paired
 * @param name what the daemon calls this client
 * @param role what this client may do there, as of the pairing
 * @param authority the daemon's authority, PEM
 * @param certificate this client's certificate, PEM
 * @param key this client's private key, PEM; secret
 */
public record PairedBridge(
        String bridge,
        String host,
        int port,
        String name,
        Role role,
        String authority,
        String certificate,
        String key) {

    /** Where it is. */
    public BridgeAddress.Https address() {
        return new BridgeAddress.Https(host, port);
    }

    /** The bridge; returns without having connected. */
    public RemoteBridge connect(LinkSettings settings) {
        return RemoteBridge.https(address(), this, settings);
    }

    /** SHA-256 of this client's certificate, by which it can be revoked. */
    public String fingerprint() {
        return Fingerprint.of(identity().certificate());
    }

    Identity identity() {
        try {
            return new Identity(Pem.privateKey(key), Pem.certificate(certificate), Pem.certificate(authority));
        } catch (GeneralSecurityException e) {
            throw Problem.of(
                            ErrorCode.STORE_UNREADABLE,
                            "What was kept of the pairing with " + address().text() + " is damaged.",
                            "Nothing was changed.",
                            "Pair with the bridge again.")
                    .toException(e);
        }
    }

    @Override
    public String toString() {
        return "PairedBridge[" + address().text() + " as " + name + "]";
    }
}
