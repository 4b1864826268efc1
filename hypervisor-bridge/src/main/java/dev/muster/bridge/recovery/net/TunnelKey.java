package dev.muster.bridge.recovery.net;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPrivateKeySpec;
import java.security.spec.XECPublicKeySpec;
import java.util.Base64;
import javax.crypto.KeyAgreement;

/** The key pair that all WireGuard ends of a bridge have (X25519, RFC 7748); made when it is first needed, and kept. */
final class TunnelKey {
    private static final int BYTES = 32;
    private static final String CURVE = "X25519";
    private static final BigInteger BASE_POINT = BigInteger.valueOf(9);

    private final Path directory;
    private final Path file;

    /** Keeps it in a file there that its owner alone may read. */
    TunnelKey(Path directory) {
        this.directory = directory;
        this.file = directory.resolve("wireguard.key");
    }

    /** The private key in base64. */
    String secret() throws IOException {
        if (!Files.exists(file)) {
            byte[] key = new byte[BYTES];
            new SecureRandom().nextBytes(key);
            key[0] &= (byte) 248;
            key[BYTES - 1] = (byte) ((key[BYTES - 1] & 127) | 64);
            Files.createDirectories(directory);
            Path draft = Files.createTempFile(
                    directory,
                    "wireguard",
                    ".draft",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(draft, Base64.getEncoder().encodeToString(key) + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return Files.readString(file).strip();
    }

    /** The public key in base64. */
    String shown() throws IOException {
        try {
            KeyFactory keys = KeyFactory.getInstance(CURVE);
            byte[] secret = Base64.getDecoder().decode(secret());
            PrivateKey own = keys.generatePrivate(new XECPrivateKeySpec(NamedParameterSpec.X25519, secret));
            KeyAgreement agreement = KeyAgreement.getInstance(CURVE);
            agreement.init(own);
            agreement.doPhase(keys.generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BASE_POINT)), true);
            return Base64.getEncoder().encodeToString(agreement.generateSecret());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // each Java has the curve
        }
    }
}
