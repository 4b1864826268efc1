package dev.muster.bridge.hypervisor.libvirt;

import dev.muster.bridge.remote.pki.Pem;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority as an administrator makes one with certtool for libvirt (libvirt.org/kbase/tlscerts.html). */
public final class TestAuthority {
    private static final Duration SKEW = Duration.ofHours(1);

    private final X500Name name;
    private final KeyPair keys;
    private final X509Certificate certificate;
    private long serial = 1;

    public TestAuthority(String name) throws GeneralSecurityException, IOException, OperatorCreationException {
        this.name = new X500Name("CN=" + name);
        this.keys = newKeys();
        Instant now = Instant.now();
        X509v3CertificateBuilder builder = builder(this.name, keys, now.minus(SKEW), now.plus(Duration.ofDays(1)));
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(true));
        builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
        this.certificate = signed(builder);
    }

    /** Writes {@code servercert.pem} and {@code serverkey.pem} for localhost, and the authority. */
    public void server(Path directory) throws GeneralSecurityException, IOException, OperatorCreationException {
        issue(directory, "server", KeyPurposeId.id_kp_serverAuth, Instant.now().plus(Duration.ofDays(1)));
    }

    /** Writes what {@code pkipath=} needs. */
    public void client(Path directory, Instant until)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        issue(directory, "client", KeyPurposeId.id_kp_clientAuth, until);
    }

    /** Writes {@code cacert.pem} alone. */
    void authority(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("cacert.pem"), Pem.write(certificate));
    }

    private void issue(Path directory, String role, KeyPurposeId purpose, Instant until)
            throws GeneralSecurityException, IOException, OperatorCreationException {
        KeyPair own = newKeys();
        X509v3CertificateBuilder builder =
                builder(new X500Name("CN=" + role), own, until.minus(Duration.ofDays(2)), until);
        builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
        builder.addExtension(
                Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature | KeyUsage.keyEncipherment));
        builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(purpose));
        builder.addExtension(
                Extension.subjectAlternativeName,
                false,
                new GeneralNames(new GeneralName(GeneralName.dNSName, "localhost")));
        authority(directory);
        Files.writeString(directory.resolve(role + "cert.pem"), Pem.write(signed(builder)));
        Files.writeString(directory.resolve(role + "key.pem"), Pem.write(own.getPrivate()));
    }

    private X509v3CertificateBuilder builder(X500Name subject, KeyPair own, Instant from, Instant until) {
        return new JcaX509v3CertificateBuilder(
                name, BigInteger.valueOf(serial++), Date.from(from), Date.from(until), subject, own.getPublic());
    }

    private X509Certificate signed(X509v3CertificateBuilder builder)
            throws GeneralSecurityException, OperatorCreationException {
        return new JcaX509CertificateConverter()
                .getCertificate(builder.build(new JcaContentSignerBuilder("SHA256withRSA").build(keys.getPrivate())));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }
}
