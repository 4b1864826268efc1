package dev.muster.bridge.remote.pki;

import java.math.BigInteger;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * The daemon's own certificate authority (P-384, ten years) with the server's certificate (P-256, made anew before it
 * ends) and the certificates of clients. Its files lie in one directory, mode 0700, each 0600.
 */
public final class CertificateAuthority {
    /** How long the authority lasts. */
    static final Duration AUTHORITY_LIFETIME = Duration.ofDays(3650);

    /** How long a server certificate lasts. */
    static final Duration SERVER_LIFETIME = Duration.ofDays(397);

    /** A server certificate with less left than this is made anew. */
    static final Duration RENEW_BEFORE = Duration.ofDays(60);

    /** How long a client may come in before it must be paired again. */
    public static final Duration CLIENT_LIFETIME = Duration.ofDays(825);

    private final Path directory;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final PrivateKey key;
    private final X509Certificate certificate;

    /**
     * The authority in that directory, made where there is none.
     *
     * @param name what the bridge calls itself
     * @throws dev.muster.model.error.MusterException {@code STORE_UNREADABLE} where its files are damaged
     */
    public CertificateAuthority(Path directory, String name, Clock clock) {
        this.directory = directory;
        this.clock = clock;
        PrivateFiles.makeDirectory(directory);
        Path keyFile = directory.resolve("ca-key.pem");
        Path certificateFile = directory.resolve("ca.pem");
        try {
            // The certificate is written last: without it the key before was never used.
            if (Files.exists(certificateFile)) {
                this.key = Pem.privateKey(Pem.read(keyFile));
                this.certificate = Pem.certificate(Pem.read(certificateFile));
            } else {
                KeyPair pair = newKeys("secp384r1");
                X500Name subject = subject("Muster bridge " + name + " authority");
                this.key = pair.getPrivate();
                this.certificate =
                        sign(subject, subject, pair.getPublic(), pair.getPrivate(), AUTHORITY_LIFETIME, builder -> {
                            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
                            builder.addExtension(
                                    Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
                        });
                PrivateFiles.write(keyFile, Pem.write(pair.getPrivate()));
                PrivateFiles.write(certificateFile, Pem.write(certificate));
            }
        } catch (GeneralSecurityException e) {
            throw Pem.unusable(certificateFile, e);
        }
    }

    /** The authority's certificate, which clients pin. */
    public X509Certificate certificate() {
        return certificate;
    }

    /**
     * The server's certificate with its key: the one kept, or a new one where there is none, its end is near, or the machine
     * has other names now.
     *
     * @param names host names and addresses the server can be reached by
     */
    public Identity server(Collection<String> names) {
        Path keyFile = directory.resolve("server-key.pem");
        Path certificateFile = directory.resolve("server.pem");
        try {
            Optional<X509Certificate> kept = Files.exists(certificateFile)
                    ? Optional.of(Pem.certificate(Pem.read(certificateFile)))
                    : Optional.empty();
            if (kept.isPresent() && isGood(kept.get(), names)) {
                PrivateKey serverKey = Pem.privateKey(Pem.read(keyFile));
                return new Identity(serverKey, kept.get(), certificate);
            }
            KeyPair pair = newKeys("secp256r1");
            X509Certificate fresh = serverCertificate(pair.getPublic(), names);
            // Gone first: a crash between the two writes leaves no certificate beside a key that is not its own.
            deleteIfExists(certificateFile);
            PrivateFiles.write(keyFile, Pem.write(pair.getPrivate()));
            PrivateFiles.write(certificateFile, Pem.write(fresh));
            return new Identity(pair.getPrivate(), fresh, certificate);
        } catch (GeneralSecurityException e) {
            throw Pem.unusable(certificateFile, e);
        }
    }

    /**
     * Makes out a certificate for a client's key.
     *
     * @throws GeneralSecurityException where the key cannot be certified
     */
    public X509Certificate client(PublicKey clientKey, String name) throws GeneralSecurityException {
        return client(clientKey, name, CLIENT_LIFETIME);
    }

    X509Certificate client(PublicKey clientKey, String name, Duration lifetime) throws GeneralSecurityException {
        return sign(issuer(), subject(name), clientKey, key, lifetime, builder -> {
            leaf(builder, KeyPurposeId.id_kp_clientAuth);
        });
    }

    /** Whether this authority made out that certificate. Says nothing about revocation or its dates. */
    public boolean issued(X509Certificate other) {
        try {
            other.verify(certificate.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private X509Certificate serverCertificate(PublicKey serverKey, Collection<String> names)
            throws GeneralSecurityException {
        List<GeneralName> alternatives = new TreeSet<>(names)
                .stream()
                        .map(name ->
                                new GeneralName(isAddress(name) ? GeneralName.iPAddress : GeneralName.dNSName, name))
                        .toList();
        return sign(issuer(), subject("Muster bridge"), serverKey, key, SERVER_LIFETIME, builder -> {
            leaf(builder, KeyPurposeId.id_kp_serverAuth);
            if (!alternatives.isEmpty()) {
                builder.addExtension(
                        Extension.subjectAlternativeName,
                        false,
                        new GeneralNames(alternatives.toArray(GeneralName[]::new)));
            }
        });
    }

    private boolean isGood(X509Certificate kept, Collection<String> names) throws GeneralSecurityException {
        Instant now = clock.instant();
        TreeSet<String> has = new TreeSet<>();
        Collection<List<?>> alternatives = kept.getSubjectAlternativeNames();
        if (alternatives != null) {
            for (List<?> alternative : alternatives) {
                has.add(String.valueOf(alternative.get(1)));
            }
        }
        return issued(kept)
                && now.plus(RENEW_BEFORE).isBefore(kept.getNotAfter().toInstant())
                && !now.isBefore(kept.getNotBefore().toInstant())
                && has.containsAll(
                        names.stream().map(CertificateAuthority::normalName).toList());
    }

    private X500Name issuer() {
        return X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
    }

    private void leaf(X509v3CertificateBuilder builder, KeyPurposeId purpose)
            throws CertIOException, GeneralSecurityException {
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        builder.addExtension(
                Extension.authorityKeyIdentifier,
                false,
                new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(certificate.getPublicKey()));
    }

    private X509Certificate sign(
            X500Name issuer,
            X500Name subject,
            PublicKey subjectKey,
            PrivateKey issuerKey,
            Duration lifetime,
            Extensions extensions)
            throws GeneralSecurityException {
        // An hour back: the clocks of two machines are never quite the same.
        Instant from = clock.instant().minus(1, ChronoUnit.HOURS).truncatedTo(ChronoUnit.SECONDS);
        Instant until = clock.instant().plus(lifetime).truncatedTo(ChronoUnit.SECONDS);
        JcaX509v3CertificateBuilder builder = new JcaX509v3CertificateBuilder(
                issuer, new BigInteger(127, random), Date.from(from), Date.from(until), subject, subjectKey);
        try {
            extensions.addTo(builder);
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder("SHA384withECDSA").build(issuerKey)));
        } catch (CertIOException | OperatorCreationException e) {
            throw new GeneralSecurityException(e);
        }
    }

    /** A new EC key pair for a client. */
    public static KeyPair newClientKeys() throws GeneralSecurityException {
        return newKeys("secp256r1");
    }

    private static KeyPair newKeys(String curve) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec(curve));
        return generator.generateKeyPair();
    }

    private static X500Name subject(String name) {
        return new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, name).build();
    }

    private static boolean isAddress(String name) {
        return name.indexOf(':') >= 0 || name.matches("\\d+(\\.\\d+){3}");
    }

    /** An address as certificates give it back, so that {@code ::1} and {@code 0:0:0:0:0:0:0:1} are the same. */
    private static String normalName(String name) {
        if (!isAddress(name)) {
            return name;
        }
        try {
            return InetAddress.getByName(name).getHostAddress();
        } catch (java.net.UnknownHostException e) {
            return name;
        }
    }

    private static void deleteIfExists(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (java.io.IOException e) {
            throw Pem.unusable(file, e);
        }
    }

    @FunctionalInterface
    private interface Extensions {
        void addTo(X509v3CertificateBuilder builder) throws CertIOException, GeneralSecurityException;
    }
}
