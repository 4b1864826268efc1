package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Volume;
import dev.muster.model.inventory.VolumeId;
import dev.muster.model.storage.StorageXml;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps that copy the disks of a VM, each taken back by deleting the copy. */
final class DiskCopies {
    private static final Logger LOG = LoggerFactory.getLogger(DiskCopies.class);
    private static final Duration LOOK = Duration.ofMillis(500);

    /** Put before a copy is made: one that is there on another try is half a copy, and ours. */
    private static final String BEGUN = "copyBegun.";

    private static final String DONE = "copyDone.";

    /** Put when somebody else turned out to have been quicker: theirs is not to be taken away. */
    private static final String ELSEWHERE = "copyElsewhere.";

    private final Lookup lookup;
    private final VmLimits limits;

    DiskCopies(Lookup lookup, VmLimits limits) {
        this.lookup = lookup;
        this.limits = limits;
    }

    /** Copies one disk. */
    StepDefinition step(String target, VolumeId source, VolumeId copy, List<Integer> after) {
        return new StepDefinition(
                "Copy " + source.name() + " to " + copy.name(),
                copy.text(),
                after,
                context -> copy(target, source, copy, context),
                context -> {
                    boolean ours = context.fact(BEGUN + target).isPresent()
                            && context.fact(ELSEWHERE + target).isEmpty();
                    if (ours) {
                        delete(copy, context);
                    }
                });
    }

    private void copy(String target, VolumeId sourceId, VolumeId copy, StepContext context)
            throws InterruptedException {
        if (context.fact(DONE + target).isPresent() && lookup.image().volumes().containsKey(copy)) {
            return;
        }
        Volume source = Optional.ofNullable(lookup.image().volumes().get(sourceId))
                .orElseThrow(() -> Problem.of(
                                ErrorCode.VOLUME_NOT_FOUND,
                                "There is no volume " + sourceId + " any more.",
                                "No VM was made.",
                                "Refresh the pool and look at the VM's disks.")
                        .toException());
        if (context.fact(HostPaths.WITHIN_POOLS).isPresent()) {
            new HostPaths(lookup).requireWithinPools(source);
        }
        if (context.fact(BEGUN + target).isPresent()) {
            // cut off on the way, so nobody knows how much of it is there
            delete(copy, context);
            Await.seen(
                    lookup.inventory(),
                    context,
                    "the host to forget the volume",
                    limits.state(),
                    image -> !image.volumes().containsKey(copy));
        } else {
            requireAbsent(copy);
            context.putFact(BEGUN + target, copy.text());
        }
        try {
            make(source, copy, context);
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.VOLUME_EXISTS) {
                context.putFact(ELSEWHERE + target, copy.text());
            }
            throw e;
        }
        Await.seen(
                lookup.inventory(),
                context,
                "the host to tell of the copy",
                limits.state(),
                image -> image.volumes().containsKey(copy));
        context.putFact(DONE + target, copy.text());
    }

    private void requireAbsent(VolumeId copy) {
        if (lookup.image().volumes().containsKey(copy)) {
            throw Problem.of(
                            ErrorCode.VOLUME_EXISTS,
                            "The pool has a volume \"" + copy.name() + "\" already.",
                            "It stays as it is; no VM was made.",
                            "Give the copy another name.")
                    .toException();
        }
    }

    /** The call lasts as long as copying does, so another thread waits for it while this one tells how far it is. */
    private void make(Volume source, VolumeId copy, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = lookup.hypervisor(copy.pool().host());
        FutureTask<VolumeId> making =
                new FutureTask<>(() -> hypervisor.cloneVolume(source.id(), StorageXml.copy(copy.name(), source)));
        Thread.ofVirtual().name("copy " + copy).start(making);
        long total = Math.min(source.allocatedBytes(), source.capacityBytes());
        while (!ended(making)) {
            context.checkCancelled();
            tell(hypervisor, copy, total, context);
        }
        context.progress(total, total, "bytes");
    }

    /** Not being told how far it is, is no reason to give up a copy of hours. */
    private static void tell(Hypervisor hypervisor, VolumeId copy, long total, StepContext context) {
        try {
            hypervisor
                    .volumeAllocation(copy)
                    .ifPresent(done -> context.progress(Math.min(done, total), total, "bytes"));
        } catch (MusterException unknown) {
            LOG.debug("how far the copy {} is: {}", copy, unknown.problem().text());
        }
    }

    private static boolean ended(FutureTask<VolumeId> making) throws InterruptedException {
        try {
            return !making.get(LOOK.toMillis(), TimeUnit.MILLISECONDS).name().isEmpty();
        } catch (TimeoutException underWay) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MusterException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /** libvirt cannot be stopped while it copies, and deletes nothing it is still writing: that is waited for. */
    private void delete(VolumeId copy, StepContext context) throws InterruptedException {
        while (!deleted(copy)) {
            context.waitingFor("the host to end copying " + copy.name() + ", which is deleted then");
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
        context.waitingFor("");
    }

    private boolean deleted(VolumeId copy) {
        try {
            lookup.hypervisor(copy.pool().host()).deleteVolume(copy);
            return true;
        } catch (MusterException e) {
            if (e.problem().code() == ErrorCode.VOLUME_NOT_FOUND) {
                return true;
            }
            if (e.problem().details().contains("still being allocated")) {
                return false;
            }
            throw e;
        }
    }
}
