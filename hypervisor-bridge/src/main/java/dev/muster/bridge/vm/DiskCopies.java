package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Await;
import dev.muster.bridge.inventory.FileClaims;
import dev.muster.bridge.inventory.HostPaths;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.LongCallRunner;
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
import java.util.concurrent.TimeUnit;

/** The steps that copy the disks of a VM, each taken back by deleting the copy. */
final class DiskCopies {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** Put before a copy is made: one that is there on another try is half a copy, and ours. */
    private static final String BEGUN = "copyBegun.";

    private static final String DONE = "copyDone.";

    /** Put when somebody else turned out to have been quicker: theirs is not to be taken away. */
    private static final String ELSEWHERE = "copyElsewhere.";

    private final Lookup lookup;
    private final VmLimits limits;
    private final FileClaims files;

    DiskCopies(Lookup lookup, VmLimits limits, FileClaims files) {
        this.lookup = lookup;
        this.limits = limits;
        this.files = files;
    }

    /** Copies one disk. */
    StepDefinition step(String target, VolumeId source, VolumeId copy, List<Integer> after) {
        return new StepDefinition(
                "copy/" + target,
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
        try (FileClaims.Hold _ =
                files.hold(context.job(), FileClaims.keys(lookup, sourceId), "Copy volume " + sourceId.name())) {
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

    private void make(Volume source, VolumeId copy, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = lookup.hypervisor(copy.pool().host());
        long total = Math.min(source.allocatedBytes(), source.capacityBytes());
        LongCallRunner.of(
                        "copy " + copy,
                        INTERVAL,
                        () -> hypervisor
                                .volumes()
                                .allocation(copy)
                                .ifPresent(done -> context.progress(Math.min(done, total), total, "bytes")))
                .run(() -> hypervisor.volumes().copy(source.id(), StorageXml.copy(copy.name(), source)), context);
        context.progress(total, total, "bytes");
    }

    /** libvirt cannot be stopped while it copies, and deletes nothing it is still writing: that is waited for. */
    private void delete(VolumeId copy, StepContext context) throws InterruptedException {
        while (!deleted(copy)) {
            context.waitingFor("the host to end copying " + copy.name() + ", which is deleted then");
            TimeUnit.MILLISECONDS.sleep(INTERVAL.toMillis());
        }
        context.waitingFor("");
    }

    private boolean deleted(VolumeId copy) {
        try {
            lookup.hypervisor(copy.pool().host()).volumes().delete(copy);
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
