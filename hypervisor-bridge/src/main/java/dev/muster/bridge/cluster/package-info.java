/**
 * Clusters and the boot controller. {@link dev.muster.bridge.cluster.ClusterFeature} plugs them in;
 * {@link dev.muster.bridge.cluster.BootController} decides what a VM boots.
 */
package dev.muster.bridge.cluster;
