/** Clusters, their functions and what VMs boot, in the window. Start at {@link dev.muster.app.cluster.ClusterFeature}. */
@org.jspecify.annotations.NullMarked
package dev.muster.app.cluster;
