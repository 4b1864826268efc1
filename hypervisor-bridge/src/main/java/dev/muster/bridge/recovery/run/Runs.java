package dev.muster.bridge.recovery.run;

import dev.muster.bridge.job.Jobs;
import dev.muster.bridge.json.Json;
import dev.muster.bridge.store.Documents;
import dev.muster.model.error.ErrorCode;
import dev.muster.model.error.MusterException;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.job.JobState;
import dev.muster.model.recovery.Basis;
import dev.muster.model.recovery.MachineRun;
import dev.muster.model.recovery.Measure;
import dev.muster.model.recovery.Measures;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunKind;
import dev.muster.model.recovery.RunOutcome;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunResult;
import dev.muster.model.recovery.RunSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** The runs of plans: which there were, what came of each, and which stand. They are kept when their plan is deleted. */
public final class Runs {
    private static final String KIND = "recovery-run";

    /** So many runs decide how long a machine takes: enough for a median, few enough to follow what changes. */
    private static final int MEASURED = 5;

    private final Documents documents;
    private final Jobs jobs;

    /** Keeps them there. */
    public Runs(Documents documents, Jobs jobs) {
        this.documents = documents;
        this.jobs = jobs;
    }

    /**
     * What is kept of a run.
     *
     * @param plan the plan
     * @param standing whether its machines or networks may be there
     * @param record what came of it, once it has ended
     * @param decideBy when a time limit decides about it
     * @param outcome what was decided about it
     * @param fences jobs that saw to what it could not reach while it was run
     */
    record Kept(
            PlanId plan,
            boolean standing,
            Optional<RunRecord> record,
            Optional<Instant> decideBy,
            Optional<RunOutcome> outcome,
            List<JobId> fences) {
        Kept {
            // those that were kept before there was anything to decide
            decideBy = Objects.requireNonNullElse(decideBy, Optional.empty());
            outcome = Objects.requireNonNullElse(outcome, Optional.empty());
            fences = List.copyOf(Objects.requireNonNullElse(fences, List.of()));
        }

        Kept gone() {
            return new Kept(plan, false, record, Optional.empty(), outcome, fences);
        }

        Kept decided(RunOutcome what) {
            return new Kept(plan, standing, record, Optional.empty(), outcome.or(() -> Optional.of(what)), fences);
        }

        Kept ended(boolean stands, RunRecord what, Optional<Instant> limit) {
            return new Kept(plan, stands, Optional.of(what), limit, outcome, fences);
        }

        Kept fencedBy(JobId job) {
            List<JobId> all = new ArrayList<>(fences);
            all.add(job);
            return new Kept(plan, standing, record, decideBy, outcome, all);
        }
    }

    /** Notes that it was begun; twice is once. */
    void begun(JobId job, Decided decided) {
        if (documents.get(KIND, job.text()).isEmpty()) {
            documents.put(KIND, job.text(), Json.write(kept(decided.id(), true)), 0);
        }
    }

    /** Notes that a run was begun of which nothing will stand; twice is once. */
    void begunPassing(JobId job, PlanId plan) {
        if (documents.get(KIND, job.text()).isEmpty()) {
            documents.put(KIND, job.text(), Json.write(kept(plan, false)), 0);
        }
    }

    private static Kept kept(PlanId plan, boolean standing) {
        return new Kept(plan, standing, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
    }

    /** Notes that nothing of it is left. */
    void removed(JobId job) {
        change(job, Kept::gone);
    }

    /** Notes what was decided about it; what was decided first stays. */
    void decided(JobId job, RunOutcome outcome) {
        change(job, kept -> kept.decided(outcome));
    }

    /** Notes that a job saw to what it could not reach; twice is once. */
    void fenced(JobId run, JobId by) {
        change(run, kept -> kept.fences().contains(by) ? kept : kept.fencedBy(by));
    }

    /** The facts of a run with those of the jobs that saw to what it could not reach. */
    Map<String, String> facts(JobId run) {
        Map<String, String> facts = new HashMap<>(jobs.facts(run));
        documents
                .get(KIND, run.text())
                .map(Runs::read)
                .map(Kept::fences)
                .orElse(List.of())
                .forEach(fence -> {
                    jobs.facts(fence).forEach((name, value) -> {
                        if (SourceFence.isOwn(name)) {
                            facts.put(name, value);
                        }
                    });
                });
        return facts;
    }

    /** A recovery that has ended and stands. */
    record Standing(JobId job, PlanId plan, RunSummary run, Optional<Instant> decideBy) {}

    /** All recoveries that have ended and stand. */
    List<Standing> recoveries() {
        List<Standing> all = new ArrayList<>();
        for (Documents.Document document : documents.list(KIND)) {
            Kept kept = read(document);
            if (kept.standing() && kept.record().isPresent()) {
                JobId job = JobId.of(document.id());
                RunSummary run = record(job, kept).summary();
                if (run.kind().isRecovery()) {
                    all.add(new Standing(job, kept.plan(), run, kept.decideBy()));
                }
            }
        }
        return all;
    }

    /** Keeps what came of a run that has ended; other jobs are passed over. */
    void ended(Job job) {
        change(job.id(), kept -> {
            if (kept.record().isPresent() || !job.state().isEnded()) {
                return kept;
            }
            boolean takenBack = job.state() == JobState.UNDONE || job.state() == JobState.CANCELLED;
            boolean stands = kept.standing() && !takenBack;
            RunRecord record = record(job);
            return kept.ended(stands, record, stands ? limit(job, record) : Optional.empty());
        });
    }

    /** Keeps what came of runs that ended just before the bridge did. */
    void catchUp() {
        for (Documents.Document document : documents.list(KIND)) {
            if (read(document).record().isEmpty()) {
                ended(jobs.job(JobId.of(document.id())));
            }
        }
    }

    /** When it is decided about, by the plan it was run by. */
    private Optional<Instant> limit(Job job, RunRecord record) {
        return record.summary().kind().isRecovery()
                ? Decided.of(jobs.facts(job.id()))
                        .spec()
                        .decision()
                        .flatMap(decision -> job.ended().map(at -> at.plus(decision.within())))
                : Optional.empty();
    }

    private void change(JobId job, Function<Kept, Kept> change) {
        while (true) {
            Optional<Documents.Document> found = documents.get(KIND, job.text());
            if (found.isEmpty()) {
                return;
            }
            Kept before = read(found.get());
            Kept after = change.apply(before);
            if (after.equals(before)) {
                return;
            }
            try {
                documents.put(KIND, job.text(), Json.write(after), found.get().version());
                return;
            } catch (MusterException e) {
                // somebody else noted something about it meanwhile
                if (e.problem().code() != ErrorCode.VERSION_CONFLICT) {
                    throw e;
                }
            }
        }
    }

    private static Kept read(Documents.Document document) {
        return Json.read(document.body(), Kept.class);
    }

    private RunRecord record(Job job) {
        return RunRecords.of(job, jobs.facts(job.id()));
    }

    private RunRecord record(JobId job, Kept kept) {
        RunRecord record = kept.record().orElseGet(() -> record(jobs.job(job)));
        return new RunRecord(
                record.summary().withStanding(kept.standing(), kept.decideBy(), kept.outcome()), record.machines());
    }

    /**
     * One run; {@code JOB_NOT_FOUND} where that job is none.
     *
     * @param job the job
     */
    public RunRecord require(JobId job) {
        return find(job)
                .orElseThrow(() -> Problem.of(
                                ErrorCode.JOB_NOT_FOUND,
                                "The job " + job + " is no run of a recovery plan.",
                                "Nothing was changed.",
                                "Look at the history of the plan.")
                        .toException());
    }

    /** One run; empty where that job is none. */
    public Optional<RunRecord> find(JobId job) {
        return documents.get(KIND, job.text()).map(document -> record(job, read(document)));
    }

    /** The runs of all plans, also of those that were deleted, in no order. */
    public List<RunRecord> all() {
        return documents.list(KIND).stream()
                .map(document -> record(JobId.of(document.id()), read(document)))
                .toList();
    }

    /** The runs of a plan, the newest first. */
    List<RunSummary> of(PlanId plan, int limit) {
        return records(plan, limit).stream().map(RunRecord::summary).toList();
    }

    private List<RunRecord> records(PlanId plan, int limit) {
        Map<JobId, Kept> all = new HashMap<>();
        for (Documents.Document document : documents.list(KIND)) {
            Kept kept = read(document);
            if (kept.plan().equals(plan)) {
                all.put(JobId.of(document.id()), kept);
            }
        }
        return all.entrySet().stream()
                .sorted(Map.Entry.<JobId, Kept>comparingByKey(Comparator.comparing(JobId::text))
                        .reversed())
                .limit(limit)
                .map(entry -> record(entry.getKey(), entry.getValue()))
                .toList();
    }

    /** The recovery of a plan that goes on or stands. */
    Optional<RunSummary> recovery(PlanId plan) {
        return records(plan, Integer.MAX_VALUE).stream()
                .map(RunRecord::summary)
                .filter(run -> run.kind().isRecovery() && run.standing())
                .findFirst();
    }

    /** The words of all recoveries that have ended and stand. */
    List<String> standing() {
        return recoveries().stream().map(standing -> standing.run().run()).toList();
    }

    /** The newest test of a plan that succeeded. */
    Optional<RunRecord> lastGoodTest(PlanId plan) {
        return records(plan, Integer.MAX_VALUE).stream()
                .filter(run ->
                        run.summary().kind() == RunKind.TEST && run.summary().result() == RunResult.SUCCEEDED)
                .findFirst();
    }

    /** How long the machines of a plan took in its newest runs: medians. */
    public Measures measures(PlanId plan) {
        return measures(records(plan, Integer.MAX_VALUE));
    }

    /** The same as it was known before that run. */
    Measures measuresBefore(PlanId plan, JobId job) {
        return measures(records(plan, Integer.MAX_VALUE).stream()
                .filter(run -> run.summary().job().text().compareTo(job.text()) < 0)
                .toList());
    }

    /** The run of a plan before that one which was for the same; empty where there is none. */
    Optional<RunRecord> before(RunSummary now) {
        return records(now.plan(), Integer.MAX_VALUE).stream()
                .filter(run -> run.summary().kind() == now.kind()
                        && run.summary().ended().isPresent()
                        && run.summary().job().text().compareTo(now.job().text()) < 0)
                .findFirst();
    }

    private static Measures measures(List<RunRecord> runs) {
        Map<String, List<Measure>> all = new LinkedHashMap<>();
        for (RunRecord run : runs) {
            for (MachineRun machine : run.machines()) {
                List<Measure> known = all.computeIfAbsent(machine.key(), _ -> new ArrayList<>());
                if (known.size() < MEASURED) {
                    machine.measure().ifPresent(known::add);
                }
            }
        }
        Map<String, Measure> medians = new HashMap<>();
        all.forEach((key, known) -> {
            if (!known.isEmpty()) {
                medians.put(
                        key,
                        new Measure(
                                median(known, Measure::restore),
                                median(known, Measure::boot),
                                new Basis.Measured(known.size())));
            }
        });
        return new Measures(medians);
    }

    private static Duration median(List<Measure> known, Function<Measure, Duration> what) {
        List<Duration> sorted = known.stream().map(what).sorted().toList();
        Duration upper = sorted.get(sorted.size() / 2);
        Duration lower = sorted.get((sorted.size() - 1) / 2);
        return lower.plus(upper).dividedBy(2);
    }
}
