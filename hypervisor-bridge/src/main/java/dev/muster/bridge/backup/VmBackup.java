package dev.muster.bridge.backup;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.bridge.job.StepDefinition;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.backup.RepositoryId;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

/** The backup of one VM. One that is cut off leaves nothing, and begins anew. */
final class VmBackup {
    private static final DateTimeFormatter NAME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    /** Put before the hypervisor is asked to serve the disks: one under way is then ours. */
    private static final String BEGUN = "captureBegun.";

    private final BackupGround ground;
    private final VmId id;
    private final RepositoryId repository;
    private final String point;
    private final BackupOptions options;

    VmBackup(BackupGround ground, VmId id, RepositoryId repository, String point, BackupOptions options) {
        this.ground = ground;
        this.id = id;
        this.repository = repository;
        this.point = point;
        this.options = options;
    }

    /** The name of a point captured now; where there is one of this second, with a number. */
    static String free(RepositoryDirectory directory, UUID vm, Instant now) {
        String name = NAME.format(now);
        List<String> taken = directory.points(vm).stream()
                .map(path -> path.getFileName().toString())
                .toList();
        String free = name;
        for (int number = 2; taken.contains(free); number++) {
            free = name + "-" + number;
        }
        return free;
    }

    /** {@code VM_STATE}, {@code NOT_SUPPORTED} where it cannot be backed up. */
    static void require(Lookup lookup, Vm vm, BackupOptions options) {
        lookup.connected(vm.id().host());
        if (!lookup.hypervisor(vm.id().host()).backups().isHere()) {
            throw Problem.of(
                            ErrorCode.NOT_SUPPORTED,
                            vm.name() + " is on a host whose disks this bridge cannot read.",
                            "Nothing was changed.",
                            "Let a bridge on that host back it up.")
                    .toException();
        }
        if (vm.state() == VmState.UNKNOWN || vm.state() == VmState.CRASHED) {
            throw Problem.of(
                            ErrorCode.VM_STATE,
                            vm.name() + " is " + vm.state().word() + ", so it cannot be backed up.",
                            "Nothing was changed.",
                            "Look at the VM first.")
                    .toException();
        }
        PointWriter.disks(vm, options);
    }

    /** Does it. */
    void run(StepContext context) throws InterruptedException {
        inWatch(context, this::write);
    }

    private void write(StepContext context) throws InterruptedException {
        RepositoryDirectory directory = ground.repositories().directory(repository);
        try (RepositoryLease.Hold lease = ground.lease().hold(directory)) {
            Path points = directory.vm(id.uuid());
            if (PointDraft.of(points, point).isWhole()) {
                return;
            }
            Vm vm = begin(directory, context);
            try {
                try (PointWriter writer = new PointWriter(ground, directory, repository, vm, point, options, lease)) {
                    writer.write(context);
                }
            } catch (IOException e) {
                // that the repository is gone says more than that a file of it is
                ground.repositories().directory(repository);
                throw brokenOff(vm, e);
            }
        }
    }

    /** Ends what an earlier attempt may have begun, and notes that another one is. */
    Vm begin(RepositoryDirectory directory, StepContext context) throws InterruptedException {
        leaveNothing(directory, context);
        Vm vm = ground.lookup().hypervisor(id.host()).vms().get(id);
        require(ground.lookup(), vm, options);
        context.putFact(BEGUN + id.uuid(), point);
        return vm;
    }

    /** Ends what an earlier attempt may have begun. What is whole stays. The VM is let go also where the storage is silent. */
    void leaveNothing(StepContext context) throws InterruptedException {
        try {
            inWatch(context, one -> leaveNothing(ground.repositories().directory(repository), one));
        } catch (MusterException e) {
            release(context);
            throw e;
        }
    }

    private void leaveNothing(RepositoryDirectory directory, StepContext context) throws InterruptedException {
        PointDraft draft = PointDraft.of(directory.vm(id.uuid()), point);
        if (draft.isWhole()) {
            return;
        }
        release(context);
        discardDraft(directory);
    }

    /** Deletes what was written of it, and asks no host. What is whole stays. */
    void discardDraft(RepositoryDirectory directory) {
        PointDraft draft = PointDraft.of(directory.vm(id.uuid()), point);
        if (draft.isWhole()) {
            return;
        }
        try {
            draft.discard();
        } catch (IOException e) {
            throw RepositoryDirectory.failed(directory.root(), e);
        }
    }

    /** Ends what the hypervisor was asked for, and lets the VM go. */
    void release(StepContext context) throws InterruptedException {
        if (context.fact(BEGUN + id.uuid()).isEmpty()) {
            return;
        }
        try {
            Hypervisor hypervisor = ground.lookup().hypervisor(id.host());
            Freezing.settle(hypervisor.backups(), id, context);
            hypervisor.backups().end(id);
            hypervisor.backups().deleteCheckpoint(id, PointWriter.checkpoint(repository, point));
        } catch (MusterException e) {
            // with the VM, all of that went too
            if (e.problem().code() != ErrorCode.VM_NOT_FOUND) {
                throw e;
            }
        }
    }

    private void inWatch(StepContext context, StepDefinition.Action work) throws InterruptedException {
        try {
            ground.repositories().work(ground.repositories().storage(repository), context, () -> {
                work.run(context);
                return work;
            });
        } catch (IOException e) {
            throw new IllegalStateException(e); // an action throws none
        }
    }

    static MusterException brokenOff(Vm vm, IOException cause) {
        String why = String.valueOf(cause.getMessage());
        if (why.contains("No space left on device")) {
            return RepositoryDirectory.full(cause);
        }
        return Problem.of(
                        ErrorCode.BACKUP_BROKEN_OFF,
                        "The backup of " + vm.name() + " broke off: " + why + ".",
                        "Nothing of it is kept. The VM goes on, and earlier points are whole.",
                        "Look at the VM and the repository, then run it again.")
                .withDetails(String.valueOf(cause))
                .toException(cause);
    }
}
