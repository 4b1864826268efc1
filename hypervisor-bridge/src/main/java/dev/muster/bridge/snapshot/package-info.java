/**
 * The work on snapshots of VMs. {@link dev.muster.bridge.snapshot.SnapshotFeature} lists a job definition for each command,
 * {@link dev.muster.bridge.snapshot.SnapshotQueries} answers what there is and what would go.
 */
package dev.muster.bridge.snapshot;
