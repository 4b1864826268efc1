/** The work on libvirt networks: {@link dev.muster.bridge.network.NetworkFeature} lists a job definition for each command. */
package dev.muster.bridge.network;
