/**
 * The files that VMs boot from, stored once by content. Start at {@link dev.muster.bridge.cluster.artifact.ArtifactStore}; what
 * serves them asks it for the file of an artifact.
 */
package dev.muster.bridge.cluster.artifact;
