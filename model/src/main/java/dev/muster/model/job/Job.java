package dev.muster.model.job;

import dev.muster.model.error.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Any work with a beginning and an end, at one moment.
 *
 * @param id its id
 * @param kind such as {@code vm.create}; the same for all jobs of one command
 * @param title what it does, in words, such as {@code Start 3 VMs}
 * @param by the name of who asked for it
 * @param state where it stands
 * @param revision grows with every change of this job; a snapshot with a lower one is older
 * @param cancellable whether cancelling it now would be heeded
 * @param progress how far it has come: steps, or the bytes of its one long step
 * @param steps its parts in order
 * @param created when it was submitted
 * @param started when its first step began
 * @param ended when it ended
 * @param problem why it failed, was cancelled or was undone
 * @param recovered what the bridge did with it after a restart, in words such as {@code resumed at step 2}; empty when it
 *     never was interrupted
 * @param pause who had it begin no further step, and since when; while it is paused
 */
public record Job(
        JobId id,
        String kind,
        String title,
        String by,
        JobState state,
        long revision,
        boolean cancellable,
        Progress progress,
        List<Step> steps,
        Instant created,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<Problem> problem,
        String recovered,
        Optional<Pause> pause) {
    public Job {
        steps = List.copyOf(steps);
    }

    /** Returns the same job with other steps. */
    public Job withSteps(List<Step> others) {
        return new Job(
                id,
                kind,
                title,
                by,
                state,
                revision,
                cancellable,
                progress,
                others,
                created,
                started,
                ended,
                problem,
                recovered,
                pause);
    }

    /** Whether pausing it now would hold anything up. */
    public boolean isPausable() {
        return (state == JobState.QUEUED || state == JobState.RUNNING)
                && steps.stream()
                        .anyMatch(step -> step.state() == StepState.WAITING || step.state() == StepState.ASKING);
    }

    /** The steps that wait to be told something. */
    public List<Step> asking() {
        return steps.stream()
                .filter(step -> step.question().isPresent() && state.isForward())
                .toList();
    }
}
