package dev.muster.app.recovery.run;

import dev.muster.app.ask.Asks;
import dev.muster.app.content.LiveRows;
import dev.muster.app.job.JobLogViewModel;
import dev.muster.app.job.JobRow;
import dev.muster.app.job.JobsViewModel;
import dev.muster.app.job.Steering;
import dev.muster.model.access.Role;
import dev.muster.model.error.Problem;
import dev.muster.model.job.Job;
import dev.muster.model.job.JobId;
import dev.muster.model.recovery.PlanId;
import dev.muster.model.recovery.PlanSpec;
import dev.muster.model.recovery.RecoveryCommand;
import dev.muster.model.recovery.RecoveryQuery;
import dev.muster.model.recovery.RunSummary;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.value.ChangeListener;
import javafx.collections.ListChangeListener;

/** The run of one plan that goes on, else the newest one, or the one that was chosen. */
public final class RunViewModel {
    private static final Comparator<JobRow> ORDER = Comparator.comparing(
                    (JobRow row) -> row.job().state().isEnded())
            .thenComparing(row -> row.job().created(), Comparator.reverseOrder())
            .thenComparing(JobRow::id, Comparator.reverseOrder());

    private final PlanId plan;
    private final Asks asks;
    private final JobsViewModel jobs;
    private final Consumer<JobId> onJob;
    private final Consumer<Problem> onProblem;
    private final InstantSource clock;
    private final Steering steering;
    private final KnownRuns known;
    private final ReadOnlyBooleanWrapper stands = new ReadOnlyBooleanWrapper();
    private final Map<Long, PlanSpec> versions = new HashMap<>();
    private final ReadOnlyObjectWrapper<Optional<RunPicture>> picture = new ReadOnlyObjectWrapper<>(Optional.empty());
    private final LiveRows<String, RunLine> lines = new LiveRows<>(RunLine::id);
    private final ListChangeListener<JobRow> onRows = change -> find();
    private final ChangeListener<Job> onChange = (observable, oldValue, newValue) -> show();
    private Optional<JobRow> row = Optional.empty();
    private Optional<JobId> wanted = Optional.empty();
    private Optional<JobLogViewModel> log = Optional.empty();
    private long asked;
    private boolean active;

    /**
     * The runs of that plan.
     *
     * @param onJob hears of each run that is started here
     * @param onProblem where refusals are shown
     * @param clock tells how late it is
     */
    public RunViewModel(
            PlanId plan,
            Asks asks,
            JobsViewModel jobs,
            Consumer<JobId> onJob,
            Consumer<Problem> onProblem,
            InstantSource clock) {
        this.plan = plan;
        this.asks = asks;
        this.jobs = jobs;
        this.onJob = onJob;
        this.onProblem = onProblem;
        this.clock = clock;
        this.steering = new Steering(asks, onProblem);
        // where they cannot be read the history says so
        this.known = new KnownRuns(plan, asks, jobs, why -> {});
        known.runsProperty().addListener(observable -> show());
    }

    /** The run of that plan that has not ended. */
    public static Optional<JobId> going(JobsViewModel jobs, PlanId plan) {
        return runs(jobs, plan).stream()
                .filter(row -> !row.job().state().isEnded())
                .map(JobRow::id)
                .findFirst();
    }

    /** Which job is a run of which plan; empty where it is something else. */
    public static Optional<PlanId> planOf(Job job) {
        return RunOf.of(job).map(RunOf::plan);
    }

    private static List<JobRow> runs(JobsViewModel jobs, PlanId plan) {
        return jobs.rows().stream()
                .filter(row -> planOf(row.job()).filter(plan::equals).isPresent())
                .sorted(ORDER)
                .toList();
    }

    /** Follows the runs from now on. */
    public void activate() {
        if (!active) {
            active = true;
            jobs.rows().addListener(onRows);
            known.activate();
            find();
        }
    }

    /** Lets go of them. */
    public void deactivate() {
        if (active) {
            active = false;
            jobs.rows().removeListener(onRows);
            known.deactivate();
            row.ifPresent(old -> old.jobProperty().removeListener(onChange));
            row = Optional.empty();
        }
    }

    /** The run as it is now; empty where there is none. */
    ReadOnlyObjectProperty<Optional<RunPicture>> pictureProperty() {
        return picture.getReadOnlyProperty();
    }

    /** The run as it is now; empty where there is none. */
    Optional<RunPicture> picture() {
        return picture.get();
    }

    /** Whether it has ended and something of it stands that could be taken back. */
    ReadOnlyBooleanProperty standsProperty() {
        return stands.getReadOnlyProperty();
    }

    /** Its lines, the same objects for as long as it is the same run. */
    LiveRows<String, RunLine> lines() {
        return lines;
    }

    /** The runs that are known, those that go on first, then the newest. */
    List<Job> runs() {
        return runs(jobs, plan).stream().map(JobRow::job).toList();
    }

    /** Shows that run from now on, until another is started. */
    void choose(JobId job) {
        wanted = Optional.of(job);
        find();
    }

    /** What tells the run something. */
    Steering steering() {
        return steering;
    }

    /** The log of the run that is shown. */
    Optional<JobLogViewModel> log() {
        return log;
    }

    /** What goes with the time is told again; called about once a second. */
    void tick() {
        show();
        if (picture().filter(now -> !now.job().state().isEnded()).isPresent()) {
            log.ifPresent(JobLogViewModel::load);
        }
    }

    /** Whether this console may start and steer runs. */
    boolean mayRun() {
        return asks.role().includes(Role.OPERATOR);
    }

    /** Pauses the run, or has it go on. */
    void toggle() {
        if (mayRun()) {
            picture().ifPresent(now -> steering.toggle(now.job()));
        }
    }

    /** Cancels the run. */
    void cancel() {
        if (mayRun()) {
            picture().ifPresent(now -> steering.cancel(now.job()));
        }
    }

    /** Tests the plan in its newest version. */
    void test() {
        if (mayRun()) {
            asks.submit(
                    new RecoveryCommand.Test(plan, 0, false),
                    job -> {
                        wanted = Optional.empty();
                        onJob.accept(job);
                    },
                    onProblem);
        }
    }

    /** Takes back what stands of the run. */
    void takeBack() {
        if (mayRun() && stands.get()) {
            picture()
                    .ifPresent(now -> asks.submit(
                            new RecoveryCommand.Cleanup(plan, now.job().id()), onJob, onProblem));
        }
    }

    private void find() {
        List<JobRow> all = runs(jobs, plan);
        Optional<JobRow> going =
                all.stream().filter(one -> !one.job().state().isEnded()).findFirst();
        Optional<JobRow> found = all.stream()
                .filter(one -> wanted.filter(one.id()::equals).isPresent())
                .findFirst()
                .or(() -> going)
                .or(() -> all.stream().findFirst());
        if (!found.equals(row)) {
            row.ifPresent(old -> old.jobProperty().removeListener(onChange));
            boolean other = !found.map(JobRow::id).equals(log.map(JobLogViewModel::job));
            row = found;
            if (other) {
                lines.show(List.of());
                log = found.map(one -> new JobLogViewModel(asks, one.id()));
                log.ifPresent(JobLogViewModel::load);
            }
            row.ifPresent(one -> one.jobProperty().addListener(onChange));
        }
        show();
    }

    private void show() {
        Instant now = clock.instant();
        Optional<RunPicture> next = row.flatMap(one -> RunOf.of(one.job()).map(of -> {
            Optional<PlanSpec> spec = Optional.ofNullable(versions.get(of.version()));
            if (spec.isEmpty()) {
                load(of.version());
                spec = Optional.ofNullable(versions.get(of.version()));
            }
            return RunPicture.of(one.job(), of, spec, now);
        }));
        lines.show(next.map(RunPicture::lines).orElse(List.of()));
        stands.set(next.filter(run -> run.job().state().isEnded())
                .flatMap(run -> known.run(run.job().id()))
                .filter(RunSummary::standing)
                .isPresent());
        picture.set(next);
    }

    /** A version never changes: it is asked for once. Where it cannot be read, the run is shown without its forecast. */
    private void load(long version) {
        if (asked == version) {
            return;
        }
        asked = version;
        asks.ask(
                new RecoveryQuery.Show(plan, version),
                answer -> {
                    versions.put(version, answer.spec());
                    if (active) {
                        show();
                    }
                },
                onProblem);
    }
}
