package dev.muster.bridge.points;

import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.backup.Verification;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.JobId;
import dev.muster.model.vm.DomainDocument;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** What backups offer to other features. */
public interface PointAccess {
    /** Work upon the storage of repositories. */
    @FunctionalInterface
    interface Work<T> {
        /** Does it. */
        T run() throws IOException, InterruptedException;
    }

    /** {@code REPOSITORY_NOT_FOUND} */
    Repository require(RepositoryId id);

    /** All repositories there are. */
    List<RepositoryId> repositories();

    /** Where sets are told in a repository; {@code REPOSITORY_UNUSABLE}. */
    Path sets(RepositoryId id);

    /** Looks at repositories that answer. */
    <T> T answer(Work<T> question);

    /** Looks at a repository before work is taken on; {@code REPOSITORY_UNUSABLE}. */
    <T> T look(RepositoryId id, Work<T> look);

    /** Does work of a step; {@code REPOSITORY_UNUSABLE} when the storage falls silent for long. */
    <T> T work(RepositoryId id, StepContext context, Work<T> work) throws InterruptedException;

    /** {@code VM_STATE}, {@code NOT_SUPPORTED} where a VM cannot be captured. */
    void requireCapturable(Vm vm);

    /** The name of a point captured then. */
    String free(RepositoryId repository, UUID vm, Instant then);

    /** A point to be made. */
    MemberPoint member(VmId vm, RepositoryId repository, String point);

    /** Makes a point of a VM, running or off; one that is whole is left alone. */
    void capture(VmId vm, RepositoryId repository, String point, StepContext context) throws InterruptedException;

    /** Ends what a capture that was cut off began, and leaves nothing of it; what is whole stays. */
    void endCapture(VmId vm, RepositoryId repository, String point, StepContext context) throws InterruptedException;

    /** The targets of the disks that a capture of a VM holds. */
    Set<String> targets(Vm vm);

    /** The whole points of a VM in the repositories that answer, the newest first. */
    List<BackupQuery.Point> of(UUID vm);

    /** The whole points of all VMs in the repositories that answer, the newest of each VM first. */
    List<BackupQuery.Point> all();

    /** The definition of a VM as a point holds it; {@code POINT_NOT_FOUND}, {@code POINT_DAMAGED}. */
    DomainDocument domain(PointId id);

    /** What a whole point holds; {@code POINT_NOT_FOUND}, {@code POINT_DAMAGED}. */
    PointManifest manifest(PointId id);

    /** What is wrong with a point as far as can be seen without reading it: it and all it lies upon are there. */
    Optional<Problem> problem(PointId id);

    /** What came of reading all of a point last; empty where nobody did. */
    Optional<Verification> verification(PointId id);

    /** What came of booting a point last; empty where nobody did. */
    Optional<BootVerification> booted(PointId id);

    /**
     * Notes what came of booting a point.
     *
     * @param png a picture of its screen; empty where there is none
     */
    void booted(PointId id, BootVerification booted, Optional<byte[]> png);

    /** The picture that was kept when a point was booted last; {@code POINT_NOT_FOUND} where there is none. */
    byte[] screen(PointId id);

    /** Reads all of a point, notes what came of it, and throws {@code POINT_DAMAGED} where it is. */
    void verify(PointId id, StepContext context) throws InterruptedException;

    /** Takes a point away; what the next one needs of it is merged into that. {@code POINT_IN_USE} where a VM runs from it. */
    void delete(PointId id, StepContext context) throws InterruptedException;

    /** {@code POINT_IN_USE} where a VM runs from it. */
    void requireUnused(PointId id);

    /** Whether a VM reads from a restore point: it was started from one and not moved out since. */
    boolean isOverPoint(Vm vm);

    /** Copies a point into another repository, aside; it has its name there once it is published. */
    void copy(PointId from, RepositoryId to, String name, String set, StepContext context) throws InterruptedException;

    /** Gives a point that was copied its name; twice is once. */
    void publish(RepositoryId repository, UUID vm, String name);

    /** Leaves nothing of a point that was copied, unless it has its name. */
    void discard(RepositoryId repository, UUID vm, String name);

    /** To add a point of a VM; {@code VOLUME_BUSY}. */
    Claim adding(JobId job, RepositoryId repository, UUID vm, String work);

    /** To read points of a VM; {@code VOLUME_BUSY}. */
    Claim reading(JobId job, RepositoryId repository, UUID vm, String work);

    /** To merge or delete points of a VM; {@code VOLUME_BUSY}. */
    Claim changing(JobId job, RepositoryId repository, UUID vm, String work);

    /**
     * How a new VM is made from a point, as a part of a larger job.
     *
     * @param givesWay whether a VM has another name by the time the new one gets its own
     */
    JobDefinition<RestoreCommand.RestoreAsNew> asNew(Predicate<Vm> givesWay);

    /**
     * How a new VM runs at once from a point, as a part of a larger job.
     *
     * @param change what its definition has other than that of the point, its networks above all: they need not be there before
     */
    JobDefinition<RestoreCommand.RestoreInstantly> instantly(BiFunction<VmId, DomainDocument, DomainDocument> change);

    /** How the disks of a VM that runs over a point are moved into a pool, as a part of a larger job. */
    JobDefinition<RestoreCommand.MoveOut> moveOut();

    /** Makes the disks of a VM that is off what a point of it holds; returns how many bytes differed. */
    long rewind(VmId vm, PointId point, StepContext context) throws InterruptedException;

    /**
     * Copies what a VM that is off has in its disks into those of another that is off too: where it runs over a point that the other
     * is at, only what it wrote itself.
     *
     * @return how many bytes were written
     */
    long bring(VmId from, PointId point, VmId to, StepContext context) throws InterruptedException;

    /** How a VM that is off by then is brought back to a point, as a part of a larger job. */
    JobDefinition<RestoreCommand.RestoreInPlace> inPlaceOf();
}
