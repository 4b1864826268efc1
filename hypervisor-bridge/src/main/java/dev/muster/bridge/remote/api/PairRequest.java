package dev.muster.bridge.remote.api;

import dev.muster.model.access.Role;

/**
 * What a client sends to be paired.
 *
 * @param name what it calls itself; 1 to 64 letters, digits, spaces and {@code . _ @ -}
 * @param publicKey its EC key, X.509 form in base 64
 * @param nonce 16 to 64 random bytes in base 64
 * @param proof that it knows the code, in base 64; see {@link dev.muster.bridge.remote.pki.PairingProof}
 */
public record PairRequest(String name, String publicKey, String nonce, String proof) {
    /**
     * What it gets.
     *
     * @param name what the bridge calls the client; differs where the name was taken
     * @param role what the client may do
     * @param bridge what the bridge calls itself
     * @param certificate the client's certificate, PEM
     * @param authority the bridge's authority, PEM
     * @param proof that the bridge knew the code, in base 64
     */
    public record Paired(String name, Role role, String bridge, String certificate, String authority, String proof) {}
}
