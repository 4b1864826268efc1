package dev.muster.bridge.cli;

import dev.muster.model.bridge.BridgeEvent;
import dev.muster.model.bridge.BridgeEvent.InventoryChanged;
import dev.muster.model.bridge.BridgeEvent.JobChanged;
import dev.muster.model.bridge.BridgeEvent.JobLogged;
import dev.muster.model.bridge.BridgeEvent.JobStepsChanged;
import dev.muster.model.bridge.BridgeEvent.Snapshot;
import dev.muster.model.bridge.BridgeListener;
import dev.muster.model.bridge.HypervisorBridge;
import dev.muster.model.bridge.LinkState;
import dev.muster.model.bridge.Subscription;
import dev.muster.model.command.Command;
import dev.muster.model.command.Query;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.inventory.HostState;
import dev.muster.model.inventory.InventoryImage;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** One run of a verb: the bridge, what it says, and where the answer goes. */
final class CtlSession implements AutoCloseable, BridgeListener {
    /** How long a host may take to answer before a list goes without it. */
    private static final Duration SETTLE = Duration.ofSeconds(10);

    private final HypervisorBridge bridge;
    private final CtlOutput output;
    private final boolean wait;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Map<JobId, Job> jobs = new HashMap<>();
    private Optional<InventoryImage> image = Optional.empty();
    private Optional<Problem> refused = Optional.empty();
    private Optional<Subscription> subscription = Optional.empty();

    CtlSession(HypervisorBridge bridge, CtlOutput output, boolean wait) {
        this.bridge = bridge;
        this.output = output;
        this.wait = wait;
    }

    CtlOutput output() {
        return output;
    }

    HypervisorBridge bridge() {
        return bridge;
    }

    <R extends Record> R ask(Query<R> query) {
        return bridge.ask(query);
    }

    /** The inventory once every host answered or was found unreachable, or after ten seconds without those that did not. */
    InventoryImage inventory() {
        listen();
        long deadline = System.nanoTime() + SETTLE.toNanos();
        lock.lock();
        try {
            while (!settled() && System.nanoTime() < deadline) {
                await(deadline - System.nanoTime());
            }
            return image.orElseGet(bridge::inventory);
        } finally {
            lock.unlock();
        }
    }

    /** Submits a command; waits for its end unless told not to. */
    int submit(Command command) {
        inventory();
        JobId id = bridge.submit(command);
        if (!wait) {
            return output.answer(Map.of("job", id.text()), id.text());
        }
        return finish(id);
    }

    /** Waits for the end of a job, showing how far it has come. */
    int finish(JobId id) {
        Job job = ended(id);
        if (output.json()) {
            output.answer(job, "");
        }
        warnings(job);
        return exitStatus(job);
    }

    /** Waits for the end of a job, showing how far it has come; gives it. */
    Job ended(JobId id) {
        listen();
        try (Interruption _ = new Interruption(() -> bridge.submit(new JobCommand.Cancel(id)))) {
            return waitFor(id);
        }
    }

    @Override
    public void onEvent(BridgeEvent event) {
        lock.lock();
        try {
            switch (event) {
                case Snapshot snapshot -> {
                    image = Optional.of(snapshot.inventory());
                    snapshot.jobs().forEach(job -> jobs.put(job.id(), job));
                }
                case InventoryChanged delta ->
                    image = Optional.of(image.orElse(InventoryImage.EMPTY).apply(delta.delta()));
                case JobChanged job -> jobs.put(job.job().id(), job.job());
                case JobStepsChanged moved ->
                    jobs.computeIfPresent(moved.job().id(), (_, before) -> moved.onto(before));
                case JobLogged _ -> {}
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void onLink(LinkState link) {
        lock.lock();
        try {
            refused = switch (link) {
                case LinkState.Up() -> Optional.empty();
                case LinkState.Down down -> {
                    output.note(down.why().what() + " Trying again.");
                    yield Optional.empty();
                }
                case LinkState.Refused no -> Optional.of(no.why());
            };
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        subscription.ifPresent(Subscription::close);
    }

    private void listen() {
        if (subscription.isEmpty()) {
            subscription = Optional.of(bridge.subscribe(this));
        }
    }

    private Job waitFor(JobId id) {
        JobProgress progress = new JobProgress(output);
        lock.lock();
        try {
            while (true) {
                Job job = jobs.get(id);
                if (job != null) {
                    progress.show(job);
                    if (job.state().isEnded()) {
                        return job;
                    }
                }
                await(TimeUnit.SECONDS.toNanos(60));
            }
        } finally {
            lock.unlock();
            progress.end();
        }
    }

    private boolean settled() {
        return image.isPresent()
                && image.get().hosts().values().stream().noneMatch(host -> host.state() == HostState.CONNECTING);
    }

    /** Every caller asks again after it, so waking up early does no harm. */
    @SuppressWarnings("WaitNotInLoop")
    private void await(long nanos) {
        if (refused.isPresent()) {
            throw refused.get().toException();
        }
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Problem.of(ErrorCode.JOB_CANCELLED, "Interrupted.", "", "Look at the job with: muster ctl job list")
                    .toException(e);
        }
    }

    /** What a job that ended says beside its end, such as that a VM booted afresh. */
    private void warnings(Job job) {
        if (!output.json()) {
            JobLog.of(this, job.id()).stream()
                    .filter(line -> line.level() == LogLine.Level.WARNING)
                    .forEach(line -> output.note("  note     " + line.text()));
        }
    }

    int exitStatus(Job job) {
        if (job.state() == JobState.DONE) {
            return 0;
        }
        job.problem().ifPresent(problem -> {
            if (!output.json()) {
                output.problem(problem);
            }
        });
        return job.state() == JobState.CANCELLED ? 130 : 1;
    }

    /** Passes on the problem of somebody who is not to be bothered with exceptions. */
    static Optional<Problem> attempt(Runnable action) {
        try {
            action.run();
            return Optional.empty();
        } catch (MusterException e) {
            return Optional.of(e.problem());
        }
    }
}
