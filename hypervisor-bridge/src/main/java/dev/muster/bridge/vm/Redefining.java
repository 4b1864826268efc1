package dev.muster.bridge.vm;

import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.DomainDocument;
import java.util.Optional;

/** What must be so before a definition is replaced. */
final class Redefining {
    private Redefining() {}

    /** {@code VM_CHANGED} where the definition is not the one the change was made against. */
    static void requireUnchanged(String name, String xml, Optional<String> digest) {
        if (digest.isPresent() && !digest.get().equals(DomainDocument.digest(xml))) {
            throw Problem.of(
                            ErrorCode.VM_CHANGED,
                            "The definition of " + name + " changed after it was read.",
                            "It stays as it is now; your change was not made.",
                            "Read it anew and make the change again.")
                    .toException();
        }
    }

    /** {@code USAGE_INVALID} where the XML is that of another VM. */
    static void requireOwn(Vm vm, DomainDocument wanted) {
        boolean own = wanted.name().equals(vm.name())
                && wanted.uuid().filter(vm.id().uuid()::equals).isPresent();
        if (!own) {
            throw Problem.of(
                            ErrorCode.USAGE_INVALID,
                            "The XML is not that of " + vm.name() + ": name and UUID must be the VM's own.",
                            "The VM was not changed.",
                            "Leave <name> and <uuid> as they are, or define another VM.")
                    .toException();
        }
    }

    /** {@code VM_STATE} for a VM without a definition: redefining it would make it a persistent one. */
    static void requirePersistent(Vm vm) {
        if (!vm.persistent()) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            vm.name() + " is transient: it has no definition that would outlive it.",
                            "It stays as it is.",
                            "Define it from its XML first if it is to stay.")
                    .toException();
        }
    }
}
