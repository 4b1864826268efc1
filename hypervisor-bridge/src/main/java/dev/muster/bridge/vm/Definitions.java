package dev.muster.bridge.vm;

import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.inventory.FirmwareFiles;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostId;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.DomainDocument;
import dev.muster.model.vm.PowerAction;
import java.util.List;
import java.util.Optional;

/** The steps that bring a new VM into being, shared by what makes one from a spec and from XML. */
final class Definitions {
    private final Lookup lookup;
    private final VmLocks locks;
    private final PowerWork power;
    private final VmLimits limits;

    Definitions(Lookup lookup, VmLocks locks, PowerWork power, VmLimits limits) {
        this.lookup = lookup;
        this.locks = locks;
        this.power = power;
        this.limits = limits;
    }

    /** By which work on images is kept apart. */
    FileClaims files() {
        return power.files();
    }

    /** How long is waited. */
    VmLimits limits() {
        return limits;
    }

    /** {@code VM_EXISTS} where a VM of that name or UUID is on the host. */
    void requireFree(HostId host, String name, VmId id) {
        Optional<Vm> there = lookup.vmsOf(host)
                .filter(vm -> vm.name().equals(name) || vm.id().equals(id))
                .findFirst();
        if (there.isPresent()) {
            throw Problem.of(
                            ErrorCode.VM_EXISTS,
                            "The host " + host + " has a VM \"" + there.get().name() + "\" ("
                                    + there.get().id().uuid() + ") already.",
                            "It stays as it is; no VM was made.",
                            "Choose another name" + (there.get().name().equals(name) ? "." : " and UUID."))
                    .toException();
        }
    }

    /** Holds a new VM, so that nobody works on it before it is whole or taken back. */
    JobDefinition.Claim claim(JobId job, VmId id, String name) {
        return locks.claimAll(job, List.of(id), "Create " + name, VmLocks.Manner.EXCLUSIVE);
    }

    /** Defines the domain; undone, it is forced off and forgotten. */
    StepDefinition define(VmId id, String name, String xml, List<Integer> after) {
        return define(id, name, DomainDocument.parse(xml).name(), _ -> xml, after);
    }

    /** Finds the XML of a domain when the step comes to defining it. */
    @FunctionalInterface
    interface XmlSource {
        String xml(StepContext context) throws InterruptedException;
    }

    /**
     * The same with XML that is not known before.
     *
     * @param defined the name it has in the XML
     */
    StepDefinition define(VmId id, String name, String defined, XmlSource xml, List<Integer> after) {
        return new StepDefinition(
                "define",
                "Define " + name,
                id.text(),
                after,
                context -> {
                    try (VmLocks.Hold _ = locks.hold(context.job(), id, "Define " + name, VmLocks.Manner.EXCLUSIVE)) {
                        lookup.hypervisor(id.host())
                                .vms()
                                .define(id.host(), new FirmwareFiles(lookup).ofItsOwn(id, xml.xml(context)));
                        awaitSeen(id, context);
                    }
                },
                context -> {
                    try (VmLocks.Hold _ = locks.hold(context.job(), id, "Take back " + name, VmLocks.Manner.FORCED)) {
                        forget(id, name, defined, context);
                    }
                });
    }

    /** Starts it and waits until it runs; undone, it is forced off. */
    StepDefinition start(VmId id, String name, List<Integer> after) {
        return new StepDefinition(
                "start",
                "Start " + name,
                id.text(),
                after,
                context -> power.run(id, name, PowerAction.START, context),
                context -> {
                    try (VmLocks.Hold _ = locks.hold(context.job(), id, "Take back " + name, VmLocks.Manner.FORCED)) {
                        forceOff(id, name, context);
                    }
                });
    }

    /** Forces off what has a process; a VM that is gone is off. */
    void forceOff(VmId id, String name, StepContext context) throws InterruptedException {
        if (now(id).map(Vm::state).filter(VmState::isActive).isPresent()) {
            power.act(id, name, PowerAction.FORCE_OFF, context);
        }
    }

    /** Only the domain this job defined: one of that UUID with another name is somebody else's. */
    private void forget(VmId id, String name, String ours, StepContext context) throws InterruptedException {
        if (now(id).filter(vm -> vm.name().equals(ours)).isPresent()) {
            forceOff(id, name, context);
            undefine(id, context);
        }
    }

    /** Forgets a domain and waits until the inventory shows it no more; one that is gone is left alone. */
    void undefine(VmId id, StepContext context) throws InterruptedException {
        undefine(id, false, context);
    }

    /**
     * The same.
     *
     * @param keeping whether its firmware variables and saved memory stay
     */
    void undefine(VmId id, boolean keeping, StepContext context) throws InterruptedException {
        try {
            if (keeping) {
                lookup.hypervisor(id.host()).vms().undefineKeepingFiles(id);
            } else {
                lookup.hypervisor(id.host()).vms().undefine(id);
            }
        } catch (MusterException e) {
            if (e.problem().code() != ErrorCode.VM_NOT_FOUND) {
                throw e;
            }
        }
        Await.seen(
                lookup.inventory(),
                context,
                "the host to forget the VM",
                limits.state(),
                image -> image.vm(id).isEmpty());
    }

    /** The VM as its host describes it; empty when it is gone. */
    Optional<Vm> now(VmId id) {
        try {
            return Optional.of(lookup.hypervisor(id.host()).vms().get(id));
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.VM_NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** So that whoever waits for the job finds the VM in the inventory when it is done. */
    private void awaitSeen(VmId id, StepContext context) throws InterruptedException {
        Await.seen(
                lookup.inventory(),
                context,
                "the host to tell of the VM",
                limits.state(),
                image -> image.vm(id).isPresent());
    }
}
