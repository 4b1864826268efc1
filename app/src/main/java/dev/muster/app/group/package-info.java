/**
 * Consistency groups: VMs that are captured at one instant and restored as one set. Start reading at {@link
 * dev.muster.app.group.GroupsViewModel}.
 */
package dev.muster.app.group;
