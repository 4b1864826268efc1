/**
 * How the console and the command line reach a bridge: {@link dev.muster.bridge.open.LocalBridgeOpener} opens or finds one,
 * {@link dev.muster.bridge.open.VolumeTransfers} moves files over it.
 */
package dev.muster.bridge.open;
