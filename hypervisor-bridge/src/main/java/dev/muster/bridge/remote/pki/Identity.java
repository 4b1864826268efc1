package dev.muster.bridge.remote.pki;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;

/**
 * A private key with the certificate for it.
 *
 * @param key never leaves this machine
 * @param certificate made out by {@code authority}
 * @param authority the daemon's own certificate authority
 */
public record Identity(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    /** The chain as TLS sends it, without the key. */
    X509Certificate[] chain() {
        return new X509Certificate[] {certificate, authority};
    }

    @Override
    public String toString() {
        return "Identity[" + certificate.getSubjectX500Principal() + "]";
    }
}
