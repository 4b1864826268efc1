package dev.muster.bridge.remote.pki;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Shows the one identity there is, whichever is asked for. The alias names the certificate, so that a handshake that began
 * before a renewal does not end with the certificate of one identity and the key of another: it fails and is tried again.
 */
final class IdentityKeyManager extends X509ExtendedKeyManager {
    private final Supplier<Optional<Identity>> identity;

    IdentityKeyManager(Supplier<Optional<Identity>> identity) {
        this.identity = identity;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyType);
    }

    @Override
    public @Nullable String chooseEngineClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        return alias(keyTypes);
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return alias(keyTypes);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = alias(keyType);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return getServerAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(@Nullable String alias) {
        return named(alias).map(Identity::chain).orElse(null);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(@Nullable String alias) {
        return named(alias).map(Identity::key).orElse(null);
    }

    private @Nullable String alias(String... keyTypes) {
        Optional<Identity> current = identity.get();
        boolean wanted = List.of(keyTypes).contains("EC") || List.of(keyTypes).contains("EC_EC");
        return wanted
                ? current.map(known -> Fingerprint.of(known.certificate())).orElse(null)
                : null;
    }

    private Optional<Identity> named(@Nullable String alias) {
        return identity.get()
                .filter(known -> Fingerprint.of(known.certificate()).equals(alias));
    }
}
