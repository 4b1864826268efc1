package dev.muster.bridge.remote.server;

import dev.muster.bridge.access.PairedClients;
import dev.muster.bridge.access.PairingCodes;
import dev.muster.bridge.remote.api.PairRequest;
import dev.muster.bridge.remote.api.PairRequest.Paired;
import dev.muster.bridge.remote.pki.CertificateAuthority;
import dev.muster.bridge.remote.pki.Fingerprint;
import dev.muster.bridge.remote.pki.Identity;
import dev.muster.bridge.remote.pki.PairingProof;
import dev.muster.bridge.remote.pki.Pem;
import dev.muster.model.access.PairedClient;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lets new clients in who prove that they know a code. */
public final class PairingDesk {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}._@-][\\p{L}\\p{N} ._@-]{0,63}");
    private static final int TRIES_PER_ADDRESS = 6;
    private static final int TRIES_IN_ALL = 30;

    private final CertificateAuthority authority;
    private final PairedClients clients;
    private final PairingCodes codes;
    private final Supplier<Identity> server;
    private final String bridgeName;
    private final Throttle perAddress;
    private final Throttle inAll;
    /** One at a time: each try costs 32 MiB for every open code. */
    private final Object oneAtATime = new Object();

    /**
     * A desk.
     *
     * @param server the certificate the server shows
     */
    public PairingDesk(
            CertificateAuthority authority,
            PairedClients clients,
            PairingCodes codes,
            Supplier<Identity> server,
            String bridgeName,
            Clock clock) {
        this.authority = authority;
        this.clients = clients;
        this.codes = codes;
        this.server = server;
        this.bridgeName = bridgeName;
        this.perAddress = new Throttle(TRIES_PER_ADDRESS, Duration.ofMinutes(1), clock);
        this.inAll = new Throttle(TRIES_IN_ALL, Duration.ofMinutes(1), clock);
    }

    /**
     * Pairs a client.
     *
     * @param origin the remote address
     * @throws MusterException {@code TOO_MANY_TRIES}, {@code PAIRING_CLOSED}, {@code PAIRING_CODE_WRONG},
     *     {@code USAGE_INVALID}
     */
    Outcome pair(PairRequest request, String origin) {
        if (!perAddress.allow(origin) || !inAll.allow("")) {
            throw refused(
                    ErrorCode.TOO_MANY_TRIES,
                    "There were too many tries to pair in the last minute.",
                    "Wait a minute and try again.");
        }
        synchronized (oneAtATime) {
            return admit(request);
        }
    }

    private Outcome admit(PairRequest request) {
        if (!NAME.matcher(request.name()).matches()) {
            throw refused(
                    ErrorCode.USAGE_INVALID,
                    "The client's name is not usable.",
                    "Use 1 to 64 letters, digits, spaces and . _ @ -");
        }
        byte[] keyBytes = bytes(request.publicKey(), 1, 512);
        byte[] nonce = bytes(request.nonce(), 16, 64);
        byte[] proof = bytes(request.proof(), 32, 32);
        X509Certificate shown = server.get().certificate();
        try {
            PublicKey key = requireCurve(Pem.publicKey(keyBytes));
            PairingCodes.Admission admission = codes.redeem(code -> PairingProof.same(
                    proof,
                    PairingProof.of(code, shown, keyBytes, request.name(), nonce)
                            .client()));
            String name = free(request.name());
            X509Certificate certificate = authority.client(key, name);
            PairedClient client = clients.add(
                    name,
                    admission.role(),
                    Fingerprint.of(certificate),
                    certificate.getNotAfter().toInstant());
            byte[] answer = PairingProof.of(admission.code(), shown, keyBytes, request.name(), nonce)
                    .server(certificate, authority.certificate());
            return new Outcome(
                    client,
                    new Paired(
                            name,
                            admission.role(),
                            bridgeName,
                            Pem.write(certificate),
                            Pem.write(authority.certificate()),
                            Base64.getEncoder().encodeToString(answer)));
        } catch (GeneralSecurityException e) {
            throw refused(
                    ErrorCode.USAGE_INVALID, "The client's key is not usable.", "Use an EC key on P-256 or P-384.");
        }
    }

    /** A name no client has that may come in, so that the audit never mixes two up. */
    private String free(String wanted) {
        Set<String> taken = clients.all().stream()
                .filter(client -> client.revoked().isEmpty())
                .map(PairedClient::name)
                .collect(Collectors.toSet());
        String name = wanted;
        for (int i = 2; taken.contains(name); i++) {
            name = wanted + "-" + i;
        }
        return name;
    }

    private static PublicKey requireCurve(PublicKey key) throws GeneralSecurityException {
        int bits = key instanceof ECPublicKey ec
                ? ec.getParams().getCurve().getField().getFieldSize()
                : 0;
        if (bits != 256 && bits != 384) {
            throw new GeneralSecurityException("a key of " + bits + " bits");
        }
        return key;
    }

    private static byte[] bytes(String base64, int least, int most) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length >= least && bytes.length <= most) {
                return bytes;
            }
        } catch (IllegalArgumentException e) {
            throw malformed(e);
        }
        throw malformed(new IllegalArgumentException("of the wrong length"));
    }

    private static MusterException malformed(IllegalArgumentException cause) {
        return Problem.of(
                        ErrorCode.USAGE_INVALID,
                        "A field of the pairing request is not base 64 of the right length.",
                        "Nothing was changed.",
                        "Update the client.")
                .toException(cause);
    }

    private static MusterException refused(ErrorCode code, String what, String remedy) {
        return Problem.of(code, what, "Nothing was changed.", remedy).toException();
    }

    /** Who was let in, and what is sent to it. */
    record Outcome(PairedClient client, Paired answer) {}
}
