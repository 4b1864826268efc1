package dev.muster.bridge.backup;

import dev.muster.bridge.hypervisor.BackupOperations.Capture;
import dev.muster.bridge.hypervisor.CaptureLine;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.points.MemberPoint;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.PointManifest;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A restore point of a member of a group. */
final class GroupPoint implements MemberPoint {
    private final BackupGround ground;
    private final VmId vm;
    private final RepositoryId repository;
    private final String point;
    private final VmBackup backup;
    private @Nullable Making making;

    /** What is open while it is made. */
    private record Making(Vm vm, PointWriter writer, RepositoryLease.Hold lease) {}

    GroupPoint(BackupGround ground, VmId vm, RepositoryId repository, String point) {
        this.ground = ground;
        this.vm = vm;
        this.repository = repository;
        this.point = point;
        this.backup = new VmBackup(ground, vm, repository, point, options());
    }

    /** Whether and how its guest is frozen is up to who holds all of them. */
    static BackupOptions options() {
        BackupOptions usual = BackupOptions.USUAL;
        return new BackupOptions(usual.leftOut(), 0, BackupOptions.Freeze.NEVER, "");
    }

    @Override
    public String point() {
        return point;
    }

    @Override
    public Vm prepare(StepContext context) throws InterruptedException {
        RepositoryDirectory directory = ground.repositories().directory(repository);
        RepositoryLease.Hold lease = ground.lease().hold(directory);
        boolean done = false;
        try {
            Vm now = backup.begin(directory, context);
            PointWriter writer = new PointWriter(ground, directory, repository, now, point, options(), lease);
            making = new Making(now, writer, lease);
            writer.prepare(context);
            done = true;
            return now;
        } catch (IOException e) {
            throw brokenOff(e);
        } finally {
            if (!done && making == null) {
                lease.close();
            }
        }
    }

    private Making making() {
        return Objects.requireNonNull(making);
    }

    @Override
    public void capture(CaptureLine line, StepContext context) throws InterruptedException {
        capture(line::begin, context);
    }

    @Override
    public void captureOff(StepContext context) throws InterruptedException {
        capture(
                capture -> {
                    throw new IllegalStateException();
                },
                context);
    }

    private void capture(Consumer<Capture> begin, StepContext context) throws InterruptedException {
        try {
            making().writer().capture(begin, context);
        } catch (IOException e) {
            throw brokenOff(e);
        }
    }

    @Override
    public PointManifest read(boolean frozen, String set, StepContext context) throws InterruptedException {
        try {
            PointManifest manifest = making().writer().read(frozen, Optional.of(set), context);
            making().writer().seal(manifest);
            return manifest;
        } catch (IOException e) {
            // that the repository is gone says more than that a file of it is
            ground.repositories().directory(repository);
            throw brokenOff(e);
        }
    }

    private MusterException brokenOff(IOException cause) {
        return VmBackup.brokenOff(making().vm(), cause);
    }

    @Override
    public void publish() {
        RepositoryDirectory directory = ground.repositories().directory(repository);
        try {
            PointDraft.of(directory.vm(vm.uuid()), point).publish();
        } catch (IOException e) {
            throw RepositoryDirectory.failed(directory.root(), e);
        }
    }

    @Override
    public void forgetEarlier(StepContext context) {
        if (making != null) {
            making.writer().forgetEarlier(context);
        }
    }

    @Override
    public void discard() {
        backup.discardDraft(ground.repositories().directory(repository));
    }

    @Override
    public void release(StepContext context) throws InterruptedException {
        backup.release(context);
    }

    @Override
    public void close() {
        if (making != null) {
            try {
                making.writer().close();
            } catch (IOException e) {
                throw brokenOff(e);
            } finally {
                making.lease().close();
                making = null;
            }
        }
    }
}
