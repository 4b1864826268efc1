package dev.muster.bridge.backup;

import dev.muster.bridge.hypervisor.BackupOperations;
import dev.muster.bridge.hypervisor.BackupOperations.Freeze;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.backup.BackupOptions;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Holds the file systems of a guest still, from its making until its end; after it, nothing stays frozen. */
final class Freezing {
    /** Put before the guest is asked, and emptied once it surely goes on. */
    private static final String ASKED = "freezing.";

    /** How long is waited for an agent that was told to freeze and does not answer. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final BackupOperations backups;
    private final Vm vm;
    private final StepContext context;
    private boolean frozen;

    private Freezing(BackupOperations backups, Vm vm, StepContext context) {
        this.backups = backups;
        this.vm = vm;
        this.context = context;
    }

    /** Freezes as is wanted; {@code FREEZE_FAILED}. */
    static Freezing of(BackupOperations backups, Vm vm, BackupOptions.Freeze wanted, StepContext context)
            throws InterruptedException {
        Freezing freezing = new Freezing(backups, vm, context);
        if (wanted != BackupOptions.Freeze.NEVER) {
            freezing.freeze(wanted);
        }
        return freezing;
    }

    private void freeze(BackupOptions.Freeze wanted) throws InterruptedException {
        if (vm.state() != VmState.RUNNING) {
            if (wanted == BackupOptions.Freeze.REQUIRED && vm.state().isActive()) {
                throw failed(vm.name() + " is " + vm.state().word() + ", so its agent cannot answer");
            }
            return;
        }
        context.putFact(ASKED + vm.id().uuid(), "asked");
        Freeze freeze = backups.freeze(vm.id());
        if (freeze instanceof Freeze.Silent) {
            context.putFact(ASKED + vm.id().uuid(), "");
        }
        String why = switch (freeze) {
            case Freeze.Still(int fileSystems) when fileSystems > 0 -> "";
            case Freeze.Still _ -> "the agent knows no file system that can be frozen";
            case Freeze.Silent(String words) -> words;
            case Freeze.Refused(String words) -> words;
            case Freeze.Late(String words) -> words;
        };
        frozen = why.isEmpty();
        if (!frozen) {
            // one that is late would freeze while nobody is there to thaw it
            end();
            if (wanted == BackupOptions.Freeze.REQUIRED) {
                throw failed(why);
            }
            context.log(LogLine.Level.INFO, "its file systems are not frozen: " + why);
        }
    }

    private MusterException failed(String how) {
        return Problem.of(
                        ErrorCode.FREEZE_FAILED,
                        "The file systems of " + vm.name() + " could not be frozen.",
                        "Nothing was captured; the guest goes on.",
                        "Look at the guest's agent, or back up without freezing.")
                .withDetails(how)
                .toException();
    }

    /** Whether they were still at the capture. */
    boolean isFrozen() {
        return frozen;
    }

    /** Lets the guest go on. */
    void end() throws InterruptedException {
        try {
            settle(backups, vm.id(), context);
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

    /** Lets a guest go on that this job may have asked to stop, also before a restart; nothing where it never did. */
    static void settle(BackupOperations backups, VmId vm, StepContext context) throws InterruptedException {
        String asked = ASKED + vm.uuid();
        if (context.fact(asked).orElse("").isEmpty()) {
            return;
        }
        long begun = System.nanoTime();
        boolean heard = backups.thaw(vm);
        while (!heard && System.nanoTime() - begun < PATIENCE.toNanos()) {
            // an agent that is freezing answers when it is done with that
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            heard = backups.thaw(vm);
        }
        if (heard) {
            context.putFact(asked, "");
        } else {
            context.log(
                    LogLine.Level.WARNING,
                    "its agent was told to freeze and does not answer: where its file systems stay frozen, restart the agent");
        }
    }
}
