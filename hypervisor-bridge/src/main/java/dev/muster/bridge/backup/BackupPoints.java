package dev.muster.bridge.backup;

import dev.muster.bridge.inventory.FileUsers;
import dev.muster.bridge.job.JobDefinition;
import dev.muster.bridge.job.JobDefinition.Claim;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.points.MemberPoint;
import dev.muster.bridge.points.PointAccess;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.BackupQuery;
import dev.muster.model.backup.BootVerification;
import dev.muster.model.backup.PointId;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.Repository;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.backup.RestoreCommand;
import dev.muster.model.backup.Verification;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Disk;
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
import java.util.stream.Collectors;

/** Restore points for other features. */
final class BackupPoints implements PointAccess {
    private final BackupGround ground;
    private final RestoreGround restores;

    BackupPoints(BackupGround ground, RestoreGround restores) {
        this.ground = ground;
        this.restores = restores;
    }

    @Override
    public Repository require(RepositoryId id) {
        return ground.repositories().require(id);
    }

    @Override
    public List<RepositoryId> repositories() {
        return ground.repositories().all().stream().map(Repository::id).toList();
    }

    @Override
    public Path sets(RepositoryId id) {
        return ground.repositories().directory(id).sets();
    }

    @Override
    public <T> T answer(Work<T> question) {
        return ground.repositories().answer(question::run);
    }

    @Override
    public <T> T look(RepositoryId id, Work<T> look) {
        return ground.repositories().look(ground.repositories().storage(id), look::run);
    }

    @Override
    public <T> T work(RepositoryId id, StepContext context, Work<T> work) throws InterruptedException {
        try {
            return ground.repositories().work(ground.repositories().storage(id), context, work::run);
        } catch (IOException e) {
            throw RepositoryDirectory.failed(Path.of(require(id).path()), e);
        }
    }

    @Override
    public void requireCapturable(Vm vm) {
        VmBackup.require(ground.lookup(), vm, GroupPoint.options());
    }

    @Override
    public String free(RepositoryId repository, UUID vm, Instant then) {
        return VmBackup.free(ground.repositories().directory(repository), vm, then);
    }

    @Override
    public MemberPoint member(VmId vm, RepositoryId repository, String point) {
        return new GroupPoint(ground, vm, repository, point);
    }

    @Override
    public void capture(VmId vm, RepositoryId repository, String point, StepContext context)
            throws InterruptedException {
        new VmBackup(ground, vm, repository, point, BackupOptions.USUAL).run(context);
    }

    @Override
    public void endCapture(VmId vm, RepositoryId repository, String point, StepContext context)
            throws InterruptedException {
        new VmBackup(ground, vm, repository, point, BackupOptions.USUAL).leaveNothing(context);
    }

    @Override
    public Set<String> targets(Vm vm) {
        return PointWriter.disks(vm, BackupOptions.USUAL).stream()
                .map(Disk::target)
                .collect(Collectors.toSet());
    }

    @Override
    public List<BackupQuery.Point> of(UUID vm) {
        return ground.repositories().answer(() -> ground.repositories().points(Optional.of(vm)));
    }

    @Override
    public List<BackupQuery.Point> all() {
        return ground.repositories().answer(() -> ground.repositories().points(Optional.empty()));
    }

    @Override
    public DomainDocument domain(PointId id) {
        return RestoreGround.domain(ground.repositories().point(id));
    }

    @Override
    public PointManifest manifest(PointId id) {
        return ground.repositories().point(id).manifest();
    }

    @Override
    public Optional<Problem> problem(PointId id) {
        try {
            PointFiles point = ground.repositories().point(id);
            Optional<Problem> noted = PointMarks.verification(point.path())
                    .filter(verification -> !verification.passed())
                    .map(verification -> Problem.of(
                            ErrorCode.POINT_DAMAGED,
                            "The restore point " + id + " is damaged. " + verification.damage(),
                            "Nothing was changed.",
                            "Choose an earlier one."));
            if (noted.isPresent()) {
                return noted;
            }
            for (PointManifest.DiskContent disk : point.manifest().disks()) {
                for (PointFiles member : point.chain(disk.target())) {
                    requireThere(member, disk.target());
                }
            }
            return Optional.empty();
        } catch (MusterException e) {
            return Optional.of(e.problem());
        }
    }

    private static void requireThere(PointFiles member, String target) {
        Path image = member.image(target);
        if (!RepositoryDirectory.isRetired(member.path()) && !java.nio.file.Files.isRegularFile(image)) {
            throw PointFiles.damaged(image, "is missing");
        }
    }

    @Override
    public Optional<Verification> verification(PointId id) {
        try {
            return PointMarks.verification(ground.repositories().point(id).path());
        } catch (MusterException e) {
            return Optional.empty(); // it is not there
        }
    }

    @Override
    public Optional<BootVerification> booted(PointId id) {
        try {
            return PointMarks.booted(ground.repositories().point(id).path());
        } catch (MusterException e) {
            return Optional.empty(); // it is not there
        }
    }

    @Override
    public void booted(PointId id, BootVerification booted, Optional<byte[]> png) {
        Path path = ground.repositories().point(id).path();
        try {
            PointMarks.booted(path, booted, png.orElse(new byte[0]));
        } catch (IOException e) {
            throw RepositoryDirectory.failed(path, e);
        }
    }

    @Override
    public byte[] screen(PointId id) {
        Path path = ground.repositories().point(id).path();
        try {
            return PointMarks.screen(path)
                    .orElseThrow(() -> Problem.of(
                                    ErrorCode.POINT_NOT_FOUND,
                                    "There is no picture of the restore point " + id + ".",
                                    "Nothing was changed.",
                                    "Boot it, with a display in its definition.")
                            .toException());
        } catch (IOException e) {
            throw RepositoryDirectory.failed(path, e);
        }
    }

    @Override
    public void verify(PointId id, StepContext context) throws InterruptedException {
        new PointDefinitions(ground).verify(id, context);
    }

    @Override
    public void delete(PointId id, StepContext context) throws InterruptedException {
        new PointDefinitions(ground).remove(id, context);
    }

    @Override
    public void requireUnused(PointId id) {
        PointMarks.requireUnused(ground.repositories().point(id));
    }

    @Override
    public boolean isOverPoint(Vm vm) {
        FileUsers users = new FileUsers(restores.lookup(), vm.id().host());
        return vm.disks().stream()
                .anyMatch(disk -> PointWriter.isTarget(disk.target())
                        && restores.repositories().liesInOne(users, disk.source()));
    }

    @Override
    public void copy(PointId from, RepositoryId to, String name, String set, StepContext context)
            throws InterruptedException {
        RepositoryDirectory directory = ground.repositories().directory(to);
        try (RepositoryLease.Hold lease = ground.lease().hold(directory)) {
            if (!PointDraft.of(directory.vm(from.vm()), name).isWhole()) {
                new PointCopy(ground.repositories().point(from), directory, to).run(name, Optional.of(set), context);
                lease.require();
            }
        } catch (IOException e) {
            throw RepositoryDirectory.failed(directory.root(), e);
        }
    }

    @Override
    public void publish(RepositoryId repository, UUID vm, String name) {
        RepositoryDirectory directory = ground.repositories().directory(repository);
        try {
            PointDraft.of(directory.vm(vm), name).publish();
        } catch (IOException e) {
            throw RepositoryDirectory.failed(directory.root(), e);
        }
    }

    @Override
    public void discard(RepositoryId repository, UUID vm, String name) {
        RepositoryDirectory directory = ground.repositories().directory(repository);
        try {
            PointDraft.of(directory.vm(vm), name).discard();
        } catch (IOException e) {
            throw RepositoryDirectory.failed(directory.root(), e);
        }
    }

    @Override
    public Claim adding(JobId job, RepositoryId repository, UUID vm, String work) {
        return ground.chains().adding(job, repository, vm, work);
    }

    @Override
    public Claim reading(JobId job, RepositoryId repository, UUID vm, String work) {
        return ground.chains().reading(job, repository, vm, work);
    }

    @Override
    public Claim changing(JobId job, RepositoryId repository, UUID vm, String work) {
        return ground.chains().changing(job, repository, vm, work);
    }

    @Override
    public JobDefinition<RestoreCommand.RestoreAsNew> asNew(Predicate<Vm> givesWay) {
        return new NewVmDefinitions(restores, givesWay).asNew();
    }

    @Override
    public JobDefinition<RestoreCommand.RestoreInstantly> instantly(
            BiFunction<VmId, DomainDocument, DomainDocument> change) {
        return new NewVmDefinitions(restores, _ -> false, Optional.of(change)).instantly();
    }

    @Override
    public JobDefinition<RestoreCommand.MoveOut> moveOut() {
        return new MoveDefinition(restores);
    }

    @Override
    public long rewind(VmId vm, PointId point, StepContext context) throws InterruptedException {
        return new DiskReturn(ground.lookup(), ground.repositories()).rewind(vm, point, context);
    }

    @Override
    public long bring(VmId from, PointId point, VmId to, StepContext context) throws InterruptedException {
        return new DiskReturn(ground.lookup(), ground.repositories()).bring(from, point, to, context);
    }

    @Override
    public JobDefinition<RestoreCommand.RestoreInPlace> inPlaceOf() {
        return new InPlaceDefinition(restores, true);
    }
}
