/** Consistency groups: VMs that are captured at one instant and come back as one set. */
package dev.muster.model.group;
