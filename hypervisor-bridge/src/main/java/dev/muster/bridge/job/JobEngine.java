package dev.muster.bridge.job;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.Store;
import dev.muster.bridge.store.Work;
import dev.muster.model.access.Principal;
import dev.muster.model.command.Command;
import dev.muster.model.error.MusterException;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobCommand;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobQuery;
import dev.muster.model.job.JobState;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes commands, makes jobs of them and sees each to its end, over restarts of the bridge. */
public final class JobEngine implements Jobs, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);
    private static final int STEPS_AT_ONCE = 64;
    private static final Duration CLOSE_AT_MOST = Duration.ofSeconds(15);

    private final Journal journal;
    private final Map<String, Plan.Kind<?>> kinds;
    private final Clock clock;
    private final Announcer announcer;
    private final JobIds ids;
    private final Semaphore places = new Semaphore(STEPS_AT_ONCE, true);
    private final Map<JobId, JobRun> runs = new ConcurrentHashMap<>();
    private final Map<JobId, JobDefinition.Claim> claims = new ConcurrentHashMap<>();
    private final List<JobId> inherited;
    /** Read by those who submit, side by side; written by the one who closes. */
    private final ReadWriteLock closing = new ReentrantReadWriteLock();

    /** Held while a job of an earlier run is taken up or cancelled before that. */
    private final Object inheriting = new Object();

    private boolean closed;

    /**
     * An engine that takes commands at once but leaves the jobs of an earlier run alone until {@link #start}.
     *
     * @param store where jobs are journaled; closed by the caller after this
     * @param definitions one for each command it is to take
     */
    public JobEngine(Store store, List<? extends JobDefinition<?>> definitions, Clock clock, JobListener listener) {
        this.journal = CrashJournal.wrap(new SqlJournal(store), System.getenv());
        this.kinds = definitions.stream()
                .<Plan.Kind<?>>map(Plan.Kind::new)
                .collect(Collectors.toUnmodifiableMap(Plan.Kind::name, kind -> kind));
        this.clock = clock;
        this.announcer = new Announcer(listener);
        this.ids = new JobIds(clock);
        List<JobRow> unfinished =
                journal.unfinished().stream().map(Journal.Entry::job).toList();
        this.inherited = unfinished.stream().map(JobRow::id).toList();
        unfinished.forEach(this::reclaim);
    }

    /** What a job of an earlier run held it holds again before anybody else can ask for it, and until it has ended. */
    private void reclaim(JobRow job) {
        try {
            claims.put(
                    job.id(),
                    kind(job.kind()).claim(job.id(), Json.read(job.command(), Command.class), journal.facts(job.id())));
        } catch (RuntimeException e) {
            LOG.warn("job {} goes on without holding what it works on", job.id(), e);
        }
    }

    private void release(JobId job) {
        Optional.ofNullable(claims.remove(job)).ifPresent(JobDefinition.Claim::release);
    }

    /** Takes up every job that was in flight: each is resumed or taken back as its definition says. */
    public void start() {
        // not the journal's unfinished jobs as of now: one submitted meanwhile may be among them and end before its
        // turn
        inherited.forEach(id -> {
            synchronized (inheriting) {
                journal.entry(id).ifPresent(this::recover);
            }
        });
    }

    private void recover(Journal.Entry entry) {
        JobRow job = entry.job();
        Map<String, String> facts = journal.facts(job.id());
        List<LogLine> log = journal.log(job.id(), 0);
        Scribe scribe = scribe(entry, facts, log.size());
        try {
            Command command = Json.read(job.command(), Command.class);
            Plan plan = kind(job.kind()).plan(command, facts);
            if (!plan.fits(entry.steps())) {
                throw new IllegalStateException("its steps are no longer those that were journaled");
            }
            Instant lastSign = lastSign(entry, log);
            launch(scribe, plan, () -> new Recovery(scribe, plan, command.destroys(), lastSign).run());
        } catch (RuntimeException e) {
            LOG.error("job {} cannot be taken up again", job.id(), e);
            launch(scribe, Plan.NOTHING, () -> Recovery.giveUp(scribe, e));
        }
    }

    /** When something was last written of a job. */
    private static Instant lastSign(Journal.Entry entry, List<LogLine> log) {
        return Stream.of(
                        Stream.of(entry.job().created()),
                        log.stream().map(LogLine::at),
                        entry.steps().stream()
                                .flatMap(step -> Stream.concat(step.started().stream(), step.ended().stream())))
                .flatMap(times -> times)
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }

    /**
     * Makes a job of a command; journaled when this returns.
     *
     * @param alongside what is written in the same transaction as the job, so that both are there or neither; written also
     *     where the same request gave its job before
     * @param requestKey the same key gives the same job, however often it is sent; empty for none
     * @throws MusterException what the definition refuses; {@code COMMAND_UNKNOWN}; {@code USAGE_INVALID} when the key stands
     *     for another command; {@code STORE_FULL}; {@code BRIDGE_STOPPING}
     */
    public JobId submit(Command command, Principal by, String requestKey, Function<JobId, Work<?>> alongside) {
        Optional<String> key = Optional.of(requestKey).filter(text -> !text.isBlank());
        String json = Json.write(command);
        Optional<JobId> earlier = key.flatMap(known -> earlier(known, json));
        earlier.ifPresent(known -> journal.record(alongside.apply(known)));
        return earlier.orElseGet(() -> submit(command, by, key, json, alongside));
    }

    private JobId submit(
            Command command, Principal by, Optional<String> key, String json, Function<JobId, Work<?>> alongside) {
        Plan.Kind<?> kind = kind(Json.typeName(command.getClass()));
        JobDefinition.Prepared prepared = kind.prepare(command, by);
        Plan plan = kind.plan(command, prepared.facts());
        JobRow job = new JobRow(
                ids.next(),
                key,
                kind.name(),
                prepared.title(),
                by.name(),
                json,
                JobState.QUEUED,
                0,
                clock.instant(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
        closing.readLock().lock(); // between journal and start no close may come: it would not see the job
        try {
            if (closed) {
                throw JobProblems.stopping();
            }
            claims.put(job.id(), kind.claim(job.id(), command, prepared.facts()));
            boolean launched = false;
            try {
                if (!journal.insert(job, plan.rows(), prepared.facts(), alongside.apply(job.id()))) {
                    JobId same = key.flatMap(known -> earlier(known, json)).orElseThrow();
                    journal.record(alongside.apply(same));
                    return same;
                }
                launched = true;
            } finally {
                if (!launched) {
                    release(job.id());
                }
            }
            launch(scribe(new Journal.Entry(job, plan.rows()), prepared.facts(), 0), plan, () -> {});
        } finally {
            closing.readLock().unlock();
        }
        return job.id();
    }

    private Optional<JobId> earlier(String key, String command) {
        return journal.byRequestKey(key).map(job -> {
            if (!job.command().equals(command)) {
                throw JobProblems.otherRequest(key, job.id());
            }
            return job.id();
        });
    }

    private Plan.Kind<?> kind(String name) {
        return Optional.<Plan.Kind<?>>ofNullable(kinds.get(name)).orElseThrow(() -> JobProblems.unknown(name));
    }

    private Scribe scribe(Journal.Entry entry, Map<String, String> facts, long lines) {
        return new Scribe(journal, new LiveJob(entry, clock), new JobLog(lines), facts, announcer, clock);
    }

    private void launch(Scribe scribe, Plan plan, Runnable first) {
        JobId id = scribe.live().row().id();
        JobRun run = new JobRun(scribe, plan, places, first, () -> {
            if (scribe.live().row().state().isEnded()) {
                release(id); // one that could not go on keeps what it holds until it is taken up again
            }
            runs.remove(id);
        });
        runs.put(id, run);
        run.start();
    }

    /**
     * Has a job begin no further step; journaled when this returns. Asking twice is asking once.
     *
     * @param alongside written in the transaction in which the asking is journaled; not when it is refused
     * @throws MusterException {@code JOB_NOT_FOUND}; {@code JOB_NOT_PAUSABLE} when it has ended or is being taken back;
     *     {@code STORE_FULL}
     */
    public void pause(JobId id, Principal by, Work<?> alongside) {
        ask(id, new Signal.Wish.Pause(), by, alongside);
    }

    /**
     * Has a paused job go on; journaled when this returns. Asking twice is asking once.
     *
     * @param alongside written in the transaction in which the asking is journaled; not when it is refused
     * @throws MusterException {@code JOB_NOT_FOUND}; {@code JOB_NOT_PAUSABLE} when it has ended or is being taken back;
     *     {@code STORE_FULL}
     */
    public void goOn(JobId id, Principal by, Work<?> alongside) {
        ask(id, new Signal.Wish.Continue(), by, alongside);
    }

    /**
     * Tells a step what it waits to be told; journaled when this returns.
     *
     * @param alongside written in the transaction in which the answer is journaled; not when it is refused
     * @throws MusterException {@code JOB_NOT_FOUND}; {@code JOB_NOT_ASKING} when the step asks nothing, or no longer;
     *     {@code JOB_ANSWER_INVALID}; {@code STORE_FULL}
     */
    public void answer(JobCommand.Answer answer, Principal by, Work<?> alongside) {
        ask(answer.job(), new Signal.Wish.Choose(answer.step(), answer.choice(), answer.reason()), by, alongside);
    }

    private void ask(JobId id, Signal.Wish wish, Principal by, Work<?> alongside) {
        JobRun run = runs.get(id);
        if (run == null) {
            throw JobProblems.refused(wish, id, job(id).state());
        }
        run.ask(wish, by, alongside);
    }

    /**
     * Asks for a job to stop and clean up; journaled when this returns. Asking twice is asking once.
     *
     * @param alongside written in the transaction in which the asking is journaled; not when it is refused
     * @throws MusterException {@code JOB_NOT_FOUND}; {@code JOB_NOT_CANCELLABLE} when it has ended or is being taken back;
     *     {@code STORE_FULL}
     */
    public void cancel(JobId id, Principal by, Work<?> alongside) {
        JobRun run = runs.get(id);
        if (run != null) {
            run.ask(new Signal.Wish.Cancel(), by, alongside);
            return;
        }
        if (inherited.contains(id)) {
            cancelInherited(id, by, alongside);
            return;
        }
        JobState state = job(id).state();
        if (state != JobState.CANCELLED && state != JobState.CANCELLING) {
            throw JobProblems.notCancellable(id, state);
        }
        journal.record(alongside);
    }

    /** A job of an earlier run is cancelled in the journal alone while nobody leads it; being taken up, it goes on so. */
    private void cancelInherited(JobId id, Principal by, Work<?> alongside) {
        Optional<JobRun> led;
        synchronized (inheriting) {
            led = Optional.ofNullable(runs.get(id));
            if (led.isEmpty()) {
                Journal.Entry entry = journal.entry(id).orElseThrow(() -> JobProblems.notFound(id));
                JobState state = entry.job().state();
                switch (state) {
                    case QUEUED, RUNNING, PAUSED -> cancel(entry, by, alongside);
                    case CANCELLING, CANCELLED -> journal.record(alongside);
                    case UNDOING, DONE, FAILED, UNDONE -> throw JobProblems.notCancellable(id, state);
                }
            }
        }
        led.ifPresent(run -> run.ask(new Signal.Wish.Cancel(), by, alongside));
    }

    private void cancel(Journal.Entry entry, Principal by, Work<?> alongside) {
        JobRow job = entry.job();
        JobDefinition.OnFailure onFailure = Optional.<Plan.Kind<?>>ofNullable(kinds.get(job.kind()))
                .<JobDefinition.OnFailure>map(kind -> kind.definition().onCancel())
                .orElse(JobDefinition.OnFailure.KEEP);
        Scribe scribe =
                scribe(entry, journal.facts(job.id()), journal.log(job.id(), 0).size());
        scribe.stop(); // where the journal has no room this is refused, not waited for
        scribe.log(-1, LogLine.Level.WARNING, "Cancelled by " + by.name() + ".");
        scribe.save(
                Journal.Moment.JOB,
                job.at(JobState.CANCELLING).problem(JobProblems.cancelled(job, onFailure)),
                List.of(),
                List.of(alongside));
    }

    /**
     * The newest jobs first.
     *
     * @param before only jobs submitted before this one
     */
    public List<Job> recent(Optional<JobId> before, int limit) {
        return freshest(() -> journal.recent(before, limit));
    }

    /** All jobs that have not ended, the oldest first. */
    public List<Job> unfinished() {
        // the journal is ahead of memory for a moment at a job's end; what is told goes by memory, as everywhere here
        Map<JobId, Job> all = new TreeMap<>();
        runs.forEach((id, run) -> all.put(id, run.live().snapshot()));
        freshest(journal::unfinished).forEach(job -> all.put(job.id(), job));
        return all.values().stream().filter(job -> !job.state().isEnded()).toList();
    }

    @Override
    public Job job(JobId id) {
        JobRun run = runs.get(id);
        return run != null
                ? run.live().snapshot()
                : journal.entry(id).map(JobSnapshots::of).orElseThrow(() -> JobProblems.notFound(id));
    }

    @Override
    public Map<String, String> facts(JobId id) {
        return journal.facts(id);
    }

    /**
     * What reverses a job; none while it runs.
     *
     * @throws MusterException {@code JOB_NOT_FOUND}
     */
    public JobQuery.Reversal reversal(JobId id) {
        Job job = job(id);
        Optional<JobRow> row = journal.entry(id).map(Journal.Entry::job);
        if (!job.state().isEnded() || row.isEmpty() || !kinds.containsKey(job.kind())) {
            return JobQuery.Reversal.NONE;
        }
        List<Step> done = job.steps().stream()
                .filter(step -> step.state() == StepState.DONE)
                .toList();
        Command command = Json.read(row.get().command(), Command.class);
        return kind(job.kind()).reversal(command, journal.facts(id), done);
    }

    /** What runs is newer in memory than in the journal, except when it ended in between. */
    private List<Job> freshest(java.util.function.Supplier<List<Journal.Entry>> read) {
        Map<JobId, JobRun> running = new HashMap<>(runs);
        return read.get().stream()
                .map(entry -> Optional.ofNullable(running.get(entry.job().id()))
                        .map(run -> run.live().snapshot())
                        .orElseGet(() -> JobSnapshots.of(entry)))
                .toList();
    }

    @Override
    public List<LogLine> log(JobId id, long after) {
        Stream<LogLine> fresh =
                Optional.ofNullable(runs.get(id)).map(run -> run.scribe().unsavedLog()).orElse(List.of()).stream()
                        .filter(line -> line.number() > after);
        Map<Long, LogLine> lines = new TreeMap<>();
        fresh.forEach(line -> lines.put(line.number(), line));
        journal.log(id, after).forEach(line -> lines.put(line.number(), line));
        if (lines.isEmpty() && after == 0) {
            var _ = job(id); // says so when there is none
        }
        return List.copyOf(lines.values());
    }

    /** Stops every job at its next boundary; the jobs go on when an engine is started over the same store. */
    @Override
    public void close() {
        closing.writeLock().lock();
        try {
            closed = true;
        } finally {
            closing.writeLock().unlock();
        }
        List<JobRun> stopping = List.copyOf(runs.values());
        stopping.forEach(JobRun::stop);
        stopping.forEach(JobRun::interrupt);
        boolean interrupted = false;
        long until = System.nanoTime() + CLOSE_AT_MOST.toNanos();
        for (JobRun run : stopping) {
            try {
                Duration left = Duration.ofNanos(Math.max(1, until - System.nanoTime()));
                if (!run.join(left)) {
                    LOG.warn(
                            "job {} did not stop in time; it is taken up again at the next start",
                            run.live().row().id());
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        List.copyOf(claims.keySet()).forEach(this::release);
        announcer.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
