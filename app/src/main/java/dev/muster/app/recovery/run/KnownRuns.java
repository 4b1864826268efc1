package dev.muster.app.recovery.run;

import dev.muster.app.ask.Asks;
import dev.muster.app.job.JobRow;
import dev.muster.app.job.JobsViewModel;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.RunQuery;
import dev.muster.model.recovery.RunSummary;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;

/** The runs of a plan as the bridge keeps them, told again when a job that has to do with plans comes or ends. */
final class KnownRuns {
    private static final String KINDS = "recovery.";

    private final PlanId plan;
    private final Asks asks;
    private final JobsViewModel jobs;
    private final Consumer<Problem> onProblem;
    private final ReadOnlyObjectWrapper<List<RunSummary>> runs = new ReadOnlyObjectWrapper<>(List.of());
    private final Set<JobRow> followed = new HashSet<>();
    private final ListChangeListener<JobRow> onRows = change -> follow();
    private final ChangeListener<Job> onChange = (observable, oldValue, newValue) -> {
        if (oldValue.state().isEnded() != newValue.state().isEnded()) {
            load();
        }
    };
    private boolean active;

    KnownRuns(PlanId plan, Asks asks, JobsViewModel jobs, Consumer<Problem> onProblem) {
        this.plan = plan;
        this.asks = asks;
        this.jobs = jobs;
        this.onProblem = onProblem;
    }

    /** Follows them from now on. */
    void activate() {
        if (!active) {
            active = true;
            jobs.rows().addListener(onRows);
            if (!follow()) {
                load();
            }
        }
    }

    /** Lets go of them. */
    void deactivate() {
        active = false;
        jobs.rows().removeListener(onRows);
        followed.forEach(row -> row.jobProperty().removeListener(onChange));
        followed.clear();
    }

    /** The runs, the newest first. */
    ReadOnlyObjectProperty<List<RunSummary>> runsProperty() {
        return runs.getReadOnlyProperty();
    }

    /** That run, where it is known. */
    Optional<RunSummary> run(JobId job) {
        return runs.get().stream().filter(run -> run.job().equals(job)).findFirst();
    }

    /** Whether a job came that had not been there, so that they were asked for. */
    private boolean follow() {
        boolean fresh = false;
        for (JobRow row : jobs.rows()) {
            if (row.job().kind().startsWith(KINDS) && followed.add(row)) {
                row.jobProperty().addListener(onChange);
                fresh = true;
            }
        }
        if (fresh) {
            load();
        }
        return fresh;
    }

    private void load() {
        asks.ask(
                new RunQuery.Runs(plan, RunQuery.Runs.MOST),
                answer -> {
                    if (active) {
                        runs.set(answer.runs());
                    }
                },
                onProblem);
    }
}
