/**
 * Consistency groups: all members are held still, captured and let go together. A watch, a process of its own, lets them go when
 * nobody else does: {@link dev.muster.bridge.hypervisor.LockFile}.
 */
@org.jspecify.annotations.NullMarked
package dev.muster.bridge.group;
