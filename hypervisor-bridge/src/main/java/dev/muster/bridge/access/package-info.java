/**
 * Who may come in over the network: {@link dev.muster.bridge.access.PairedClients} remembers them,
 * {@link dev.muster.bridge.access.PairingCodes} lets new ones in, {@link dev.muster.bridge.access.RevokeDefinition} shuts
 * them out.
 */
package dev.muster.bridge.access;
