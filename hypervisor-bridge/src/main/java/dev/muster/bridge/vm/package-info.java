/**
 * The work on VMs. {@link dev.muster.bridge.vm.VmFeature} lists a job definition for each command,
 * {@link dev.muster.bridge.vm.VmQueries} answers what the inventory does not hold.
 */
package dev.muster.bridge.vm;
