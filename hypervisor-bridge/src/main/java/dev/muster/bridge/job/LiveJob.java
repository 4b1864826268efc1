package dev.muster.bridge.job;

import dev.muster.model.job.Job;
import dev.muster.model.job.JobState;
import dev.muster.model.job.Progress;
import dev.muster.model.job.Step;
import dev.muster.model.job.StepState;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A job in memory: what the journal says, and what only matters while it runs. All threads of a job meet here. */
final class LiveJob {
    private final Clock clock;
    private final List<StepRow> steps;
    private final ProgressMeter[] meters;
    private final String[] waiting;
    /** Of the steps that have parts, which are few. */
    private final Map<Integer, Substeps> substeps = new HashMap<>();

    private final Set<Integer> unsaved = new HashSet<>();
    private final ProgressMeter stepsDone = new ProgressMeter();
    private JobRow row;
    /** As last told; those that have not changed since are told as the same objects again. */
    private final @Nullable Step[] told;

    private @Nullable Job snapshot;

    LiveJob(Journal.Entry entry, Clock clock) {
        this.clock = clock;
        this.row = entry.job();
        this.steps = new ArrayList<>(entry.steps());
        this.meters = steps.stream().map(step -> new ProgressMeter()).toArray(ProgressMeter[]::new);
        this.waiting = new String[steps.size()];
        this.told = new Step[steps.size()];
        Arrays.fill(waiting, "");
        for (StepRow step : steps) {
            if (!step.substeps().isEmpty()) {
                substeps.put(step.index(), new Substeps(step.substeps()));
            }
        }
    }

    synchronized JobRow row() {
        return row;
    }

    synchronized StepRow step(int index) {
        return steps.get(index);
    }

    synchronized List<StepRow> steps() {
        return List.copyOf(steps);
    }

    /** Takes over what was journaled. */
    synchronized void apply(JobRow job, List<StepRow> changed) {
        row = job.revision(Math.max(row.revision() + 1, job.revision()));
        for (StepRow step : changed) {
            steps.set(step.index(), step);
            told[step.index()] = null;
            if (!step.substeps().isEmpty()) {
                substeps.put(step.index(), new Substeps(step.substeps()));
                unsaved.remove(step.index());
            }
            if (step.state() != StepState.RUNNING) {
                waiting[step.index()] = "";
            }
        }
        if (row.state() == JobState.RUNNING) {
            stepsDone.update(done(), steps.size(), "steps", clock.millis());
        }
        snapshot = null;
    }

    /** Takes over a step that was journaled. */
    synchronized void apply(StepRow step) {
        apply(row, List.of(step));
    }

    synchronized void progress(int step, long done, long total, String unit) {
        meters[step].update(done, total, unit, clock.millis());
        told[step] = null;
        changed();
    }

    synchronized void waitingFor(int step, String what) {
        waiting[step] = what;
        told[step] = null;
        changed();
    }

    /** Changes the parts of a step. */
    synchronized void substeps(int step, Consumer<Substeps> how) {
        Substeps parts = substeps.computeIfAbsent(step, _ -> new Substeps(List.of()));
        how.accept(parts);
        steps.set(step, steps.get(step).substeps(parts.all()));
        unsaved.add(step);
        told[step] = null;
        changed();
    }

    /** A step that is about to be written down, with its parts as they are; those still running end with it. */
    synchronized StepRow withSubsteps(StepRow step) {
        return substeps.containsKey(step.index())
                ? step.substeps(Substeps.ending(substeps.get(step.index()).all(), step.state(), clock.instant()))
                : step;
    }

    synchronized boolean hasUnsaved() {
        return !unsaved.isEmpty();
    }

    /** The steps whose parts have changed since this was last asked. */
    synchronized List<StepRow> takeUnsaved() {
        List<StepRow> changed = unsaved.stream().map(steps::get).toList();
        unsaved.clear();
        return changed;
    }

    private void changed() {
        row = row.revision(row.revision() + 1);
        snapshot = null;
    }

    /** How it stands; its revision grows with every change. */
    synchronized Job snapshot() {
        Job current = snapshot;
        if (current == null) {
            current = JobSnapshots.of(
                    row,
                    progress(),
                    IntStream.range(0, steps.size()).mapToObj(this::snapshot).toList());
            snapshot = current;
        }
        return current;
    }

    private Step snapshot(int index) {
        Step known = told[index];
        if (known == null) {
            known = JobSnapshots.of(steps.get(index), waiting[index], meters[index].progress());
            told[index] = known;
        }
        return known;
    }

    /** The bytes of the one step that tells them while it runs alone; else the steps done. */
    private Progress progress() {
        List<StepRow> running =
                steps.stream().filter(step -> step.state() == StepState.RUNNING).toList();
        if (running.size() == 1) {
            Progress only = meters[running.getFirst().index()].progress();
            if (only.total() > 0) {
                return only;
            }
        }
        return row.state() == JobState.RUNNING ? stepsDone.progress() : JobSnapshots.stepsDone(steps);
    }

    private long done() {
        return JobSnapshots.stepsDone(steps).done();
    }
}
