/**
 * Keys, certificates and proofs. A daemon is its own certificate authority; nobody else's is trusted. Start reading at
 * {@link dev.muster.bridge.remote.pki.CertificateAuthority} and {@link dev.muster.bridge.remote.pki.PairingProof}.
 */
package dev.muster.bridge.remote.pki;
