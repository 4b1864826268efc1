/** Snapshots of a VM: what they are, what can be done with them and why not. */
package dev.muster.model.snapshot;
