package dev.muster.bridge.vm;

import dev.muster.bridge.hypervisor.Hypervisor;
import dev.muster.bridge.hypervisor.Hypervisor.MigrationState;
import dev.muster.bridge.job.StepContext;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.LogLine;
import dev.muster.model.vm.VmCommand;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One migration: the call lasts as long as it does, so another thread waits for it while this one tells how far it is. */
final class MigrationRun {
    private static final Logger LOG = LoggerFactory.getLogger(MigrationRun.class);
    private static final Duration LOOK = Duration.ofMillis(250);

    /** The guest goes on at the target once its memory was gone through this often. */
    private static final int PASSES_BEFORE_POST_COPY = 2;

    private final Hypervisor source;
    private final VmCommand.Migrate command;
    private final String name;
    private final FutureTask<Boolean> moving;
    private boolean postCopy;
    private long total;

    MigrationRun(Hypervisor source, Hypervisor target, VmCommand.Migrate command, String name, List<String> copied) {
        this.source = source;
        this.command = command;
        this.name = name;
        this.moving = new FutureTask<>(
                () -> source.migrate(command.vm(), command.to(), target, command.options(), copied), true);
    }

    /** Returns when the VM is at the target. Asked to stop, it stops the hypervisor first. */
    void run(StepContext context) throws InterruptedException {
        Thread.ofVirtual().name("migrate " + command.vm()).start(moving);
        try {
            while (!ended()) {
                context.checkCancelled();
                look(context);
            }
        } catch (InterruptedException | MusterException stopped) {
            boolean interrupted = Thread.interrupted();
            stop(context);
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            throw stopped;
        }
        context.waitingFor("");
        if (total > 0) {
            context.progress(total, total, "bytes");
        }
    }

    /** Not being told how far it is, is no reason to stop it. */
    private void look(StepContext context) {
        try {
            source.migration(command.vm()).ifPresent(state -> tell(state, context));
        } catch (MusterException unknown) {
            LOG.debug(
                    "how far the migration of {} is: {}",
                    name,
                    unknown.problem().text());
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
            source.startPostCopy(command.vm());
            postCopy = true;
            context.log(
                    LogLine.Level.INFO,
                    name + " goes on at " + command.to() + "; the rest of its memory follows it there");
        }
    }

    /**
     * Until the call has ended, since it may only be on its way to the host when it is to stop, and one that nobody waits for
     * would move a VM without a job. Once the guest goes on at the
     * target there is no way back: then its end is waited for.
     */
    private void stop(StepContext context) throws InterruptedException {
        while (!moving.isDone()) {
            try {
                if (!postCopy) {
                    source.abortMemoryJob(command.vm());
                }
                var _ = ended();
            } catch (MusterException stopped) {
                if (!moving.isDone()) {
                    context.log(
                            LogLine.Level.WARNING,
                            "It could not be stopped: " + stopped.problem().what());
                }
            }
        }
    }

    private boolean ended() throws InterruptedException {
        try {
            return moving.get(LOOK.toMillis(), TimeUnit.MILLISECONDS);
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
