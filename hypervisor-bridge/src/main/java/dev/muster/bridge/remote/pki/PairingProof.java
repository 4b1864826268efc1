package dev.muster.bridge.remote.pki;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.crypto.generators.SCrypt;

/**
 * What both sides of a pairing prove to each other: that they know the code, and that they see the same server certificate
 * and the same client key. {@code docs/remote.md} says what it is good against.
 *
 * <p>The key is {@code scrypt(code, SHA-256(transcript), N=2^15, r=8, p=1)} (RFC 7914); a proof is HMAC-SHA-256 under it
 * (RFC 2104) of who speaks and what is shown.
 */
public final class PairingProof {
    private static final int COST = 1 << 15;
    private static final int BLOCK = 8;

    private final byte[] key;
    private final byte[] transcript;

    private PairingProof(byte[] key, byte[] transcript) {
        this.key = key;
        this.transcript = transcript;
    }

    /**
     * Works the key out, which takes a tenth of a second and 32 MiB on purpose.
     *
     * @param code in its normal form
     * @param server the certificate of the TLS connection, as the client sees it or as the server shows it
     * @param clientKey the client's public key, X.509 form
     * @param clientName what the client calls itself
     * @param nonce 16 bytes or more, never used before, chosen by the client
     */
    public static PairingProof of(
            String code, X509Certificate server, byte[] clientKey, String clientName, byte[] nonce) {
        byte[] transcript = Fingerprint.sha256(joined(
                "muster pairing 1".getBytes(StandardCharsets.US_ASCII),
                HexFormat.of().parseHex(Fingerprint.of(server)),
                clientKey,
                clientName.getBytes(StandardCharsets.UTF_8),
                nonce));
        byte[] key = SCrypt.generate(code.getBytes(StandardCharsets.US_ASCII), transcript, COST, BLOCK, 1, 32);
        return new PairingProof(key, transcript);
    }

    /** What the client sends. */
    public byte[] client() {
        return mac("client", new byte[0]);
    }

    /** What the server answers: it knew the code too, and these are the certificates it made out. */
    public byte[] server(X509Certificate client, X509Certificate authority) {
        return mac("server", HexFormat.of().parseHex(Fingerprint.of(client) + Fingerprint.of(authority)));
    }

    /** Whether two proofs are the same, in a time that does not tell where they differ. */
    public static boolean same(byte[] one, byte[] other) {
        return MessageDigest.isEqual(one, other);
    }

    private byte[] mac(String speaker, byte[] shown) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(joined(speaker.getBytes(StandardCharsets.US_ASCII), transcript, shown));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    /** Each part behind its length, so that no two different lists of parts give the same bytes. */
    private static byte[] joined(byte[]... parts) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(java.nio.ByteBuffer.allocate(4).putInt(part.length).array());
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
