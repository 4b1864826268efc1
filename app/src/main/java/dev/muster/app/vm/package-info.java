/** VMs: the table, one VM's page, what can be done with them, making and deleting them. Start at {@link dev.muster.app.vm.VmTableViewModel}. */
package dev.muster.app.vm;
