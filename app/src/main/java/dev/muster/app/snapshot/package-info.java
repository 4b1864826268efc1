/** The snapshots of a VM in its page. Start at {@link dev.muster.app.snapshot.SnapshotsView}. */
package dev.muster.app.snapshot;
