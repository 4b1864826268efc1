package dev.muster.bridge.remote.pki;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** Keys and certificates as text (RFC 7468): EC keys as PKCS #8, certificates as X.509. */
public final class Pem {
    private static final Base64.Encoder MIME = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private Pem() {}

    /** The certificate as text. */
    public static String write(X509Certificate certificate) {
        try {
            return block("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate that cannot be encoded", e);
        }
    }

    /** The private key as text. */
    public static String write(PrivateKey key) {
        return block("PRIVATE KEY", key.getEncoded());
    }

    /**
     * Reads a certificate.
     *
     * @throws GeneralSecurityException where the text is none
     */
    public static X509Certificate certificate(String text) throws GeneralSecurityException {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII)));
    }

    /**
     * Reads a private EC key.
     *
     * @throws GeneralSecurityException where the text is none
     */
    public static PrivateKey privateKey(String text) throws GeneralSecurityException {
        String body = text.replaceAll("-----(BEGIN|END) PRIVATE KEY-----", "").replaceAll("\\s", "");
        try {
            return KeyFactory.getInstance("EC")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
        } catch (IllegalArgumentException e) {
            throw new GeneralSecurityException("not a key in PEM form", e);
        }
    }

    /**
     * Reads a public EC key from its X.509 form.
     *
     * @throws GeneralSecurityException where it is none
     */
    public static PublicKey publicKey(byte[] der) throws GeneralSecurityException {
        return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    }

    /** Reads a file of keys or certificates. */
    static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw unusable(file, e);
        }
    }

    /** That a file holds no usable key or certificate. */
    static RuntimeException unusable(Path file, Exception cause) {
        return Problem.of(
                        ErrorCode.STORE_UNREADABLE,
                        file + " cannot be read as a key or certificate.",
                        "VMs are not affected; nobody can come in over the network until it is mended.",
                        "Restore the file from a backup. Moving the whole pki directory away makes a new authority; every"
                                + " client must then be paired again.")
                .withDetails(String.valueOf(cause.getMessage()))
                .toException(cause);
    }

    private static String block(String label, byte[] der) {
        return "-----BEGIN " + label + "-----\n" + MIME.encodeToString(der) + "\n-----END " + label + "-----\n";
    }
}
