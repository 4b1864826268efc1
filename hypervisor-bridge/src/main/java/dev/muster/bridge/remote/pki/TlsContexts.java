package dev.muster.bridge.remote.pki;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** TLS as Muster uses it: 1.3 only, and only the daemon's own authority is trusted. */
public final class TlsContexts {
    /** The only version spoken. */
    public static final String PROTOCOL = "TLSv1.3";

    private TlsContexts() {}

    /**
     * The server's side. Any client certificate whose key the client holds passes TLS; whether it may come in is decided
     * for each request, where the answer can say why not.
     *
     * @param identity asked at every handshake, so that a renewed certificate needs no restart
     */
    public static SSLContext server(Supplier<Identity> identity, X509Certificate authority) {
        return context(new IdentityKeyManager(() -> Optional.of(identity.get())), new AnyClient(authority));
    }

    /** A paired client's side. */
    public static SSLContext client(Identity identity) {
        return context(
                new IdentityKeyManager(() -> Optional.of(identity)),
                new PinnedAuthority(trustOf(identity.authority())));
    }

    /** The side of a client that is not yet paired: it trusts nobody and only looks at what it is shown. */
    public static SSLContext unpaired() {
        return context(new IdentityKeyManager(Optional::empty), new Onlooker());
    }

    private static SSLContext context(KeyManager keys, TrustManager trust) {
        try {
            SSLContext context = SSLContext.getInstance(PROTOCOL);
            context.init(new KeyManager[] {keys}, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has TLS 1.3", e);
        }
    }

    private static X509TrustManager trustOf(X509Certificate authority) {
        try {
            KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
            store.load(null, null);
            store.setCertificateEntry("authority", authority);
            TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
            factory.init(store);
            for (TrustManager manager : factory.getTrustManagers()) {
                if (manager instanceof X509TrustManager x509) {
                    return x509;
                }
            }
            throw new IllegalStateException("no X.509 trust manager");
        } catch (GeneralSecurityException | java.io.IOException e) {
            throw new IllegalStateException("every JDK has PKIX", e);
        }
    }
}
