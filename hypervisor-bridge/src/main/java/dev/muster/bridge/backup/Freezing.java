package dev.muster.bridge.backup;

import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.BackupOptions.Freeze;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.LogLine;
import org.jspecify.annotations.Nullable;

/** Holds the file systems of a guest still, from its making until its end. */
final class Freezing {
    private final BackupOperations backups;
    private final Vm vm;
    private final StepContext context;
    private boolean asked;
    private boolean frozen;

    private Freezing(BackupOperations backups, Vm vm, StepContext context) {
        this.backups = backups;
        this.vm = vm;
        this.context = context;
    }

    /** Freezes as is wanted; {@code FREEZE_FAILED}. */
    static Freezing of(BackupOperations backups, Vm vm, Freeze wanted, StepContext context) {
        Freezing freezing = new Freezing(backups, vm, context);
        if (wanted != Freeze.NEVER) {
            freezing.freeze(wanted);
        }
        return freezing;
    }

    private void freeze(Freeze wanted) {
        if (vm.state() != VmState.RUNNING) {
            if (wanted == Freeze.REQUIRED && vm.state().isActive()) {
                throw failed(vm.name() + " is " + vm.state().word() + ", so its agent cannot answer", null);
            }
            return;
        }
        asked = true;
        try {
            backups.freeze(vm.id());
            frozen = true;
        } catch (MusterException e) {
            end();
            if (wanted == Freeze.REQUIRED) {
                throw failed(e.problem().details(), e);
            }
            context.log(
                    LogLine.Level.INFO,
                    "its file systems are not frozen: " + e.problem().details());
        }
    }

    private MusterException failed(String how, @Nullable MusterException cause) {
        Problem problem = Problem.of(
                        ErrorCode.FREEZE_FAILED,
                        "The file systems of " + vm.name() + " could not be frozen.",
                        "Nothing was captured; the guest goes on.",
                        "Look at the guest's agent, or back up without freezing.")
                .withDetails(how);
        return cause == null ? problem.toException() : problem.toException(cause);
    }

    /** Whether they were still at the capture. */
    boolean isFrozen() {
        return frozen;
    }

    /** Lets the guest go on; one that did not answer in time may have frozen since, so it is told in any case. */
    void end() {
        if (asked) {
            asked = false;
            try {
                backups.thaw(vm.id());
            } catch (MusterException e) {
                if (frozen) {
                    context.log(
                            LogLine.Level.WARNING,
                            "the guest may have gone on before all was captured: "
                                    + e.problem().details());
                }
                frozen = false;
            }
        }
    }
}
