/** What a VM is made of and what can be done with it: {@link dev.muster.model.vm.VmCommand}, {@link dev.muster.model.vm.VmSpec}, and {@link dev.muster.model.vm.DomainDocument}, which edits a domain's XML and keeps what it does not understand. */
package dev.muster.model.vm;
