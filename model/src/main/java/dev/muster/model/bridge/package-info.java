/** The seam between those who ask and those who do: {@link dev.muster.model.bridge.HypervisorBridge} and the events it sends. */
package dev.muster.model.bridge;
