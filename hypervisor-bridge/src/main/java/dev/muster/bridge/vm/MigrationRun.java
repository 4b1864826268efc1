package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.MigrationOperations.MigrationState;
import dev.muster.bridge.job.LongCallRunner;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.inventory.VmId;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.VmCommand;
import java.time.Duration;
import java.util.List;

/** One migration: runs it, reports its progress, and stops it when the job is to stop. */
final class MigrationRun {
    private static final Duration INTERVAL = Duration.ofMillis(250);

    /** Until it has ended, however long that takes: a migration that nobody waits for would move a VM without a job. */
    private static final Duration ABORT = Duration.ofDays(365);

    /** The guest goes on at the target once its memory was gone through this often. */
    private static final int PASSES_BEFORE_POST_COPY = 2;

    private final Hypervisor source;
    private final Hypervisor target;
    private final VmCommand.Migrate command;
    private final String name;
    private final List<String> copied;
    private boolean postCopy;
    private long total;

    MigrationRun(Hypervisor source, Hypervisor target, VmCommand.Migrate command, String name, List<String> copied) {
        this.source = source;
        this.target = target;
        this.command = command;
        this.name = name;
        this.copied = copied;
    }

    /** Returns when the VM is at the target. Asked to stop, it stops the hypervisor first. */
    void run(StepContext context) throws InterruptedException {
        VmId vm = command.vm();
        LongCallRunner.of(
                        "migrate " + vm,
                        INTERVAL,
                        () -> source.migrations().state(vm).ifPresent(state -> tell(state, context)))
                .abortedBy(this::abort, ABORT)
                .run(() -> source.migrations().migrate(vm, command.to(), target, command.options(), copied), context);
        context.waitingFor("");
        if (total > 0) {
            context.progress(total, total, "bytes");
        }
    }

    private void tell(MigrationState state, StepContext context) {
        total = state.total();
        if (state.total() > 0) {
            context.progress(Math.max(0, state.total() - state.remaining()), state.total(), "bytes");
        }
        if (state.pass() > 1 && !postCopy) {
            context.waitingFor("pass " + state.pass() + " over what the guest changed meanwhile");
        }
        if (command.options().postCopy() && !postCopy && state.pass() >= PASSES_BEFORE_POST_COPY) {
            source.migrations().startPostCopy(command.vm());
            postCopy = true;
            context.log(
                    LogLine.Level.INFO,
                    name + " goes on at " + command.to() + "; the rest of its memory follows it there");
        }
    }

    /** Once the guest goes on at the target there is no way back: then the migration's end is waited for. */
    private void abort() {
        if (!postCopy) {
            source.memory().abortJob(command.vm());
        }
    }
}
