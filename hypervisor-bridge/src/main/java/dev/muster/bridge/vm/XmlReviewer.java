package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.VmOperations;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.HardwarePlan;
import dev.muster.model.vm.VmQuery;
import dev.muster.model.vm.XmlReview;
import java.util.List;
import java.util.Optional;

/** Says what would come of another definition, without making it so. */
final class XmlReviewer {
    private final Lookup lookup;

    XmlReviewer(Lookup lookup) {
        this.lookup = lookup;
    }

    XmlReview review(VmQuery.ReviewXml query) {
        Vm vm = lookup.vm(query.vm());
        Hypervisor hypervisor = lookup.hypervisor(vm.id().host());
        String before = hypervisor.vms().xml(vm.id(), false);
        String digest = DomainDocument.digest(before);
        DomainDocument wanted;
        try {
            wanted = DomainDocument.parse(query.xml());
            Redefining.requireOwn(vm, wanted);
            Redefining.requirePersistent(vm);
        } catch (MusterException e) {
            return refused(digest, e.problem());
        }
        VmOperations.Verdict verdict = hypervisor.vms().checkXml(vm.id().host(), wanted.xml());
        HardwarePlan.Effect effect = vm.state().isActive()
                ? HardwarePlan.Effect.DEFINITION
                : vm.savedState() ? HardwarePlan.Effect.SAVED : HardwarePlan.Effect.OFF;
        return new XmlReview(
                digest,
                verdict.problem(),
                verdict.checked(),
                XmlReview.between(DomainDocument.parse(before), wanted, effect));
    }

    private static XmlReview refused(String digest, Problem problem) {
        return new XmlReview(digest, Optional.of(problem), false, List.of());
    }
}
