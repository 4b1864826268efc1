/**
 * The bridge used from afar. {@link dev.muster.bridge.remote.client.RemoteBridge} is a
 * {@link dev.muster.model.bridge.HypervisorBridge} over one of two {@link dev.muster.bridge.remote.client.Transport}s;
 * {@link dev.muster.bridge.remote.client.PairedBridges} keeps what pairing gave.
 */
package dev.muster.bridge.remote.client;
