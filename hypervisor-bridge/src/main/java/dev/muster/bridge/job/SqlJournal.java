package dev.muster.bridge.job;

import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.EventLog;
import dev.muster.bridge.store.Store;
import dev.muster.bridge.store.Work;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Substep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The journal in the database. Each change of a job's state is in the event log as well. */
final class SqlJournal implements Journal {
    private static final String ENDED = "('DONE', 'FAILED', 'CANCELLED', 'UNDONE')";

    private final Store store;

    SqlJournal(Store store) {
        this.store = store;
    }

    @Override
    public boolean insert(JobRow job, List<StepRow> steps, Map<String, String> facts, Work<?> alongside) {
        return store.write(handle -> {
            int inserted = handle.createUpdate(
                            "INSERT INTO job (id, request_key, kind, title, principal, command, state,"
                                    + " revision, created, recovered) VALUES (:id, :key, :kind, :title, :principal, :command,"
                                    + " :state, :revision, :created, :recovered) ON CONFLICT DO NOTHING")
                    .bind("id", job.id().text())
                    .bind("key", job.requestKey().orElse(null))
                    .bind("kind", job.kind())
                    .bind("title", job.title())
                    .bind("principal", job.principal())
                    .bind("command", job.command())
                    .bind("state", job.state().name())
                    .bind("revision", job.revision())
                    .bind("created", job.created().toString())
                    .bind("recovered", job.recovered())
                    .execute();
            if (inserted == 0) {
                return false;
            }
            insertSteps(handle, job.id(), steps);
            facts.forEach((name, value) -> putFact(handle, job.id(), name, value));
            EventLog.append(
                    handle,
                    job.created(),
                    "submit",
                    "job",
                    job.id().text(),
                    0,
                    job.state().name());
            var _ = alongside.run(handle);
            return true;
        });
    }

    @Override
    public void record(Work<?> work) {
        store.write(work);
    }

    private static void insertSteps(Handle handle, JobId job, List<StepRow> steps) {
        if (steps.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(
                "INSERT INTO job_step (job, step, id, name, subject, after, state, attempt,"
                        + " begun, undo) VALUES (:job, :step, :id, :name, :subject, :after, :state, :attempt, :begun, :undo)");
        for (StepRow step : steps) {
            batch.bind("job", job.text())
                    .bind("step", step.index())
                    .bind("id", step.id())
                    .bind("name", step.name())
                    .bind("subject", step.subject())
                    .bind("after", step.after().stream().map(String::valueOf).collect(Collectors.joining(",")))
                    .bind("state", step.state().name())
                    .bind("attempt", step.attempt())
                    .bind("begun", step.begun())
                    .bind("undo", step.undo().name())
                    .add();
        }
        batch.execute();
    }

    @Override
    public void save(Moment moment, JobRow job, List<StepRow> steps, List<LogLine> lines, List<Work<?>> alongside) {
        store.write(handle -> {
            recordState(handle, job);
            update(handle, job);
            steps.forEach(step -> update(handle, job.id(), step));
            insertLines(handle, job.id(), lines);
            alongside.forEach(work -> work.run(handle));
            return steps.size();
        });
    }

    @Override
    public void saveStep(Moment moment, JobRow job, StepRow step, List<LogLine> lines) {
        store.write(handle -> {
            update(handle, job.id(), step);
            return insertLines(handle, job.id(), lines);
        });
    }

    /** Into the event log, when the state is another than before. */
    private static void recordState(Handle handle, JobRow job) {
        String before = handle.createQuery("SELECT state FROM job WHERE id = ?")
                .bind(0, job.id().text())
                .mapTo(String.class)
                .one();
        if (!before.equals(job.state().name())) {
            Instant at = job.ended().orElseGet(Instant::now);
            EventLog.append(
                    handle,
                    at,
                    "state",
                    "job",
                    job.id().text(),
                    job.revision(),
                    job.state().name());
        }
    }

    private static void update(Handle handle, JobRow job) {
        handle.createUpdate("UPDATE job SET state = :state, revision = :revision, started = :started, ended = :ended,"
                        + " problem = :problem, recovered = :recovered, pause = :pause WHERE id = :id")
                .bind("state", job.state().name())
                .bind("revision", job.revision())
                .bind("started", job.started().map(Instant::toString).orElse(null))
                .bind("ended", job.ended().map(Instant::toString).orElse(null))
                .bind("problem", job.problem().map(Json::write).orElse(null))
                .bind("recovered", job.recovered())
                .bind("pause", job.pause().map(Json::write).orElse(null))
                .bind("id", job.id().text())
                .execute();
    }

    private static void update(Handle handle, JobId job, StepRow step) {
        handle.createUpdate(
                        "UPDATE job_step SET id = :id, state = :state, attempt = :attempt, begun = :begun, undo = :undo,"
                                + " started = :started, ended = :ended, problem = :problem, substeps = :substeps,"
                                + " question = :question, answers = :answers"
                                + " WHERE job = :job AND step = :step")
                .bind("id", step.id())
                .bind("state", step.state().name())
                .bind("attempt", step.attempt())
                .bind("begun", step.begun())
                .bind("undo", step.undo().name())
                .bind("started", step.started().map(Instant::toString).orElse(null))
                .bind("ended", step.ended().map(Instant::toString).orElse(null))
                .bind("problem", step.problem().map(Json::write).orElse(null))
                .bind("substeps", JournalRows.text(step.substeps()))
                .bind("question", step.question().map(Json::write).orElse(null))
                .bind("answers", JournalRows.answersText(step.answers()))
                .bind("job", job.text())
                .bind("step", step.index())
                .execute();
    }

    @Override
    public void putFact(JobId job, String name, String value) {
        store.write(handle -> putFact(handle, job, name, value));
    }

    private static int putFact(Handle handle, JobId job, String name, String value) {
        return handle.execute(
                "INSERT INTO job_fact (job, name, value) VALUES (?, ?, ?)"
                        + " ON CONFLICT (job, name) DO UPDATE SET value = excluded.value",
                job.text(),
                name,
                value);
    }

    @Override
    public CompletableFuture<Integer> saveLog(JobId job, List<LogLine> lines) {
        return store.writeLater(handle -> insertLines(handle, job, lines));
    }

    /** A step that has ended in the meantime keeps what was written with its end. */
    @Override
    public CompletableFuture<Integer> saveSubsteps(JobId job, int step, List<Substep> substeps) {
        return store.writeLater(handle -> handle.execute(
                "UPDATE job_step SET substeps = ? WHERE job = ? AND step = ? AND state = 'RUNNING'",
                JournalRows.text(substeps),
                job.text(),
                step));
    }

    /** Lines that are there already are left alone: they may be handed over twice. */
    private static int insertLines(Handle handle, JobId job, List<LogLine> lines) {
        if (lines.isEmpty()) {
            return 0;
        }
        PreparedBatch batch = handle.prepareBatch("INSERT INTO job_log (job, number, at, step, level, text)"
                + " VALUES (:job, :number, :at, :step, :level, :text) ON CONFLICT DO NOTHING");
        for (LogLine line : lines) {
            batch.bind("job", job.text())
                    .bind("number", line.number())
                    .bind("at", line.at().toString())
                    .bind("step", line.step())
                    .bind("level", line.level().name())
                    .bind("text", line.text())
                    .add();
        }
        batch.execute();
        return lines.size();
    }

    @Override
    public Optional<JobRow> byRequestKey(String key) {
        return store.read(handle -> handle.createQuery(JournalRows.JOBS + " WHERE request_key = ?")
                .bind(0, key)
                .map((row, context) -> JournalRows.job(row))
                .findOne());
    }

    @Override
    public Optional<Entry> entry(JobId job) {
        return store.read(handle -> withSteps(
                        handle,
                        handle.createQuery(JournalRows.JOBS + " WHERE id = ?")
                                .bind(0, job.text())
                                .map((row, context) -> JournalRows.job(row))
                                .list())
                .stream()
                .findFirst());
    }

    @Override
    public List<Entry> recent(Optional<JobId> before, int limit) {
        return store.read(handle -> withSteps(
                handle,
                handle.createQuery(JournalRows.JOBS + " WHERE id < :before ORDER BY id DESC LIMIT :limit")
                        .bind("before", before.map(JobId::text).orElse("~")) // higher than any id
                        .bind("limit", limit)
                        .map((row, context) -> JournalRows.job(row))
                        .list()));
    }

    @Override
    public List<Entry> unfinished() {
        return store.read(handle -> withSteps(
                handle,
                handle.createQuery(JournalRows.JOBS + " WHERE state NOT IN " + ENDED + " ORDER BY id")
                        .map((row, context) -> JournalRows.job(row))
                        .list()));
    }

    private static List<Entry> withSteps(Handle handle, List<JobRow> jobs) {
        Map<String, List<StepRow>> steps = new HashMap<>();
        if (!jobs.isEmpty()) {
            handle.createQuery(JournalRows.STEPS + " WHERE job IN (<jobs>) ORDER BY job, step")
                    .bindList("jobs", jobs.stream().map(job -> job.id().text()).toList())
                    .map((row, context) -> Map.entry(row.getString("job"), JournalRows.step(row)))
                    .forEach(step -> steps.computeIfAbsent(step.getKey(), job -> new ArrayList<>())
                            .add(step.getValue()));
        }
        return jobs.stream()
                .map(job -> new Entry(job, steps.getOrDefault(job.id().text(), List.of())))
                .toList();
    }

    @Override
    public Map<String, String> facts(JobId job) {
        return store.read(handle -> handle.createQuery("SELECT name, value FROM job_fact WHERE job = ?")
                .bind(0, job.text())
                .map((row, context) -> Map.entry(row.getString("name"), row.getString("value")))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
    }

    @Override
    public List<LogLine> log(JobId job, long after) {
        return store.read(handle -> handle.createQuery("SELECT number, at, step, level, text FROM job_log"
                        + " WHERE job = :job AND number > :after ORDER BY number")
                .bind("job", job.text())
                .bind("after", after)
                .map((row, context) -> JournalRows.line(row))
                .list());
    }
}
