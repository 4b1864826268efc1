package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.inventory.Lookup;
import dev.muster.bridge.job.LongCallRunner;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.Vm;
import dev.muster.model.inventory.VmId;
import dev.muster.model.inventory.VmState;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Step;
import dev.muster.model.vm.LifeRules;
import dev.muster.model.vm.VmCommand;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes the memory of VMs to disk and stops them; cancelled, they go on running. */
final class SaveDefinition extends EachVm<VmCommand.Save> {
    private static final Duration INTERVAL = Duration.ofMillis(500);

    /** How long saving may take to end once it is aborted; a QEMU that hangs never ends it. */
    private static final Duration ABORT = Duration.ofMinutes(5);

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
    String title(String what) {
        return "Save " + what;
    }

    @Override
    Optional<MusterException> refusal(VmCommand.Save command, Vm vm) {
        return LifeWords.refusal(LifeRules.SAVE, vm);
    }

    @Override
    void act(VmCommand.Save command, VmId id, String name, StepContext context) throws InterruptedException {
        Hypervisor hypervisor = lookup().hypervisor(id.host());
        if (isSaved(hypervisor.vms().get(id))) {
            context.log(LogLine.Level.INFO, name + " is off and its memory is saved already");
            PowerReversal.found(id, context);
            return;
        }
        try {
            write(hypervisor, id, context);
        } catch (MusterException failed) {
            // asked again after a restart, the hypervisor may have been at it still, and refuses a VM that is off by
            // then
            if (failed.problem().code() == ErrorCode.JOB_CANCELLED
                    || !isSaved(hypervisor.vms().get(id))) {
                throw failed;
            }
        }
        context.log(LogLine.Level.INFO, name + " is off; its next start goes on from here");
    }

    private static boolean isSaved(Vm vm) {
        return vm.state() == VmState.OFF && vm.savedState();
    }

    private static void write(Hypervisor hypervisor, VmId id, StepContext context) throws InterruptedException {
        LongCallRunner.of(
                        "save " + id,
                        INTERVAL,
                        () -> hypervisor
                                .memory()
                                .job(id)
                                .ifPresent(state -> context.progress(state.done(), state.total(), "bytes")))
                .abortedBy(() -> hypervisor.memory().abortJob(id), ABORT)
                .run(() -> hypervisor.memory().save(id), context);
    }

    @Override
    public JobQuery.Reversal reversal(VmCommand.Save command, Map<String, String> facts, List<Step> done) {
        return new PowerReversal(lookup()).ofSaved(facts, done);
    }
}
