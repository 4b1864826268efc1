package dev.muster.bridge.remote.client;

import dev.muster.bridge.access.PairingCodes;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.remote.api.Api;
import dev.muster.bridge.remote.api.PairRequest;
import dev.muster.bridge.remote.api.PairRequest.Paired;
import dev.muster.bridge.remote.pki.CertificateAuthority;
import dev.muster.bridge.remote.pki.PairingProof;
import dev.muster.bridge.remote.pki.Pem;
import dev.muster.bridge.remote.pki.TlsContexts;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import javax.net.ssl.SSLSocket;

/** The client's side of pairing. Nothing it is given is trusted before the server proved that it knows the code. */
final class PairingClient {
    private PairingClient() {}

    static PairedBridge pair(BridgeAddress.Https address, String typedCode, String name, Duration patience) {
        String code = PairingCodes.normal(typedCode);
        try (SSLSocket socket = handshake(address, patience)) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            KeyPair keys = CertificateAuthority.newClientKeys();
            byte[] nonce = new byte[32];
            new SecureRandom().nextBytes(nonce);
            PairingProof proof = PairingProof.of(code, shown, keys.getPublic().getEncoded(), name, nonce);
            PairRequest request =
                    new PairRequest(name, base64(keys.getPublic().getEncoded()), base64(nonce), base64(proof.client()));
            Paired paired = exchange(socket, address, request);
            X509Certificate certificate = Pem.certificate(paired.certificate());
            X509Certificate authority = Pem.certificate(paired.authority());
            byte[] answered = Base64.getDecoder().decode(paired.proof());
            if (!PairingProof.same(answered, proof.server(certificate, authority))
                    || !certificate.getPublicKey().equals(keys.getPublic())) {
                throw impostor(address);
            }
            shown.verify(authority.getPublicKey());
            certificate.verify(authority.getPublicKey());
            return new PairedBridge(
                    paired.bridge(),
                    address.host(),
                    address.port(),
                    paired.name(),
                    paired.role(),
                    paired.authority(),
                    paired.certificate(),
                    Pem.write(keys.getPrivate()));
        } catch (IOException e) {
            throw Failures.of(e, address.text()).toException(e);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw impostor(address);
        }
    }

    private static SSLSocket handshake(BridgeAddress.Https address, Duration patience) throws IOException {
        int millis = (int) patience.toMillis();
        Socket plain = new Socket();
        try {
            plain.connect(new InetSocketAddress(address.host(), address.port()), millis);
            plain.setSoTimeout(millis);
            SSLSocket socket = (SSLSocket)
                    TlsContexts.unpaired().getSocketFactory().createSocket(plain, address.host(), address.port(), true);
            socket.setEnabledProtocols(new String[] {TlsContexts.PROTOCOL});
            socket.startHandshake();
            return socket;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static Paired exchange(SSLSocket socket, BridgeAddress.Https address, PairRequest request)
            throws IOException {
        HttpExchange.Answer answer = HttpExchange.of(
                new Transport.Request(
                        "POST",
                        Api.BASE + "/pair",
                        Map.of("Content-Type", "application/json"),
                        Json.write(request).getBytes(StandardCharsets.UTF_8)),
                address.host() + ":" + address.port(),
                new BufferedInputStream(socket.getInputStream()),
                socket.getOutputStream());
        byte[] body = answer.body().readNBytes(1 << 20);
        if (answer.status() != 200) {
            throw Failures.of(answer.status(), body, address.text());
        }
        return Json.read(new String(body, StandardCharsets.UTF_8), Paired.class);
    }

    private static MusterException impostor(BridgeAddress.Https address) {
        return Problem.of(
                        ErrorCode.SERVER_NOT_TRUSTED,
                        "The server at " + address.text() + " could not prove that it knows the pairing code.",
                        "Nothing it sent was kept.",
                        "Somebody may stand between you and the bridge: check the address, and compare the fingerprint the"
                                + " bridge shows.")
                .toException();
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
