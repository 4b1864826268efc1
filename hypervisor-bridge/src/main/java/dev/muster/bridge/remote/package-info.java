/**
 * The bridge over the network and over a Unix socket. {@link dev.muster.bridge.remote.Daemon} serves one,
 * {@link dev.muster.bridge.remote.client.RemoteBridge} uses one; {@code docs/remote.md} describes what goes over the wire
 * and why it can be trusted.
 */
package dev.muster.bridge.remote;
