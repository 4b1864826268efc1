package dev.muster.bridge.job;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The threads of a job's running steps. */
final class StepThreads {
    private static final Logger LOG = LoggerFactory.getLogger(StepThreads.class);

    private final Scribe scribe;
    private final Plan plan;
    private final Inbox inbox;
    private final Semaphore places;
    private final BooleanSupplier held;
    private final BooleanSupplier halted;
    private final AtomicInteger begun;
    private final Map<Integer, Thread> threads = new ConcurrentHashMap<>();

    /**
     * @param places how many steps may run at once in all jobs
     * @param held whether no step is to begin
     * @param halted whether those that run are to stop
     */
    StepThreads(Scribe scribe, Plan plan, Inbox inbox, Semaphore places, BooleanSupplier held, BooleanSupplier halted) {
        this.scribe = scribe;
        this.plan = plan;
        this.inbox = inbox;
        this.places = places;
        this.held = held;
        this.halted = halted;
        this.begun = new AtomicInteger(
                scribe.live().steps().stream().mapToInt(StepRow::begun).max().orElse(0));
    }

    /** How many have not said that they ended. */
    int count() {
        return threads.size();
    }

    /** Those of them. */
    Set<Integer> running() {
        return Set.copyOf(threads.keySet());
    }

    boolean has(int step) {
        return threads.containsKey(step);
    }

    void start(int step) {
        Thread thread = Thread.ofVirtual()
                .name("job-" + scribe.live().row().id() + "-step-" + step)
                .unstarted(() -> run(step));
        threads.put(step, thread);
        thread.start();
    }

    /** Its ending was heard. */
    void ended(int step) {
        threads.remove(step);
    }

    void interruptAll() {
        threads.values().forEach(Thread::interrupt);
    }

    private void run(int step) {
        boolean journaled = false;
        try {
            places.acquire();
            try {
                if (held.getAsBoolean()) {
                    inbox.put(new Signal.Ended(step, false, Optional.empty()));
                    return;
                }
                StepRow row = scribe.live().step(step);
                scribe.save(
                        Journal.Moment.BEGIN,
                        row.begun(begun.incrementAndGet(), scribe.clock().instant()));
                journaled = true;
                plan.steps().get(step).run().run(new RunningStep(scribe, step, halted));
            } finally {
                places.release();
            }
            inbox.put(new Signal.Ended(step, true, Optional.empty()));
        } catch (Throwable failure) {
            logUnforeseen(step, failure);
            inbox.put(new Signal.Ended(step, journaled, Optional.of(failure)));
        }
    }

    private void logUnforeseen(int step, Throwable failure) {
        boolean foreseen = failure instanceof InterruptedException
                || failure instanceof dev.muster.model.error.MusterException
                || halted.getAsBoolean();
        if (!foreseen) {
            LOG.error("step {} of job {} failed", step, scribe.live().row().id(), failure);
        }
    }
}
