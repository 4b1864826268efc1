package dev.muster.app.recovery.run;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.LiveRows;
import dev.muster.app.i18n.Texts;
import dev.muster.app.job.JobsViewModel;
import dev.muster.model.access.Role;
import dev.muster.model.error.Problem;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RunComparison;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.recovery.RunRecord;
import dev.muster.model.recovery.RunSummary;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;

/** All runs of one plan: one of them beside the one before it, or two that were chosen. Used on the window's thread only. */
public final class HistoryViewModel {
    private final PlanId plan;
    private final Asks asks;
    private final Texts texts;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final KnownRuns known;
    private final LiveRows<JobId, RunSummary> runs = new LiveRows<>(RunSummary::job);
    private final LiveRows<String, RunComparison.Line> machines = new LiveRows<>(RunComparison.Line::key);
    private final Map<JobId, RunRecord> records = new HashMap<>();
    private final Set<JobId> asked = new HashSet<>();
    private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper();
    private List<JobId> chosen = List.of();
    private Optional<RunComparison> comparison = Optional.empty();

    /**
     * The runs of that plan.
     *
     * @param onJob hears of each job that is started here
     * @param onProblem where refusals are shown
     */
    public HistoryViewModel(
            PlanId plan,
            Asks asks,
            Texts texts,
            JobsViewModel jobs,
            Consumer<JobId> onJob,
            Consumer<Problem> onProblem) {
        this.plan = plan;
        this.asks = asks;
        this.texts = texts;
        this.onJob = onJob;
        this.onProblem = onProblem;
        this.known = new KnownRuns(plan, asks, jobs, onProblem);
        known.runsProperty().addListener((observable, oldValue, newValue) -> take(newValue));
    }

    void activate() {
        known.activate();
    }

    void deactivate() {
        known.deactivate();
    }

    /** Grows after each change of anything here. */
    ReadOnlyIntegerProperty revisionProperty() {
        return revision.getReadOnlyProperty();
    }

    /** One row for each run. */
    LiveRows<JobId, RunSummary> runs() {
        return runs;
    }

    /** The machines of the run that is looked at, beside those of the earlier one. */
    LiveRows<String, RunComparison.Line> machines() {
        return machines;
    }

    /** The run that is looked at, beside the earlier one; empty while that is not known. */
    Optional<RunComparison> comparison() {
        return comparison;
    }

    /** Chooses runs: the newest and the oldest of them are compared, a single one with that of its kind before it. */
    void choose(List<JobId> jobs) {
        chosen = List.copyOf(jobs);
        show();
    }

    private void take(List<RunSummary> all) {
        // one that goes on is other each time
        all.stream().filter(run -> run.ended().isEmpty()).map(RunSummary::job).forEach(records::remove);
        records.replaceAll((job, record) -> known.run(job)
                .map(run -> new RunRecord(
                        record.summary().withStanding(run.standing(), run.decideBy(), run.outcome()),
                        record.machines()))
                .orElse(record));
        runs.show(all);
        show();
    }

    private List<RunSummary> picked() {
        return chosen.stream()
                .flatMap(job -> known.run(job).stream())
                .sorted(Comparator.comparing(RunSummary::begun))
                .toList();
    }

    private void show() {
        List<RunSummary> picked = picked();
        if (picked.isEmpty()) {
            comparison = Optional.empty();
        } else {
            RunSummary last = picked.getLast();
            Optional<RunSummary> first = picked.size() > 1 ? Optional.of(picked.getFirst()) : before(last);
            comparison = record(last)
                    .flatMap(now -> first.isEmpty()
                            ? Optional.of(RunComparison.of(Optional.empty(), now))
                            : first.flatMap(this::record).map(old -> RunComparison.of(Optional.of(old), now)));
        }
        machines.show(comparison.map(RunComparison::machines).orElse(List.of()));
        revision.set(revision.get() + 1);
    }

    private Optional<RunSummary> before(RunSummary run) {
        return known.runsProperty().get().stream()
                .filter(other -> other.kind() == run.kind() && other.begun().isBefore(run.begun()))
                .max(Comparator.comparing(RunSummary::begun));
    }

    /** What is known of a run in full; asked for where nothing is. */
    private Optional<RunRecord> record(RunSummary run) {
        if (!records.containsKey(run.job()) && asked.add(run.job())) {
            asks.ask(
                    new RunQuery.Run(run.job()),
                    answer -> {
                        asked.remove(run.job());
                        records.put(run.job(), answer);
                        show();
                    },
                    why -> {
                        asked.remove(run.job());
                        onProblem.accept(why);
                    });
        }
        return Optional.ofNullable(records.get(run.job()));
    }

    /** Why what the chosen run left cannot be removed here; empty where it can. */
    Optional<String> cleanupRefusal() {
        if (!asks.role().includes(Role.OPERATOR)) {
            return Optional.of(texts.get("object.refused.role"));
        }
        List<RunSummary> picked = picked();
        if (picked.size() != 1) {
            return Optional.of(texts.get("recovery.history.one"));
        }
        RunSummary run = picked.getFirst();
        if (run.ended().isEmpty()) {
            return Optional.of(texts.get("recovery.history.going"));
        }
        return run.standing() ? Optional.empty() : Optional.of(texts.get("recovery.history.nothing-left"));
    }

    /** Removes what the chosen run left, unless that is refused. */
    void cleanup() {
        if (cleanupRefusal().isEmpty()) {
            asks.submit(new RecoveryCommand.Cleanup(plan, picked().getFirst().job()), onJob, onProblem);
        }
    }
}
