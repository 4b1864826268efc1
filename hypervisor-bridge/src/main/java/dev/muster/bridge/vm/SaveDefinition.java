package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.LifeRules;
import dev.muster.model.vm.VmCommand;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Writes the memory of VMs to disk and stops them; cancelled, they go on running. */
final class SaveDefinition extends EachVm<VmCommand.Save> {
    private static final Duration LOOK = Duration.ofMillis(500);

    private static final int STOPS = 20;

    SaveDefinition(Lookup lookup, VmLocks locks) {
        super(lookup, locks);
    }

    @Override
    public Class<VmCommand.Save> command() {
        return VmCommand.Save.class;
    }

    @Override
    List<VmId> vms(VmCommand.Save command) {
        return command.vms();
    }

    @Override
    String verb() {
        return "Save";
    }

    @Override
    Optional<MusterException> refusal(VmCommand.Save command, Vm vm) {
        return LifeWords.refusal(LifeRules.SAVE, vm);
    }

    @Override
    void act(VmCommand.Save command, VmId id, String name, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = lookup().hypervisor(id.host());
        if (isSaved(hypervisor.vm(id))) {
            context.log(LogLine.Level.INFO, name + " is off and its memory is saved already");
            return;
        }
        try {
            write(hypervisor, id, context);
        } catch (MusterException failed) {
            // asked again after a restart, the hypervisor may have been at it still, and refuses a VM that is off by
            // then
            if (failed.problem().code() == ErrorCode.JOB_CANCELLED || !isSaved(hypervisor.vm(id))) {
                throw failed;
            }
        }
        context.log(LogLine.Level.INFO, name + " is off; its next start goes on from here");
    }

    private static boolean isSaved(Vm vm) {
        return vm.state() == VmState.OFF && vm.savedState();
    }

    /** The call lasts as long as writing does, so another thread waits for it while this one tells how far it is. */
    private static void write(Hypervisor hypervisor, VmId id, StepContext context) throws InterruptedException {
        FutureTask<Boolean> save = new FutureTask<>(() -> hypervisor.save(id), true);
        Thread.ofVirtual().name("save " + id).start(save);
        try {
            while (!ended(save)) {
                context.checkCancelled();
                hypervisor.memoryJob(id).ifPresent(state -> context.progress(state.done(), state.total(), "bytes"));
            }
        } catch (InterruptedException | MusterException stopped) {
            boolean interrupted = Thread.interrupted();
            stop(hypervisor, id, save);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw stopped;
        }
    }

    /** The call may only be on its way to the host when it is to stop, so it is stopped until it has ended. */
    private static void stop(Hypervisor hypervisor, VmId id, FutureTask<Boolean> save) throws InterruptedException {
        for (int again = 0; again < STOPS && !save.isDone(); again++) {
            hypervisor.abortMemoryJob(id);
            try {
                var _ = ended(save);
            } catch (MusterException stopped) {
                return;
            }
        }
    }

    private static boolean ended(FutureTask<Boolean> save) throws InterruptedException {
        try {
            return save.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException underWay) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof MusterException problem) {
                throw problem;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
