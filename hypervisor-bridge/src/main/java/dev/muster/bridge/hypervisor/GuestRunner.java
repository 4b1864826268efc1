package dev.muster.bridge.hypervisor;

import dev.muster.model.error.MusterException;
import dev.muster.model.inventory.VmId;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a program in a guest to its end, or to the end of its time. */
public final class GuestRunner {
    private static final Logger LOG = LoggerFactory.getLogger(GuestRunner.class);
    private static final long APART_MILLIS = 250;
    /** A process that is killed is gone at once, unless the guest's kernel holds it. */
    private static final Duration ENDING = Duration.ofSeconds(10);

    private final VmOperations vms;
    private final VmId vm;

    /** Runs programs in that VM. */
    public GuestRunner(VmOperations vms, VmId vm) {
        this.vms = vms;
        this.vm = vm;
    }

    /** What came of it. */
    public sealed interface Outcome {
        /** What it said, as far as it is known. */
        String output();

        /**
         * It ended by itself.
         *
         * @param status its exit status
         */
        record Done(int status, String output) implements Outcome {}

        /**
         * Its time was over.
         *
         * @param ended whether it is gone from the guest
         */
        record Late(boolean ended, String output) implements Outcome {}
    }

    /**
     * Waits for the agent, runs the program and waits for its end. When its time is over or the caller is interrupted, the program is
     * ended in the guest; what it has started itself is not.
     *
     * @param limit for all of it, the waiting for the agent too
     * @param waiting is told what is waited for; empty when it is the program itself
     * @throws MusterException {@code PROGRAM_FAILED} where it could not be run
     */
    public Outcome run(GuestProgram program, Duration limit, Consumer<String> waiting) throws InterruptedException {
        long begun = System.nanoTime();
        waiting.accept("the guest agent");
        while (!vms.agentAnswers(vm)) {
            if (isOver(begun, limit)) {
                throw GuestProblems.late(vm, limit);
            }
            TimeUnit.MILLISECONDS.sleep(APART_MILLIS);
        }
        waiting.accept("");
        long pid = vms.beginInGuest(vm, program);
        boolean watched = false;
        try {
            while (!isOver(begun, limit)) {
                if (vms.runInGuest(vm, pid) instanceof GuestRun.Ended ended) {
                    watched = true;
                    return new Outcome.Done(ended.status(), ended.output());
                }
                TimeUnit.MILLISECONDS.sleep(APART_MILLIS);
            }
            watched = true;
            return end(program, pid);
        } finally {
            if (!watched) {
                endUnwatched(program, pid);
            }
        }
    }

    private static boolean isOver(long begun, Duration limit) {
        return System.nanoTime() - begun > limit.toNanos();
    }

    private Outcome end(GuestProgram program, long pid) throws InterruptedException {
        try {
            // how it ends does not matter: one that has ended by now is not there to be killed
            var _ = vms.beginInGuest(vm, program.killing(pid));
            long begun = System.nanoTime();
            while (!isOver(begun, ENDING)) {
                if (vms.runInGuest(vm, pid) instanceof GuestRun.Ended ended) {
                    return new Outcome.Late(true, ended.output());
                }
                TimeUnit.MILLISECONDS.sleep(APART_MILLIS);
            }
        } catch (MusterException e) {
            LOG.warn(
                    "\"{}\" in {} could not be ended: {}",
                    program.path(),
                    vm,
                    e.problem().what());
        }
        return new Outcome.Late(false, "");
    }

    /** Ends it for a caller that no longer waits: interrupted, or with a failure of its own to tell. */
    private void endUnwatched(GuestProgram program, long pid) {
        // an interrupted thread cannot wait for the calls that this takes
        boolean interrupted = Thread.interrupted();
        try {
            var _ = vms.beginInGuest(vm, program.killing(pid));
        } catch (MusterException e) {
            LOG.warn(
                    "\"{}\" in {} could not be ended: {}",
                    program.path(),
                    vm,
                    e.problem().what());
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
