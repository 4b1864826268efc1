/**
 * Clusters of VMs that boot over the network, and the artifacts they boot from. Start reading at
 * {@link dev.muster.model.cluster.Artifact}.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.model.cluster;
