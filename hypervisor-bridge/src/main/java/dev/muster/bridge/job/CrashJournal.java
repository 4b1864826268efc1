package dev.muster.bridge.job;

import dev.muster.bridge.store.Work;
import dev.muster.model.job.JobId;
import dev.muster.model.job.LogLine;
import dev.muster.model.job.Substep;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * A journal that kills the process at one boundary, to show that nothing is lost there. Only made when the environment
 * variable {@value #VARIABLE} asks for it, as {@code kind:step:point}.
 */
final class CrashJournal implements Journal {
    static final String VARIABLE = "MUSTER_CRASH_AT";

    /** What {@code kill -9} leaves as the exit status. */
    private static final int KILLED = 137;

    private final Journal journal;
    private final String kind;
    private final int step;
    private final CrashPoint point;

    private CrashJournal(Journal journal, String kind, int step, CrashPoint point) {
        this.journal = journal;
        this.kind = kind;
        this.step = step;
        this.point = point;
    }

    /** The journal itself when nothing is asked for. */
    static Journal wrap(Journal journal, Map<String, String> environment) {
        String asked = environment.getOrDefault(VARIABLE, "");
        if (asked.isEmpty()) {
            return journal;
        }
        String[] parts = asked.split(":", 3);
        return new CrashJournal(
                journal,
                parts[0],
                Integer.parseInt(parts[1]),
                CrashPoint.valueOf(parts[2].toUpperCase(Locale.ROOT).replace('-', '_')));
    }

    private void dieIf(boolean here, JobRow job, CrashPoint now) {
        if (here && point == now && job.kind().equals(kind)) {
            Runtime.getRuntime().halt(KILLED);
        }
    }

    @Override
    public boolean insert(JobRow job, List<StepRow> steps, Map<String, String> facts, Work<?> alongside) {
        boolean inserted = journal.insert(job, steps, facts, handle -> {
            dieIf(true, job, CrashPoint.INSERTED);
            return alongside.run(handle);
        });
        dieIf(true, job, CrashPoint.SUBMITTED);
        return inserted;
    }

    @Override
    public void record(Work<?> work) {
        journal.record(work);
    }

    @Override
    public void save(Moment moment, JobRow job, List<StepRow> steps, List<LogLine> lines, List<Work<?>> alongside) {
        dyingAround(moment, job, steps, () -> journal.save(moment, job, steps, lines, alongside));
    }

    @Override
    public void saveStep(Moment moment, JobRow job, StepRow row, List<LogLine> lines) {
        dyingAround(moment, job, List.of(row), () -> journal.saveStep(moment, job, row, lines));
    }

    private void dyingAround(Moment moment, JobRow job, List<StepRow> steps, Runnable writing) {
        boolean here = steps.stream().anyMatch(row -> row.index() == step);
        switch (moment) {
            case BEGIN -> dieIf(here, job, CrashPoint.BEFORE);
            case END -> dieIf(here, job, CrashPoint.DURING);
            case UNDO_BEGIN -> dieIf(here, job, CrashPoint.UNDO_BEFORE);
            case UNDO_END -> dieIf(here, job, CrashPoint.UNDO_DURING);
            case ASK, JOB -> {}
        }
        writing.run();
        switch (moment) {
            case BEGIN -> dieIf(here, job, CrashPoint.BEGUN);
            case END -> dieIf(here, job, CrashPoint.AFTER);
            case UNDO_BEGIN -> dieIf(here, job, CrashPoint.UNDO_BEGUN);
            case UNDO_END -> dieIf(here, job, CrashPoint.UNDO_AFTER);
            case ASK -> dieIf(here, job, CrashPoint.ASKED);
            case JOB -> {}
        }
    }

    @Override
    public void putFact(JobId job, String name, String value) {
        journal.putFact(job, name, value);
    }

    @Override
    public CompletableFuture<Integer> saveLog(JobId job, List<LogLine> lines) {
        return journal.saveLog(job, lines);
    }

    @Override
    public CompletableFuture<Integer> saveSubsteps(JobId job, int step, List<Substep> substeps) {
        return journal.saveSubsteps(job, step, substeps);
    }

    @Override
    public Optional<JobRow> byRequestKey(String key) {
        return journal.byRequestKey(key);
    }

    @Override
    public Optional<Entry> entry(JobId job) {
        return journal.entry(job);
    }

    @Override
    public List<Entry> recent(Optional<JobId> before, int limit) {
        return journal.recent(before, limit);
    }

    @Override
    public List<Entry> unfinished() {
        return journal.unfinished();
    }

    @Override
    public Map<String, String> facts(JobId job) {
        return journal.facts(job);
    }

    @Override
    public List<LogLine> log(JobId job, long after) {
        return journal.log(job, after);
    }
}
